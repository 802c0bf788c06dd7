// Fault: An STM32H563 whose life cycle is closed: the debug port answers, the core cannot be had.

import type { Fault } from '../setup';

export const productStateH563: Fault = {
  id: 'product-state-h563',
  what: 'An STM32H563 whose life cycle is closed: the debug port answers, the core cannot be had.',
  change: {
    target: { part: 'h563', protection: 'CLOSED' },
  },
  device: 'STM32H563ZI',
  expect: { findings: ['chip-secured'] },
};
