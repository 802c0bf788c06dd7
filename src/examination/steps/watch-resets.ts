// Whether the core is reset again and again: S_RESET_ST of DHCSR, over some time where there is cause for suspicion.

import { isWatchdogFlag } from '../../devices/reset-flags';
import type { Session } from '../session';
import { lookForReset } from './read-core';

/** A watchdog that bites more seldom leaves time to connect and to load. */
const longestWatchMs = 600;
const everyMs = 25;
/** So many resets are no coincidence. */
const enough = 3;

export async function watchResets(session: Session): Promise<void> {
  const { coreState, nrst } = session.draft;
  if (coreState === undefined || coreState.isHalted || nrst?.isInResetAtStart === true) return;
  const flags = coreState.resetFlags?.names ?? [];
  const isSuspect = () => coreState.resetsSeen > 0 || flags.some(isWatchdogFlag);
  // Who halts the core next looks then.
  if (!session.mayReset || isSuspect()) await lookForReset(session);
  if (!isSuspect()) return;
  const untilMs = session.nowMs() + Math.min(longestWatchMs, session.leftMs() / 3);
  while (coreState.resetsSeen < enough && session.nowMs() < untilMs) {
    await session.pause(everyMs);
    await lookForReset(session);
  }
}
