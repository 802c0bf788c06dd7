// Fault: a V3 waits in its USB loader for new firmware.

import { probeOfKind } from '../setup';
import type { Fault } from '../setup';

export const bootloader: Fault = {
  id: 'bootloader',
  what: 'A V3 waits in its USB loader for new firmware.',
  change: {
    probe: probeOfKind('v3-loader'),
  },
  expect: {
    findings: ['probe-bootloader'],
    undetermined: ['supply', 'connection', 'chip', 'protection', 'coreState', 'nrst', 'link'],
  },
};
