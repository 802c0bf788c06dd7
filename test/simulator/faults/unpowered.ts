// Fault: the target has no supply.

import type { Fault } from '../setup';

export const unpowered: Fault = {
  id: 'unpowered',
  what: 'The target has no supply.',
  change: {
    target: { isPowered: false },
  },
  expect: {
    findings: ['target-unpowered'],
    undetermined: ['chip', 'protection', 'coreState', 'nrst', 'link'],
  },
};
