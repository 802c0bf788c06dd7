// Fault: the BOOT pins make the core start the built-in boot loader.

import type { Fault } from '../setup';

export const bootSystemMemory: Fault = {
  id: 'boot-system-memory',
  what: 'The BOOT pins make the core start the built-in boot loader.',
  change: {
    target: { bootsFrom: 'system' },
  },
  expect: { findings: ['boot-source'] },
};
