// Fault: the memory bus answers WAIT four times before each transfer.

import type { Fault } from '../setup';

export const waitStorm: Fault = {
  id: 'wait-storm',
  what: 'The memory bus answers WAIT four times before each transfer.',
  change: {
    target: { waits: 4 },
  },
  expect: { findings: [] },
};
