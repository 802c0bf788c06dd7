// The core as it was found: which it is, whether it runs, and whether it is being reset.

import { describeStatus } from '../../probe/stlink/status';
import { designerOfDpidr } from '../../devices/designers';
import { dhcsr, hasBit } from '../registers';
import type { Session } from '../session';
import { chooseAccessPort, coreOfCpuid } from './choose-access-port';

/** A reset that lasts from one read to the next and to a third this much later is held. */
const heldAfterMs = 2;
/** For NRST to rise once the probe does not pull it: 100 nF at 40 kOhm take 4 ms. */
const letGoMs = 10;

export async function readCore(session: Session): Promise<void> {
  const { draft } = session;
  const result = draft.connection?.succeeded?.result;
  if (result === undefined || !result.ok) return;
  const { dpidr } = result;
  draft.chip = {
    ...{ dpidr, dpDesigner: designerOfDpidr(dpidr), cpuid: undefined, core: undefined },
    ...{ idcode: undefined, devId: undefined, revId: undefined, revision: undefined },
    ...{ die: undefined, flashKib: undefined, romDesigner: undefined, unread: [] },
  };
  const cpuid = await chooseAccessPort(session);
  if (cpuid.ok) {
    draft.chip.cpuid = cpuid.value;
    draft.chip.core = coreOfCpuid(cpuid.value);
  } else draft.chip.unread.push({ what: 'CPUID', why: describeStatus(cpuid) });
  await readState(session);
  // Who was killed while it connected under reset leaves the probe outside debug mode, with NRST low.
  if (draft.nrst?.isInResetAtStart !== true || session.modeAtOpen === 'debug') return;
  await session.ask((stlink) => stlink.driveNrst('high'));
  await session.pause(letGoMs);
  await readState(session);
}

async function readState(session: Session): Promise<void> {
  const { draft, memory } = session;
  const first = await memory.word(dhcsr.register);
  if (!first.ok) {
    draft.whys.coreState = `DHCSR could not be read: ${describeStatus(first)}`;
    draft.whys.nrst ??= draft.whys.coreState;
    return;
  }
  const { value } = first;
  draft.coreState = {
    dhcsr: value,
    isHalted: hasBit(value, dhcsr.isHalted),
    isAsleep: hasBit(value, dhcsr.isAsleep),
    isLockedUp: hasBit(value, dhcsr.isLockedUp),
    ...{ resetsSeen: 0, resetReads: 0, resetMs: 0, pcs: [], bootedFrom: undefined },
    ...{ debugInLowPower: undefined, resetFlags: undefined, unread: [] },
  };
  draft.nrst ??= { isInResetAtStart: undefined, pulse: undefined };
  session.watchedSinceMs = session.nowMs();
  draft.nrst.isInResetAtStart = await isHeld(session);
  if (draft.nrst.isInResetAtStart === true) draft.coreState.resetsSeen = 0;
}

/** S_RESET_ST is cleared by reading: set again at once, and again, means that the reset lasts. */
async function isHeld(session: Session): Promise<boolean | undefined> {
  const again = await lookForReset(session);
  if (again !== true) return again;
  await session.pause(heldAfterMs);
  return (await lookForReset(session)) === true && (await lookForReset(session)) === true;
}

/** Reads DHCSR once more and counts. @returns whether the core was reset since the read before */
export async function lookForReset(session: Session): Promise<boolean | undefined> {
  const status = await session.memory.word(dhcsr.register);
  return status.ok ? countReset(session, status.value) : undefined;
}

/** Whether what was just read may be the zeros of a bus without a clock (halt.ts). */
export async function isAsleepNow(session: Session): Promise<boolean> {
  const status = await session.memory.word(dhcsr.register);
  if (!status.ok) return false;
  countReset(session, status.value);
  return hasBit(status.value, dhcsr.isAsleep);
}

/** Counts a read of DHCSR: reading clears S_RESET_ST, so each must be counted. */
export function countReset(session: Session, status: number): boolean {
  const { coreState } = session.draft;
  const wasReset = hasBit(status, dhcsr.wasReset);
  if (coreState !== undefined) {
    coreState.resetReads++;
    coreState.resetMs = session.nowMs() - session.watchedSinceMs;
    if (wasReset) coreState.resetsSeen++;
    // An idle loop is awake now and then.
    if (hasBit(status, dhcsr.isAsleep)) coreState.isAsleep = true;
  }
  return wasReset;
}
