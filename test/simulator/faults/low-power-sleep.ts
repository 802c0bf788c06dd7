// Fault: the firmware waits for interrupts in sleep mode most of the time.

import type { Fault } from '../setup';

export const lowPowerSleep: Fault = {
  id: 'low-power-sleep',
  what: 'The firmware waits for interrupts in sleep mode most of the time.',
  change: {
    target: { lowPower: 'sleep' },
  },
  // As every firmware with an idle loop does: worth a word, no warning.
  expect: { findings: [] },
};
