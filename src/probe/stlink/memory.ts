// Blocks of the target's memory: cut to what a probe takes at once, each piece with its status.

import type { Channel } from './channel';
import { checkStatus, garbled, viewOf } from './channel';
import { commands } from './commands';
import { notKnown, refusal } from './status';
import type { Answer, Refusal } from './status';
import type { Features, MemoryWidth } from './stlink';

/** The address of a MEM-AP counts up within 1 KiB only (Arm ADIv5, TAR); a piece must not go over its edge. */
const pageBytes = 1024;

/** Reads in pieces; the first that fails ends it. @throws Failure of the transport */
export async function readMemory(
  channel: Channel,
  features: Features,
  { address, byteLength, width }: Block,
): Promise<Answer<Uint8Array>> {
  const obstacle = obstacleOf(features, address, byteLength, width);
  if (obstacle !== undefined) return obstacle;
  const whole = new Uint8Array(byteLength);
  for (const piece of pieces(features, address, byteLength, width)) {
    const read = await channel.whileWaiting(() => readPiece(channel, features, piece, width));
    if (!read.ok) return read;
    whole.set(read.value, piece.offset);
  }
  return { ok: true, value: whole };
}

/** Writes in pieces; the first that fails ends it. @throws Failure of the transport */
export async function writeMemory(
  channel: Channel,
  features: Features,
  { address, bytes, width }: { address: number; bytes: Uint8Array; width: MemoryWidth },
): Promise<Answer<void>> {
  const obstacle = obstacleOf(features, address, bytes.length, width);
  if (obstacle !== undefined) return obstacle;
  for (const piece of pieces(features, address, bytes.length, width)) {
    const out = bytes.subarray(piece.offset, piece.offset + piece.byteLength);
    const command = commands.memory('write', width, piece.address, piece.byteLength);
    const written = await channel.whileWaiting(async () => {
      await channel.send(command, { out });
      return lastStatus(channel, features);
    });
    if (!written.ok) return written;
  }
  return { ok: true, value: undefined };
}

export interface Block {
  readonly address: number;
  readonly byteLength: number;
  readonly width: MemoryWidth;
}

interface Piece {
  readonly address: number;
  readonly offset: number;
  readonly byteLength: number;
}

function* pieces(
  features: Features,
  address: number,
  byteLength: number,
  width: MemoryWidth,
): Generator<Piece> {
  const most = width === 1 ? features.maxBytes8 : pageBytes;
  for (let offset = 0; offset < byteLength;) {
    const from = address + offset;
    const toPageEnd = pageBytes - (from % pageBytes);
    const length = Math.min(most, toPageEnd, byteLength - offset);
    yield { address: from, offset, byteLength: length };
    offset += length;
  }
}

/** What the probe would refuse, or take for something else. */
function obstacleOf(
  features: Features,
  address: number,
  byteLength: number,
  width: MemoryWidth,
): Refusal | undefined {
  if (address % width !== 0 || byteLength % width !== 0) return refusal('alignment', 0x0a, address);
  return width === 2 && !features.has16Bit ? notKnown : undefined;
}

async function readPiece(
  channel: Channel,
  features: Features,
  { address, byteLength }: Piece,
  width: MemoryWidth,
): Promise<Answer<Uint8Array>> {
  const command = commands.memory('read', width, address, byteLength);
  // One byte alone comes with a second one.
  const inLength = width === 1 ? Math.max(2, byteLength) : byteLength;
  const answer = await channel.ask({ command, inLength, minLength: 1 });
  const status = await lastStatus(channel, features);
  if (!status.ok) return status;
  if (answer.length < inLength) throw garbled(command, inLength);
  return { ok: true, value: answer.subarray(0, byteLength) };
}

/** How the last access to memory ended: blocks carry no status of their own. */
export async function lastStatus(channel: Channel, features: Features): Promise<Answer<void>> {
  if (!features.hasLastStatus2) {
    const old = await channel.requestOnce(commands.lastStatus, 2);
    return old.ok ? { ok: true, value: undefined } : old;
  }
  const command = commands.lastStatus2;
  const answer = await channel.ask({ command, inLength: 12, minLength: 1 });
  const status = checkStatus(command, 12, answer);
  if (status.ok) return { ok: true, value: undefined };
  return answer.length < 8 ? status : { ...status, address: viewOf(answer).getUint32(4, true) };
}
