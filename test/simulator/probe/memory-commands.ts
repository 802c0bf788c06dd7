// Commands for blocks of memory, and what the last of them came to.

import { onWire } from './machine';
import type { Handler, Handlers, Machine } from './machine';
import { status, statusAnswer, wordAnswer } from './status';
import type { Width } from '../wire';

const wideMaxBytes = 6144;

/** V3 from J6 takes half a kilobyte by bytes, everything else 64. */
function maxBytes(machine: Machine, width: Width): number {
  if (width !== 1) return wideMaxBytes;
  return machine.kind.hardware >= 3 && machine.firmware.jtag >= 6 ? 512 : 64;
}

interface Block {
  readonly address: number;
  readonly byteLength: number;
  readonly ap: number;
}

function blockOf(command: DataView): Block {
  return {
    address: command.getUint32(2, true),
    byteLength: command.getUint16(6, true),
    ap: command.getUint8(8),
  };
}

/** What is wrong with the block itself; undefined: nothing. */
function complaint(machine: Machine, block: Block, width: Width): number | undefined {
  if (block.byteLength > maxBytes(machine, width)) return status.commandError;
  if (block.address % width !== 0 || block.byteLength % width !== 0) return status.alignment;
  if (block.ap !== 0 && !machine.openAps.has(block.ap)) return status.badAp;
  return undefined;
}

/** Notes what an access came to; a good one reports address 0. */
function note(machine: Machine, code: number, address: number): void {
  machine.lastAccess = { status: code, address: code === status.ok ? 0 : address };
}

function read(width: Width, isIncrementing = true): Handler {
  return async (machine, command) => {
    const block = blockOf(command);
    // One byte alone comes with a second one.
    const answer = new Uint8Array(width === 1 ? Math.max(2, block.byteLength) : block.byteLength);
    const wrong = complaint(machine, block, width);
    if (wrong !== undefined) {
      note(machine, wrong, block.address);
      return answer;
    }
    const { address, byteLength, ap } = block;
    const got = await onWire(machine, (wire) =>
      wire.readMemory(ap, address, width, byteLength, isIncrementing),
    );
    note(machine, got.code, got.address ?? address);
    if (got.value !== undefined) answer.set(got.value);
    return answer;
  };
}

function write(width: Width, isIncrementing = true): Handler {
  return async (machine, command, data) => {
    const block = blockOf(command);
    const wrong = complaint(machine, block, width);
    if (wrong !== undefined) {
      note(machine, wrong, block.address);
      return undefined;
    }
    const done = await onWire(machine, (wire) =>
      wire.writeMemory(block.ap, block.address, width, data, isIncrementing),
    );
    note(machine, done.code, done.address ?? block.address);
    return undefined;
  };
}

export const memoryCommands: Handlers = {
  READMEM32: read(4),
  READMEM16: read(2),
  READMEM8: read(1),
  READMEM32_NO_INCREMENT: read(4, false),
  WRITEMEM32: write(4),
  WRITEMEM16: write(2),
  WRITEMEM8: write(1),
  WRITEMEM32_NO_INCREMENT: write(4, false),
  GETLASTRWSTATUS: ({ lastAccess }) => statusAnswer(lastAccess.status),
  GETLASTRWSTATUS2: ({ lastAccess }) => {
    const answer = new Uint8Array(12);
    answer.set(wordAnswer(lastAccess.status, lastAccess.address));
    return answer;
  },
};
