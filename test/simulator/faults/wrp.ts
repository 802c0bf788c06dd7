// Fault: the first sector of the flash is write protected.

import type { Fault } from '../setup';

export const wrp: Fault = {
  id: 'wrp',
  what: 'The first sector of the flash is write protected.',
  change: {
    target: { writeProtected: [0x0800_0000] },
  },
  expect: { findings: ['flash-write-protected'] },
};
