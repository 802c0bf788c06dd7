// Fault: the target runs at 1.65 V, below what the part needs.

import type { Fault } from '../setup';

export const lowSupply: Fault = {
  id: 'low-supply',
  what: 'The target runs at 1.65 V, below what the part needs.',
  change: {
    target: { supply: { volts: 1.65 } },
  },
  expect: { findings: ['target-voltage-low'] },
};
