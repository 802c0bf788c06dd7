// Fault: nobody listens where the stlink-server should be.

import type { Fault } from '../setup';

export const serverRefuses: Fault = {
  id: 'server-refuses',
  what: 'Nobody listens where the stlink-server should be.',
  change: {
    server: { misbehaviour: 'refuses' },
  },
  expect: {
    findings: ['probe-missing'],
    undetermined: ['supply', 'connection', 'chip', 'protection', 'coreState', 'nrst', 'link'],
  },
};
