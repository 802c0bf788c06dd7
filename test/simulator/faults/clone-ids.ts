// Fault: a part of GigaDevice in the place of an STM32F103.

import type { Fault } from '../setup';

export const cloneIds: Fault = {
  id: 'clone-ids',
  what: 'A part of GigaDevice in the place of an STM32F103.',
  change: {
    target: {
      part: 'f103',
      identity: { dpidr: 0x2ba0_1477, cpuid: 0x412f_c231, designer: { bank: 7, id: 0x51 } },
    },
  },
  device: 'STM32F103C8',
  expect: { findings: ['chip-clone'] },
};
