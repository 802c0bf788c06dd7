// Fault: the core is locked up: a fault within a fault handler.

import type { Fault } from '../setup';

export const lockup: Fault = {
  id: 'lockup',
  what: 'The core is locked up: a fault within a fault handler.',
  change: {
    target: { isLockedUp: true },
  },
  expect: { findings: ['core-lockup'] },
};
