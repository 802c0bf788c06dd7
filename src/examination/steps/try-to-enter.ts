// One attempt to enter SWD and to read DPIDR.

import type { Answer } from '../../probe/stlink/status';
import { refusal } from '../../probe/stlink/status';
import type { IdCodes } from '../../probe/stlink/stlink';
import type { ConnectAttempt } from '../examination';
import type { Session } from '../session';

/**
 * @param speedKhz the clock to set before; undefined: as it is
 * @returns the attempt, which is in the draft's list then
 */
export async function tryToEnter(
  session: Session,
  speedKhz: number | undefined,
  underReset = false,
): Promise<ConnectAttempt> {
  const answer = await enter(session, speedKhz, underReset);
  const result = answer.ok
    ? ({ ok: true, dpidr: answer.value.dpidr } as const)
    : ({ ok: false, status: answer.status, code: answer.code } as const);
  const attempt: ConnectAttempt = { speedKhz: session.speedNowKhz, underReset, result };
  session.draft.attempts.push(attempt);
  return attempt;
}

async function enter(
  session: Session,
  speedKhz: number | undefined,
  underReset: boolean,
): Promise<Answer<IdCodes>> {
  if (speedKhz !== undefined) {
    const set = await session.ask((stlink) => stlink.setSwdFrequency(speedKhz));
    if (!set.ok) return set;
    session.speedNowKhz = set.value;
  }
  const entered = await session.ask((stlink) => stlink.enterSwd());
  if (!entered.ok) return entered;
  if (underReset) {
    // Older firmware takes the pin for NRST only once it knows the mode (OpenOCD, stlink_usb.c).
    await session.ask((stlink) => stlink.driveNrst('low'));
  }
  const codes = await session.ask((stlink) => stlink.readIdCodes());
  if (!codes.ok) return codes;
  const { dpidr } = codes.value;
  // Nobody drove the wire, whatever the status says.
  return dpidr === 0 || dpidr === 0xffff_ffff ? refusal('no-idcode', 0x09) : codes;
}
