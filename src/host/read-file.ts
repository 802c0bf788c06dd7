// Reads files and nothing else: a pipe or a device under a file's name would never end, so only ordinary files are
// read, and none that is larger than its reader can use.

import { closeSync, constants, openSync, readSync, statSync } from 'node:fs';
import type { Stats } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import type { ReadResult } from './host';

type Refusal = Extract<ReadResult, { ok: false }>;

/**
 * What is no file is not even opened: that alone resets boards behind serial ports. Should it become a pipe between
 * the two calls, O_NONBLOCK (POSIX open(2)) keeps the opening from waiting for somebody who writes to it.
 */
const openFlags = constants.O_RDONLY | (process.platform === 'win32' ? 0 : constants.O_NONBLOCK);

/** What is read at a time of a file that does not tell its size, as those of /proc. */
const chunkBytes = 64 * 1024;

/** The whole file, or why not: EFTYPE for what is no ordinary file, EFBIG above the limit. */
export async function readWhole(path: string, limitBytes: number): Promise<ReadResult> {
  if (isVirtual(path)) return readVirtual(path, limitBytes);
  try {
    const found = await stat(path);
    const refusal = refusalOf(found, limitBytes);
    if (refusal !== undefined) return refusal;
    const file = await open(path, openFlags);
    try {
      return await (found.size > 0 ? readSized(file, found.size) : readToEnd(file, limitBytes));
    } finally {
      await file.close();
    }
  } catch (error) {
    return failed(error);
  }
}

/** At most `length` bytes from `offset` of an ordinary file. */
export async function readRange(path: string, offset: number, length: number): Promise<ReadResult> {
  try {
    const refusal = refusalOf(await stat(path), Infinity);
    if (refusal !== undefined) return refusal;
    const file = await open(path, openFlags);
    try {
      const buffer = new Uint8Array(length);
      const { bytesRead } = await file.read(buffer, 0, length, offset);
      return { ok: true, bytes: buffer.subarray(0, bytesRead) };
    } finally {
      await file.close();
    }
  } catch (error) {
    return failed(error);
  }
}

/**
 * What the kernel makes up when it is read. It comes from memory, so it is read at once: a hundred small files of
 * /proc take 3 ms like this and 30 ms by way of Node's thread pool when the machine is busy.
 */
export function isVirtual(path: string): boolean {
  const isSlow = path.startsWith('/proc/net/'); // the kernel walks through its tables
  return !isSlow && /^\/(proc|sys)(\/|$)/.test(path);
}

/** The system's code of an error. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'EUNKNOWN';
}

async function readSized(file: FileHandle, sizeBytes: number): Promise<ReadResult> {
  // Not from Node's pool and not filled: an ELF file may have 50 MB.
  const buffer = Buffer.allocUnsafeSlow(sizeBytes);
  let end = 0;
  while (end < sizeBytes) {
    const { bytesRead } = await file.read(buffer, end, sizeBytes - end, end);
    if (bytesRead === 0) break;
    end += bytesRead;
  }
  return { ok: true, bytes: buffer.subarray(0, end) };
}

async function readToEnd(file: FileHandle, limitBytes: number): Promise<ReadResult> {
  const chunks: Buffer[] = [];
  for (let end = 0; end <= limitBytes;) {
    const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(chunkBytes), 0, chunkBytes);
    if (bytesRead === 0) return { ok: true, bytes: Buffer.concat(chunks) };
    chunks.push(buffer.subarray(0, bytesRead));
    end += bytesRead;
  }
  return tooLarge(undefined, limitBytes);
}

function readVirtual(path: string, limitBytes: number): ReadResult {
  try {
    const refusal = refusalOf(statSync(path), limitBytes);
    if (refusal !== undefined) return refusal;
    const file = openSync(path, openFlags);
    try {
      const chunks: Buffer[] = [];
      for (let end = 0; end <= limitBytes;) {
        const chunk = Buffer.allocUnsafe(chunkBytes);
        const count = readSync(file, chunk, 0, chunkBytes, null);
        if (count === 0) return { ok: true, bytes: Buffer.concat(chunks) };
        chunks.push(chunk.subarray(0, count));
        end += count;
      }
      return tooLarge(undefined, limitBytes);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    return failed(error);
  }
}

function refusalOf(found: Stats, limitBytes: number): Refusal | undefined {
  if (found.isDirectory()) {
    return { ok: false, code: 'EISDIR', message: 'EISDIR: illegal operation on a directory, read' };
  }
  if (!found.isFile()) {
    const message = 'EFTYPE: it is a device, a pipe or a socket, no ordinary file';
    return { ok: false, code: 'EFTYPE', message };
  }
  return found.size > limitBytes ? tooLarge(found.size, limitBytes) : undefined;
}

function tooLarge(sizeBytes: number | undefined, limitBytes: number): Refusal {
  const size = sizeBytes === undefined ? 'it does not end' : `it has ${sizeBytes} bytes`;
  const message = `EFBIG: ${size}, and no more than ${limitBytes} are read`;
  return { ok: false, code: 'EFBIG', message };
}

function failed(error: unknown): ReadResult {
  const message = error instanceof Error ? error.message : String(error);
  return { ok: false, code: codeOf(error), message };
}
