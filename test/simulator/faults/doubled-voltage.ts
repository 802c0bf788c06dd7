// Fault: a clone of the probe reports twice the voltage.

import type { Fault } from '../setup';

export const doubledVoltage: Fault = {
  id: 'doubled-voltage',
  what: 'A clone of the probe reports twice the voltage.',
  change: {
    probe: { voltageFactor: 2 },
  },
  expect: { findings: ['probe-voltage-implausible'] },
};
