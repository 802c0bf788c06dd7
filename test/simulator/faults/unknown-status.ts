// Fault: every status byte is one that nobody has seen.

import type { Fault } from '../setup';

export const unknownStatus: Fault = {
  id: 'unknown-status',
  what: 'Every status byte is one that nobody has seen.',
  change: {
    probe: { misbehaviour: { kind: 'unknown-status', fromCommand: 1 } },
  },
  expect: {
    findings: ['probe-wedged'],
    undetermined: ['chip', 'protection', 'coreState', 'nrst', 'link'],
  },
};
