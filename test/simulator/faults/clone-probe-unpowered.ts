// Fault: a clone of the probe says 3.300 V although the target has no supply.

import type { Fault } from '../setup';

export const cloneProbeUnpowered: Fault = {
  id: 'clone-probe-unpowered',
  what: 'A clone of the probe says 3.300 V although the target has no supply.',
  change: {
    target: { isPowered: false },
    probe: { constantVolts: 3.3 },
  },
  expect: {
    findings: ['target-silent', 'probe-voltage-implausible'],
    undetermined: ['chip', 'protection', 'coreState', 'nrst', 'link'],
  },
};
