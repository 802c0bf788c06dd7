// Fault: the firmware spends its time in stop mode, and the debug clock stops with it.

import type { Fault } from '../setup';

export const lowPowerStop: Fault = {
  id: 'low-power-stop',
  what: 'The firmware spends its time in stop mode, and the debug clock stops with it.',
  change: {
    target: { lowPower: 'stop' },
  },
  expect: { findings: ['core-low-power'] },
};
