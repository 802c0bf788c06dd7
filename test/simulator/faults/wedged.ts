// Fault: the probe takes commands and answers nothing, as after its last client was killed.

import type { Fault } from '../setup';

export const wedged: Fault = {
  id: 'wedged',
  what: 'The probe takes commands and answers nothing, as after its last client was killed.',
  change: {
    probe: { isWedged: true },
  },
  expect: {
    findings: ['probe-wedged'],
    undetermined: ['supply', 'connection', 'chip', 'protection', 'coreState', 'nrst', 'link'],
  },
};
