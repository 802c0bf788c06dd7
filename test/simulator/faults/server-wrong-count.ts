// Fault: the stlink-server counts three probes more than there are.

import type { Fault } from '../setup';

export const serverWrongCount: Fault = {
  id: 'server-wrong-count',
  what: 'The stlink-server counts three probes more than there are.',
  change: {
    server: { misbehaviour: 'wrong-count' },
  },
  expect: { findings: [] },
};
