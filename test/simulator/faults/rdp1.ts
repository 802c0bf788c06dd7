// Fault: read-out protection level 1: the flash cannot be read.

import type { Fault } from '../setup';

export const rdp1: Fault = {
  id: 'rdp1',
  what: 'Read-out protection level 1: the flash cannot be read.',
  change: {
    target: { protection: 'L1' },
  },
  expect: { findings: ['flash-read-protected'] },
};
