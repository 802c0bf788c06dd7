// Fault: a V2 with firmware of 2013, which no current server takes.

import { probeOfKind } from '../setup';
import type { Fault } from '../setup';

export const oldFirmware: Fault = {
  id: 'old-firmware',
  what: 'A V2 with firmware of 2013, which no current server takes.',
  change: {
    probe: { ...probeOfKind('v2'), firmware: 'J21S4' },
  },
  expect: { findings: ['probe-firmware-old'] },
};
