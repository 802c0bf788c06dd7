// Fault: SWDIO or SWCLK has no contact.

import type { Fault } from '../setup';

export const swdWiresOpen: Fault = {
  id: 'swd-wires-open',
  what: 'SWDIO or SWCLK has no contact.',
  change: {
    target: { areSwdWiresOpen: true },
  },
  expect: {
    findings: ['target-silent'],
    undetermined: ['chip', 'protection', 'coreState', 'nrst', 'link'],
  },
};
