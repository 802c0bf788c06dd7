// Fault: An ST-LINK/V1.

import { probeOfKind } from '../setup';
import type { Fault } from '../setup';

export const v1Probe: Fault = {
  id: 'v1-probe',
  what: 'An ST-LINK/V1.',
  change: {
    probe: probeOfKind('v1'),
  },
  expect: {
    findings: ['probe-unsupported'],
    undetermined: ['supply', 'connection', 'chip', 'protection', 'coreState', 'nrst', 'link'],
  },
};
