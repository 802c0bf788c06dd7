// Fault: the stlink-server takes the connection and says nothing.

import type { Fault } from '../setup';

export const serverStalls: Fault = {
  id: 'server-stalls',
  what: 'The stlink-server takes the connection and says nothing.',
  change: {
    server: { misbehaviour: 'stalls' },
  },
  expect: {
    findings: ['probe-missing'],
    undetermined: ['supply', 'connection', 'chip', 'protection', 'coreState', 'nrst', 'link'],
  },
};
