// The GDB server ended by itself while GDB was connected to it.

import { decisive, defineCause } from '../cause';
import { linkLost, nobodyAnswers } from '../symptoms';

export const serverEnded = defineCause({
  id: 'server-ended',
  message: 'The GDB server ended in the middle of the launch or session.',
  signs: [decisive('server-killed')],
  facts({ serverEnd }, log) {
    if (serverEnd === undefined) return [];
    const evidence = { what: serverEnd.text, where: 'the end of its process' };
    if (serverEnd.isKilled) return [{ strength: 'decisive', points: 14, evidence }];
    // One that gives up because the target was lost says so.
    const points = log.has(...linkLost, ...nobodyAnswers) ? 2 : 8;
    return [{ strength: 'narrowing', points, evidence }];
  },
  fix: () =>
    'Launch again. If it ends again, look at its last lines in the log, and for who ended it: another session, a task or script that kills servers, a lack of memory, a crash of its own (then take another version of it).',
  experiment: {
    text: 'Start the server by hand with the same command line and connect GDB by hand: if it ends there as well, its own last line says why.',
  },
});
