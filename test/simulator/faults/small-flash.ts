// Fault: the flash size register says 512 KiB where the configured part has 1 MiB.

import type { Fault } from '../setup';

export const smallFlash: Fault = {
  id: 'small-flash',
  what: 'The flash size register says 512 KiB where the configured part has 1 MiB.',
  change: {
    target: { identity: { flashKib: 512 } },
  },
  expect: { findings: ['chip-flash-small'] },
};
