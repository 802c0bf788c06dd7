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
    const end = block.begin + block.bytes.length;
    const whole = end >= address + count || (await isReadable(gdb, end - 1, options));
    const bytes = whole ? block.bytes : block.bytes.subarray(0, -1);
    if (bytes.length > 0) checked.push({ begin: block.begin, bytes });
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

/**
 * A block that ends before what was asked for is one byte too long, and that byte is whatever lay on GDB's
 * heap (read_whatever_is_readable in target.c gives `current_end` where it has read to `current_begin`; seen
 * with 13.1 and 16.3). One more read of that byte tells, whether or not a version does it right.
 */
async function isReadable(gdb: Gdb, address: number, options?: SendOptions): Promise<boolean> {
  try {
    return (await read(gdb, address, 1, options)).length > 0;
  } catch (error) {
    if (error instanceof Failure && error.code === 'gdb-error') return false;
    throw error;
  }
}
