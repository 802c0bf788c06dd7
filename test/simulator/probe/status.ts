// The status byte of an answer, and which one a transfer over the wire comes to.

import type { BadAck, Reply } from '../wire';

export const status = {
  ok: 0x80,
  unknownError: 0x01,
  unknownJtagChain: 0x04,
  noDevice: 0x05,
  commandError: 0x08,
  noIdcode: 0x09,
  alignment: 0x0a,
  debugPower: 0x0b,
  otherMode: 0x0e,
  badAp: 0x1d,
  tooManyAps: 0x29,
  configurationChanged: 0x40,
  frequencyNotSupported: 0x41,
  unknownCommand: 0x42,
} as const;

/** Codes of the access port; the debug port's are four higher. No acknowledge and nonsense look the same. */
const failed: Readonly<Record<BadAck, number>> = {
  wait: 0x10,
  fault: 0x11,
  none: 0x12,
  error: 0x12,
  parity: 0x13,
};

export function statusOf(reply: Reply<unknown>): number {
  if (reply.ack === 'ok') return status.ok;
  return failed[reply.ack] + (reply.of === 'DP' ? 4 : 0);
}

/** An answer that is nothing but a status, in `length` bytes. */
export function statusAnswer(code: number, length = 2): Uint8Array {
  const answer = new Uint8Array(length);
  answer[0] = code;
  return answer;
}

/** The usual eight bytes: status, three zeros, a word. */
export function wordAnswer(code: number, value: number): Uint8Array {
  const answer = statusAnswer(code, 8);
  new DataView(answer.buffer).setUint32(4, value, true);
  return answer;
}
