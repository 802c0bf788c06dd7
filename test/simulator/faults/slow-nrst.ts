// Fault: a capacitor of 47 uF on NRST: the core leaves reset 1.9 s after the probe lets go.

import type { Fault } from '../setup';

export const slowNrst: Fault = {
  id: 'slow-nrst',
  what: 'A capacitor of 47 uF on NRST: the core leaves reset 1.9 s after the probe lets go.',
  change: {
    target: { nrst: { isWired: true, riseMs: 1900, isHeldLow: false } },
  },
  expect: { findings: ['nrst-slow'], withoutReset: [] },
};
