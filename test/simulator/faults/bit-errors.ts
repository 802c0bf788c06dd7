// Fault: transfers fail above 480 kHz now and then.

import type { Fault } from '../setup';

export const bitErrors: Fault = {
  id: 'bit-errors',
  what: 'Transfers fail above 480 kHz now and then.',
  // The seed is one with which connecting succeeds at once.
  change: {
    target: { bitErrors: [{ aboveKhz: 480, perTransfer: 0.02 }], seed: 2 },
  },
  expect: { findings: ['link-marginal'] },
};
