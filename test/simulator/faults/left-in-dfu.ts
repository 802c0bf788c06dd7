// Fault: the probe starts in its DFU mode, as a V2 does that was just plugged in.

import type { Fault } from '../setup';

export const leftInDfu: Fault = {
  id: 'left-in-dfu',
  what: 'The probe starts in its DFU mode, as a V2 does that was just plugged in.',
  change: {
    probe: { mode: 'dfu' },
  },
  expect: { findings: [] },
};
