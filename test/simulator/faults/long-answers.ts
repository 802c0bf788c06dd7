// Fault: every answer has 16 bytes too many.

import type { Fault } from '../setup';

export const longAnswers: Fault = {
  id: 'long-answers',
  what: 'Every answer has 16 bytes too many.',
  change: {
    probe: { misbehaviour: { kind: 'long', fromCommand: 1 } },
  },
  expect: {
    findings: ['probe-wedged'],
    undetermined: ['chip', 'protection', 'coreState', 'nrst', 'link'],
  },
};
