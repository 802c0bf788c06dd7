// Target memory as bytes.

import { Failure } from '../../base/failure';
import type { Gdb, SendOptions } from '../gdb';
import { number, text, tuples } from '../mi-record';

/** A readable piece of what was asked for. */
export interface MemoryBlock {
  /** May be later than asked, where the first bytes cannot be read. */
  readonly begin: number;
  readonly bytes: Buffer;
}

/**
 * The readable pieces within `address` … `address + count`, in order; a hole is left out, not filled.
 * @throws Failure gdb-error when nothing there can be read
 */
export async function dataReadMemoryBytes(
  gdb: Gdb,
  address: number,
  count: number,
  options?: SendOptions,
): Promise<readonly MemoryBlock[]> {
  if (count <= 0) return [];
  const blocks = await read(gdb, address, count, options);
  const checked: MemoryBlock[] = [];
  for (const block of blocks) {
    const last = block.begin + block.bytes.length - 1;
    const isSuspect = block.bytes.length > 1 && last % wordBytes === 0;
    const isWhole = !isSuspect || (await isReadable(gdb, last, options));
    checked.push({
      begin: block.begin,
      bytes: isWhole ? block.bytes : block.bytes.subarray(0, -1),
    });
  }
  return checked;
}

/** @throws Failure gdb-error; a write to where nothing is may also pass unnoticed, by the server's choice */
export async function dataWriteMemoryBytes(
  gdb: Gdb,
  address: number,
  bytes: Uint8Array,
  options?: SendOptions,
): Promise<void> {
  if (bytes.length === 0) return;
  const hex = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
  await gdb.send(`-data-write-memory-bytes 0x${address.toString(16)} ${hex}`, options);
}

async function read(
  gdb: Gdb,
  address: number,
  count: number,
  options?: SendOptions,
): Promise<readonly MemoryBlock[]> {
  const command = `-data-read-memory-bytes 0x${address.toString(16)} ${count}`;
  return tuples(await gdb.send(command, options), 'memory').map((block) => ({
    begin: number(block, 'begin') ?? address,
    bytes: Buffer.from(text(block, 'contents') ?? '', 'hex'),
  }));
}

/** Memory of a Cortex-M begins and ends on words. */
const wordBytes = 4;

/**
 * Where readable memory ends within what was asked for, GDB gives one byte too many, and that byte is
 * whatever lay on its heap (read_whatever_is_readable in target.c gives `current_end` where it has read to
 * `current_begin`; seen with 13.1 and 16.3). Such a byte stands first in a word and last in its block, and one
 * more read of it alone tells. Any other block is right as it is, and costs no second read.
 */
async function isReadable(gdb: Gdb, address: number, options?: SendOptions): Promise<boolean> {
  try {
    return (await read(gdb, address, 1, options)).length > 0;
  } catch (error) {
    if (error instanceof Failure && error.code === 'gdb-error') return false;
    throw error;
  }
}
