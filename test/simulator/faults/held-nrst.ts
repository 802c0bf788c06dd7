// Fault: something on the board keeps NRST low.

import type { Fault } from '../setup';

export const heldNrst: Fault = {
  id: 'held-nrst',
  what: 'Something on the board keeps NRST low.',
  change: {
    target: { nrst: { isWired: true, riseMs: 1, isHeldLow: true } },
  },
  expect: { findings: ['nrst-held'] },
};
