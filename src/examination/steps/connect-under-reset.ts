// Connects while NRST is low, and catches the core before its first instruction: firmware that takes the SWD pins or
// goes to sleep never gets that far. Changes the target, so only where that is allowed.

import type { ConnectAttempt } from '../examination';
import { demcr, dhcsr, hasBit } from '../registers';
import type { Session } from '../session';
import { chooseAccessPort } from './choose-access-port';
import { awaitRecovery, wasReset } from './nrst-pulse';
import { readSupplyAs } from './read-supply';
import { tryToEnter } from './try-to-enter';

/** The clock of a second attempt. */
const slowKhz = 100;

/** @returns undefined when that did not help either; NRST is released then */
export async function connectUnderReset(session: Session): Promise<ConnectAttempt | undefined> {
  const low = await session.ask((stlink) => stlink.driveNrst('low'));
  if (!low.ok) return undefined;
  const fromMs = session.nowMs();
  const release = session.undoLater((stlink) => stlink.driveNrst('high'));
  let attempt = await tryToEnter(session, session.speedKhz, true);
  if (!attempt.result.ok) {
    const khz = session.frequenciesKhz.find((listed) => listed <= slowKhz);
    if (khz !== undefined) attempt = await tryToEnter(session, khz, true);
  }
  await readSupplyAs(session, 'underResetVolts');
  const isReset = attempt.result.ok ? await catchReset(session) : undefined;
  const lowMs = session.nowMs() - fromMs;
  await session.ask((stlink) => stlink.driveNrst('high'));
  release.drop();
  if (!attempt.result.ok) return undefined;
  const pulse = await awaitRecovery(session, lowMs, isReset);
  session.draft.nrst = { isInResetAtStart: undefined, pulse };
  await haltIfMissed(session);
  return attempt;
}

/**
 * Before NRST is let go: what is set after it comes too late.
 * @returns whether the core is in reset: the wire may be missing, and the target have answered by chance
 */
async function catchReset(session: Session): Promise<boolean | undefined> {
  const { memory } = session;
  await chooseAccessPort(session);
  const was = await memory.word(demcr.register);
  const value = was.ok ? was.value : 0;
  const putBack = (register: number, content: number) =>
    session.undoLater((stlink) => memory.putBack(stlink, register, content));
  putBack(dhcsr.register, dhcsr.key);
  await memory.write(dhcsr.register, (dhcsr.key | dhcsr.debugEnable) >>> 0);
  putBack(demcr.register, value);
  await memory.write(demcr.register, (value | demcr.catchReset) >>> 0);
  // The first read clears what an earlier reset left.
  await wasReset(session);
  return wasReset(session);
}

/** A core that could not be told to stop at its reset vector may still be caught by hand. */
async function haltIfMissed(session: Session): Promise<void> {
  const { memory } = session;
  const status = await memory.word(dhcsr.register);
  if (status.ok && hasBit(status.value, dhcsr.isHalted)) return;
  await memory.write(dhcsr.register, (dhcsr.key | dhcsr.debugEnable | dhcsr.halt) >>> 0);
}
