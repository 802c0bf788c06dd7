// More breakpoints than the core has comparators.

import { decisive, defineCause, narrowing, rule } from '../cause';

export const hwBreakpointsExhausted = defineCause({
  id: 'hw-breakpoints-exhausted',
  message:
    'More breakpoints are set than the core has comparators for (4 on Cortex-M0, 6 on M3 and M4, 8 on M7 and M33).',
  signs: [
    decisive('no-comparator'),
    rule('decisive', 12, (log) =>
      log.heard('hw-breakpoints').some(({ text }) => /too many/i.test(text))
        ? log.heard('hw-breakpoints')
        : [],
    ),
    // Without that word, the core may just not be accessible.
    narrowing(9, 'hw-breakpoints'),
  ],
  fix: () =>
    'Remove breakpoints; each inlined or template line counts as often as it was compiled, and stepping and the stop at main need one too.',
  experiment: { text: 'Launch without breakpoints: if it works, there were too many.' },
});
