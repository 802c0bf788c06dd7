// More breakpoints than the core has comparators.

import { decisive, defineCause } from '../cause';

export const hwBreakpointsExhausted = defineCause({
  id: 'hw-breakpoints-exhausted',
  message:
    'More breakpoints are set than the core has comparators for (4 on Cortex-M0, 6 on M3 and M4, 8 on M7 and M33).',
  signs: [
    {
      ...decisive(
        'hw-breakpoints',
        (log) =>
          log.matching(/too many|Could not insert hardware|Cannot insert hardware/i).length > 0,
      ),
      points: 12,
    },
    decisive('no-comparator'),
  ],
  fix: () =>
    'Remove breakpoints; each inlined or template line counts as often as it was compiled, and stepping and the stop at main need one too.',
  experiment: { text: 'Launch without breakpoints: if it works, there were too many.' },
});
