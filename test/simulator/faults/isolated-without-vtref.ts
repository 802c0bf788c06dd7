// Fault: An ST-LINK/V2-ISOL whose VTref pin is not connected: its own target side has no supply.

import { probeOfKind } from '../setup';
import type { Fault } from '../setup';

export const isolatedWithoutVtref: Fault = {
  id: 'isolated-without-vtref',
  what: 'An ST-LINK/V2-ISOL whose VTref pin is not connected: its own target side has no supply.',
  change: {
    target: { isVtrefWired: false, isIsolated: true },
    probe: probeOfKind('v2-isol'),
  },
  // It has the id of an ordinary V2: that the probe and not the target lacks the supply cannot be seen.
  expect: {
    findings: ['target-unpowered'],
    undetermined: ['chip', 'protection', 'coreState', 'nrst', 'link'],
  },
};
