// Fault: every answer is empty.

import type { Fault } from '../setup';

export const emptyAnswers: Fault = {
  id: 'empty-answers',
  what: 'Every answer is empty.',
  change: {
    probe: { misbehaviour: { kind: 'empty', fromCommand: 1 } },
  },
  expect: {
    findings: ['probe-wedged'],
    undetermined: ['chip', 'protection', 'coreState', 'nrst', 'link'],
  },
};
