// Fault: a clone of the probe that says 3.300 V whatever is connected.

import type { Fault } from '../setup';

export const cloneProbe: Fault = {
  id: 'clone-probe',
  what: 'A clone of the probe that says 3.300 V whatever is connected.',
  change: {
    probe: { constantVolts: 3.3 },
  },
  // It is told as information: the target answers, so it has a supply.
  expect: { findings: [] },
};
