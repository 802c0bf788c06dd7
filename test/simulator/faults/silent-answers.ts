// Fault: from its eighth command on, the probe answers nothing.

import type { Fault } from '../setup';

export const silentAnswers: Fault = {
  id: 'silent-answers',
  what: 'From its eighth command on, the probe answers nothing.',
  change: {
    probe: { misbehaviour: { kind: 'silent', fromCommand: 8 } },
  },
  expect: {
    findings: ['probe-wedged'],
    undetermined: ['chip', 'protection', 'coreState', 'nrst', 'link'],
  },
};
