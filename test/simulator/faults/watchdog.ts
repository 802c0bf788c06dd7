// Fault: a watchdog resets the core every 30 ms.

import type { Fault } from '../setup';

export const watchdog: Fault = {
  id: 'watchdog',
  what: 'A watchdog resets the core every 30 ms.',
  change: {
    target: { watchdogMs: 30 },
  },
  expect: { findings: ['core-reset-loop'] },
};
