// Fault: the firmware takes the SWD pins for itself soon after reset.

import type { Fault } from '../setup';

export const swdOffAfterBoot: Fault = {
  id: 'swd-off-after-boot',
  what: 'The firmware takes the SWD pins for itself soon after reset.',
  change: {
    target: { swdOffAfterMs: 5 },
  },
  expect: { findings: ['target-only-under-reset'], withoutReset: ['target-silent'] },
};
