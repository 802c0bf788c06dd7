// Fault: transfers fail above 480 kHz now and then, but not while reset is held.

import type { Fault } from '../setup';

export const bitErrorsNotUnderReset: Fault = {
  id: 'bit-errors-not-under-reset',
  what: 'Transfers fail above 480 kHz now and then, but not while reset is held.',
  // The seed is one with which connecting succeeds at once.
  change: {
    target: {
      bitErrors: [{ aboveKhz: 480, perTransfer: 0.02 }],
      seed: 2,
      isLinkCleanUnderReset: true,
    },
  },
  expect: { findings: ['link-marginal'] },
};
