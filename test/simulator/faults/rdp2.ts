// Fault: read-out protection level 2: the debug port is off for ever.

import type { Fault } from '../setup';

export const rdp2: Fault = {
  id: 'rdp2',
  what: 'Read-out protection level 2: the debug port is off for ever.',
  change: {
    target: { protection: 'L2' },
  },
  // On the wire it is the same as no target: nobody can honestly say more.
  expect: {
    findings: ['target-silent'],
    undetermined: ['chip', 'protection', 'coreState', 'nrst', 'link'],
  },
};
