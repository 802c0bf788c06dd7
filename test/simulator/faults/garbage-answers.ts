// Fault: every answer is noise.

import type { Fault } from '../setup';

export const garbageAnswers: Fault = {
  id: 'garbage-answers',
  what: 'Every answer is noise.',
  change: {
    probe: { misbehaviour: { kind: 'garbage', fromCommand: 1 } },
  },
  expect: {
    findings: ['probe-wedged'],
    undetermined: ['chip', 'protection', 'coreState', 'nrst', 'link'],
  },
};
