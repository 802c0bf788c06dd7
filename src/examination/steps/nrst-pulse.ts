// A pulse on NRST: does it reach the core, and how long until the core is back? The pin's level cannot be read through
// an ST-LINK; S_RESET_ST of DHCSR tells.

import type { NrstPulse } from '../examination';
import { dhcsr, hasBit } from '../registers';
import type { Session } from '../session';
import { readSupplyAs } from './read-supply';

/** Long enough for any supervisor, and for the voltage to settle. */
const lowMs = 10;
/** A capacitor of 47 uF at 40 kOhm takes 1.9 s. */
const longestWaitMs = 2_500;
/** What the rest of an examination takes. */
const reserveMs = 100;
/** Between looks: fine at first, for a healthy board is back within a millisecond or two. */
const pausesMs: readonly number[] = [0, 1, 1, 2, 2, 4, 8, 16, 25];

export async function pulseNrst(session: Session): Promise<void> {
  const { nrst } = session.draft;
  // Connected or tested under reset: then it had its pulse. A core that is in reset anyway gets one too: only after it
  // is a line that is held told from one that comes up slowly.
  if (nrst === undefined || nrst.pulse !== undefined) return;
  const low = await pullNrst(session);
  if (low === undefined) return;
  await session.pause(Math.max(0, lowMs - low.heldMs()));
  nrst.pulse = await low.release();
}

export interface PulledNrst {
  heldMs(): number;
  /** Lets go and watches the core come back. */
  release(): Promise<NrstPulse>;
}

/** Pulls NRST low and measures what shows then. @returns undefined: this probe cannot */
export async function pullNrst(session: Session): Promise<PulledNrst | undefined> {
  const low = await session.ask((stlink) => stlink.driveNrst('low'));
  if (!low.ok) return undefined;
  const fromMs = session.nowMs();
  const undo = session.undoLater((stlink) => stlink.driveNrst('high'));
  await readSupplyAs(session, 'underResetVolts');
  const isReset = await wasReset(session);
  const heldMs = () => session.nowMs() - fromMs;
  return {
    heldMs,
    release: async () => {
      const pulledMs = heldMs();
      await session.ask((stlink) => stlink.driveNrst('high'));
      undo.drop();
      return awaitRecovery(session, pulledMs, isReset);
    },
  };
}

/**
 * Looks at DHCSR until it no longer says that the core is or was in reset, from the moment NRST was let go.
 * @param isReset whether it said so while NRST was low; undefined: it could not be read then, as on parts whose buses
 * stand still under reset
 */
export async function awaitRecovery(
  session: Session,
  heldMs: number,
  isReset: boolean | undefined,
): Promise<NrstPulse> {
  const fromMs = session.nowMs();
  const waitedMs = Math.max(0, Math.min(longestWaitMs, session.leftMs() - reserveMs));
  let reachedCore = isReset;
  let recoveryMs: number | undefined;
  let inResetForMs = 0;
  let lastReadMs: number | undefined;
  let hasEntered = false;
  for (let looks = 0; ; looks++) {
    const atMs = session.nowMs() - fromMs;
    const seen = await wasReset(session);
    if (seen === true) reachedCore = true;
    // The bit tells of the time since the read before. A bus that never answered so far stands still with the core.
    if (seen === true) inResetForMs = lastReadMs ?? inResetForMs;
    if (seen === undefined && lastReadMs === undefined) inResetForMs = atMs;
    if (seen !== undefined) lastReadMs = atMs;
    if (seen === false) recoveryMs = atMs;
    if (seen === undefined && looks % 5 === 4) {
      await session.ask((stlink) => stlink.enterSwd());
      hasEntered = true;
    }
    // Behind a look, not before: a computer that stood still meanwhile has not looked for all that time.
    if (recoveryMs !== undefined || atMs > waitedMs) break;
    await session.pause(pausesMs[looks] ?? pausesMs.at(-1) ?? 0);
  }
  // Not a word of a reset while the core answered: it got none. Unless the probe itself read DHCSR, which clears the bit,
  // as it connected anew: no source says what its firmware does then.
  if (recoveryMs !== undefined && !hasEntered) reachedCore ??= false;
  return { lowMs: heldMs, reachedCore, recoveryMs, inResetForMs, waitedMs };
}

/** S_RESET_ST; undefined: not readable now. */
export async function wasReset(session: Session): Promise<boolean | undefined> {
  const status = await session.memory.wordOnce(dhcsr.register);
  return status.ok ? hasBit(status.value, dhcsr.wasReset) : undefined;
}
