// Fault: the core is locked up: a fault within a fault handler.

import type { Fault } from '../setup';

export const lockup: Fault = {
  id: 'lockup',
  what: 'The core is locked up: a fault within a fault handler.',
  change: {
    target: { isLockedUp: true },
  },
  // It is told as information: it hinders neither connecting nor programming, and every erased chip is locked up.
  expect: { findings: [] },
};
