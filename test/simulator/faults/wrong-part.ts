// Fault: An STM32L476 where an STM32F405 is configured.

import type { Fault } from '../setup';

export const wrongPart: Fault = {
  id: 'wrong-part',
  what: 'An STM32L476 where an STM32F405 is configured.',
  change: {
    target: { part: 'l476' },
  },
  expect: { findings: ['chip-mismatch'] },
};
