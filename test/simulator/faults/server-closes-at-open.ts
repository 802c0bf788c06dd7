// Fault: the stlink-server drops the connection when the probe is opened.

import type { Fault } from '../setup';

export const serverClosesAtOpen: Fault = {
  id: 'server-closes-at-open',
  what: 'The stlink-server drops the connection when the probe is opened.',
  change: {
    server: { misbehaviour: 'closes-at-open' },
  },
  expect: {
    findings: ['probe-open-failed'],
    undetermined: ['supply', 'connection', 'chip', 'protection', 'coreState', 'nrst', 'link'],
  },
};
