// What a pulse on NRST, or its absence, says of the line. Its level cannot be read through an ST-LINK: it is inferred from
// DHCSR.S_RESET_ST.

import type { CoreState, Nrst } from '../examination/examination';
import type { Fact } from './facts';

/**
 * The core is in reset whenever it is looked at, and a pulse, where there was one, does not end that. A watchdog that
 * resets it again and again leaves reads without a reset between them; a line that is held is not counted as resets.
 */
export function isHeldLow({ isInResetAtStart, pulse }: Nrst, coreState: Fact<CoreState>): boolean {
  if (isInResetAtStart !== true || pulse?.recoveryMs !== undefined) return false;
  if (!coreState.ok) return true;
  const { resetsSeen, resetReads } = coreState.value;
  return resetsSeen === 0 || resetsSeen === resetReads;
}
