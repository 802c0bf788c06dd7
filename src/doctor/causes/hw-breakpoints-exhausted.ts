// More breakpoints than the core has comparators.

import { decisive, defineCause, narrowing } from '../cause';
import type { ReadLog } from '../log';
import { linkLost, nobodyAnswers } from '../symptoms';

/** A core that is not reached takes no breakpoint either. */
function hasLinkErrors(log: ReadLog): boolean {
  return log.has(...linkLost, ...nobodyAnswers, 'ocd-ap-gone', 'ocd-mem2array', 'libusb-transfer');
}

export const hwBreakpointsExhausted = defineCause({
  id: 'hw-breakpoints-exhausted',
  message:
    'More breakpoints are set than the core has comparators for (4 on Cortex-M0, 6 on M3 and M4, 8 on M7 and M33).',
  isOutlasting: true,
  signs: [
    decisive('no-comparator'),
    // GDB adds that there may be too many whatever the server's reason was.
    narrowing(9, 'hw-breakpoints', (log) => !hasLinkErrors(log)),
    narrowing(3, 'hw-breakpoints', hasLinkErrors),
  ],
  fix: () =>
    'Remove breakpoints; each inlined or template line counts as often as it was compiled, and stepping and the stop at main need one too.',
  experiment: { text: 'Launch without breakpoints: if it works, there were too many.' },
});
