// Fault: the stlink-server sends half of each answer of the probe.

import type { Fault } from '../setup';

export const serverTruncated: Fault = {
  id: 'server-truncated',
  what: 'The stlink-server sends half of each answer of the probe.',
  change: {
    server: { misbehaviour: 'truncated' },
  },
  expect: {
    findings: ['probe-wedged'],
    undetermined: ['supply', 'connection', 'chip', 'protection', 'coreState', 'nrst', 'link'],
  },
};
