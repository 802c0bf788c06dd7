// Fault: the stlink-server answers nonsense.

import type { Fault } from '../setup';

export const serverGarbage: Fault = {
  id: 'server-garbage',
  what: 'The stlink-server answers nonsense.',
  change: {
    server: { misbehaviour: 'garbage' },
  },
  expect: {
    findings: ['probe-missing'],
    undetermined: ['supply', 'connection', 'chip', 'protection', 'coreState', 'nrst', 'link'],
  },
};
