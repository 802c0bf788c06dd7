// Fault: the last program did not leave debug mode.

import type { Fault } from '../setup';

export const leftInDebug: Fault = {
  id: 'left-in-debug',
  what: 'The last program did not leave debug mode.',
  change: {
    probe: { mode: 'debug' },
  },
  expect: { findings: [] },
};
