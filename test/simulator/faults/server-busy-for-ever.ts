// Fault: the stlink-server says busy to every command.

import type { Fault } from '../setup';

export const serverBusyForEver: Fault = {
  id: 'server-busy-for-ever',
  what: 'The stlink-server says busy to every command.',
  change: {
    server: { misbehaviour: 'busy-for-ever' },
  },
  expect: {
    findings: ['probe-held'],
    undetermined: ['supply', 'connection', 'chip', 'protection', 'coreState', 'nrst', 'link'],
  },
};
