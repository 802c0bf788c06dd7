// Fault: another program holds the probe.

import type { Fault } from '../setup';

export const busy: Fault = {
  id: 'busy',
  what: 'Another program holds the probe.',
  change: {
    probe: { isBusy: true },
  },
  expect: {
    findings: ['probe-held'],
    undetermined: ['supply', 'connection', 'chip', 'protection', 'coreState', 'nrst', 'link'],
  },
};
