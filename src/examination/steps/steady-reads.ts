// What can be read again and again with the same outcome.

import type { Answer } from '../../probe/stlink/status';
import { cpuidRegister } from '../registers';
import type { Session } from '../session';
import { flashStarts } from './flash-start';

/** SWCLK of a probe whose clock cannot be set (OpenOCD, stlink_usb.c). */
export const assumedKhz = 1800;

export interface SteadyRead {
  readonly what: string;
  readonly transfers: number;
  readonly read: (session: Session) => Promise<Answer<number | string>>;
}

export const cpuidWord: SteadyRead = {
  what: 'CPUID at 0xE000ED00',
  transfers: 1,
  read: (session) => session.memory.wordOnce(cpuidRegister),
};

/** The beginning of the flash; undefined where it cannot be read, or only word by word. */
export function flashBlock(session: Session, byteLength: number): SteadyRead | undefined {
  const { protection } = session.draft;
  const [start] = flashStarts(session);
  const isReadable = protection?.isFlashReadable === true && protection.isTrustZoneOn !== true;
  if (!isReadable || start === undefined || session.memory.accessPort !== 0) return undefined;
  return {
    what: `the first ${byteLength} bytes of the flash`,
    transfers: byteLength / 4,
    read: (at) => readBlock(at, start, byteLength),
  };
}

/** The system control block: constant while the core is in reset. */
export const systemControlBlock: SteadyRead = {
  what: '64 bytes from CPUID at 0xE000ED00',
  transfers: 16,
  read: (session) => readBlock(session, cpuidRegister, 64),
};

/** Bytes as text, so that two reads can be compared like two numbers. */
async function readBlock(
  session: Session,
  address: number,
  byteLength: number,
): Promise<Answer<string>> {
  const block = await session.memory.block(address, byteLength);
  return block.ok ? { ok: true, value: Buffer.from(block.value).toString('latin1') } : block;
}
