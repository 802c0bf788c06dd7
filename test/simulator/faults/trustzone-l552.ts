// Fault: An STM32L552 whose option bytes switch TrustZone on.

import type { Fault } from '../setup';

export const trustzoneL552: Fault = {
  id: 'trustzone-l552',
  what: 'An STM32L552 whose option bytes switch TrustZone on.',
  change: {
    target: { part: 'l552', isTrustZoneOn: true },
  },
  device: 'STM32L552ZE',
  expect: { findings: ['chip-secured'] },
};
