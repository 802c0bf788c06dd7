// Fault: every answer stops half-way.

import type { Fault } from '../setup';

export const shortAnswers: Fault = {
  id: 'short-answers',
  what: 'Every answer stops half-way.',
  change: {
    probe: { misbehaviour: { kind: 'short', fromCommand: 1 } },
  },
  expect: {
    findings: ['probe-wedged'],
    undetermined: ['chip', 'protection', 'coreState', 'nrst', 'link'],
  },
};
