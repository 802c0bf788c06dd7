// Fault: from its eighth command on, the probe gives the answer to the command before.

import type { Fault } from '../setup';

export const staleAnswers: Fault = {
  id: 'stale-answers',
  what: 'From its eighth command on, the probe gives the answer to the command before.',
  change: {
    probe: { misbehaviour: { kind: 'stale', fromCommand: 8 } },
  },
  expect: {
    findings: ['probe-wedged'],
    undetermined: ['chip', 'protection', 'coreState', 'nrst', 'link'],
  },
};
