// Halts the core for a moment: the supply without the core's current, and where it was.

import { dcrdrRegister, dcrsrRegister, dhcsr, hasBit, pcSelector } from '../registers';
import type { Session } from '../session';
import { describeStatus } from '../../probe/stlink/status';
import type { Answer } from '../../probe/stlink/status';
import { countReset } from './read-core';
import { readSupplyAs } from './read-supply';

const looks = 3;

/**
 * In Sleep mode without DBG_SLEEP the core's bus has no clock, and what is read over it may be zeros or anything, without
 * an error (RM0090 38.16.1; probe-rs #350, pyOCD #890). A halted core is awake, so who is allowed to halts it before the
 * rest is read; it is let go when the examination ends.
 */
export async function haltIfAsleep(session: Session): Promise<void> {
  const { coreState, nrst } = session.draft;
  if (!session.mayReset || coreState?.isAsleep !== true) return;
  if (coreState.isHalted || nrst?.isInResetAtStart === true) return;
  await halt(session);
}

/** What the core did before it does again when the examination ends; a reset in between starts it anew. */
export async function haltForAMoment(session: Session): Promise<void> {
  const { coreState, nrst } = session.draft;
  // A core in reset cannot be halted.
  if (coreState === undefined || nrst?.isInResetAtStart === true) return;
  if (coreState.isHalted || (await halt(session))) {
    await readSupplyAs(session, 'haltedVolts');
    await readPc(session);
  } else coreState.unread.push({ what: 'halted core', why: 'the core did not halt' });
}

async function halt(session: Session): Promise<boolean> {
  const { memory, draft } = session;
  const was = (draft.coreState?.dhcsr ?? 0) & dhcsr.control;
  session.undoLater((stlink) => {
    const running = (dhcsr.key | (was & ~dhcsr.halt)) >>> 0;
    return memory.putBack(stlink, dhcsr.register, running);
  });
  const written = await memory.write(
    dhcsr.register,
    (dhcsr.key | dhcsr.debugEnable | dhcsr.halt) >>> 0,
  );
  for (let look = 0; written.ok && look < looks; look++) {
    const status = await memory.word(dhcsr.register);
    if (!status.ok) return false;
    countReset(session, status.value);
    if (hasBit(status.value, dhcsr.isHalted)) return true;
  }
  return false;
}

/** The program counter of a halted core. */
export async function readPc(session: Session): Promise<void> {
  const { coreState } = session.draft;
  if (coreState === undefined) return;
  const pc = await readPcOnce(session);
  if (pc.ok) coreState.pcs.push(pc.value);
  else coreState.unread.push({ what: 'program counter', why: describeStatus(pc) });
}

async function readPcOnce({ memory, ask }: Session): Promise<Answer<number>> {
  // The probe's command for core registers works through access port 0.
  if (memory.accessPort === 0) return ask((stlink) => stlink.readRegister(pcSelector));
  const chosen = await memory.write(dcrsrRegister, pcSelector);
  return chosen.ok ? memory.word(dcrdrRegister) : chosen;
}
