// Fault: the last program used the probe for an STM8.

import type { Fault } from '../setup';

export const leftInSwim: Fault = {
  id: 'left-in-swim',
  what: 'The last program used the probe for an STM8.',
  change: {
    probe: { mode: 'swim' },
  },
  expect: { findings: [] },
};
