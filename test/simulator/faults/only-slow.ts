// Fault: no transfer succeeds above 480 kHz.

import type { Fault } from '../setup';

export const onlySlow: Fault = {
  id: 'only-slow',
  what: 'No transfer succeeds above 480 kHz.',
  change: {
    target: { bitErrors: [{ aboveKhz: 480, perTransfer: 1 }] },
  },
  expect: { findings: ['target-only-slow'] },
};
