// Fault: the supply is too weak: it only comes up when the core does not run.

import type { Fault } from '../setup';

export const saggingSupply: Fault = {
  id: 'sagging-supply',
  what: 'The supply is too weak: it only comes up when the core does not run.',
  change: {
    target: { supply: { volts: 2.7, haltedVolts: 2.75, underResetVolts: 3.28 } },
  },
  // Without a halt or a reset there is nothing to compare with, and 2.7 V alone is within the limits.
  expect: { findings: ['target-voltage-sags'], withoutReset: [] },
};
