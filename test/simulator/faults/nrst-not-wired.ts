// Fault: the reset wire between probe and target is missing.

import type { Fault } from '../setup';

export const nrstNotWired: Fault = {
  id: 'nrst-not-wired',
  what: 'The reset wire between probe and target is missing.',
  change: {
    target: { nrst: { isWired: false, riseMs: 1, isHeldLow: false } },
  },
  expect: { findings: ['nrst-not-wired'], withoutReset: [] },
};
