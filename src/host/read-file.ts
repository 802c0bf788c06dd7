// Reads files and nothing else: a pipe or a device under a file's name would never end, so only ordinary files are
// read, and none that is larger than its reader can use.

import { closeSync, constants, openSync, readSync, statSync } from 'node:fs';
import type { Stats } from 'node:fs';
import { open } from 'node:fs/promises';
import type { ReadResult } from './host';

type Refusal = Extract<ReadResult, { ok: false }>;

/**
 * What is no file is not even opened: that alone resets boards behind serial ports. Should it become a pipe between
 * the two calls, O_NONBLOCK (POSIX open(2)) keeps the opening from waiting for somebody who writes to it.
 */
const openFlags = constants.O_RDONLY | (process.platform === 'win32' ? 0 : constants.O_NONBLOCK);

/** What is read at a time of a file that does not tell its size, as those of /proc. */
const chunkBytes = 64 * 1024;

/** Above this, a slow disk or network would hold up everything else too long. */
const atOnceBytes = 256 * 1024;

/**
 * The whole file, or why not: EFTYPE for what is no ordinary file, EFBIG above the limit. Small files are read at
 * once: thirty of them take 2 ms like this and 20 ms by way of Node's thread pool, on the launch path.
 */
export async function readWhole(path: string, limitBytes: number): Promise<ReadResult> {
  try {
    const found = statSync(path);
    const refusal = refusalOf(found, limitBytes);
    if (refusal !== undefined) return refusal;
    if (found.size > atOnceBytes) return await readPooled(path, found.size);
    return withFile(path, (file) =>
      found.size > 0 ? readSized(file, found.size) : readToEnd(file, limitBytes),
    );
  } catch (error) {
    return failed(error);
  }
}

/**
 * What one read gives of at most `length` bytes from `offset` of an ordinary file. At once, because headers are
 * small; the kernel's tables of sockets take it some ms, which the thread pool spends beside all else.
 */
export async function readRange(path: string, offset: number, length: number): Promise<ReadResult> {
  try {
    const refusal = refusalOf(statSync(path), Infinity);
    if (refusal !== undefined) return refusal;
    const buffer = Buffer.allocUnsafeSlow(length);
    if (path.startsWith('/proc/net/')) {
      const file = await open(path, openFlags);
      try {
        const { bytesRead } = await file.read(buffer, 0, length, offset);
        return { ok: true, bytes: buffer.subarray(0, bytesRead) };
      } finally {
        await file.close();
      }
    }
    return withFile(path, (file) => {
      const count = readSync(file, buffer, 0, length, offset);
      return { ok: true, bytes: buffer.subarray(0, count) };
    });
  } catch (error) {
    return failed(error);
  }
}

/** What the kernel makes up when it is read: it comes from memory. */
export function isVirtual(path: string): boolean {
  return /^\/(proc|sys)(\/|$)/.test(path);
}

/** The system's code of an error. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'EUNKNOWN';
}

function withFile(path: string, read: (file: number) => ReadResult): ReadResult {
  const file = openSync(path, openFlags);
  try {
    return read(file);
  } finally {
    closeSync(file);
  }
}

async function readPooled(path: string, sizeBytes: number): Promise<ReadResult> {
  const file = await open(path, openFlags);
  try {
    // Not from Node's pool and not filled: an ELF file may have 50 MB.
    const buffer = Buffer.allocUnsafeSlow(sizeBytes);
    let end = 0;
    while (end < sizeBytes) {
      const { bytesRead } = await file.read(buffer, end, sizeBytes - end, end);
      if (bytesRead === 0) break;
      end += bytesRead;
    }
    return { ok: true, bytes: buffer.subarray(0, end) };
  } finally {
    await file.close();
  }
}

function readSized(file: number, sizeBytes: number): ReadResult {
  const buffer = Buffer.allocUnsafeSlow(sizeBytes);
  let end = 0;
  while (end < sizeBytes) {
    const count = readSync(file, buffer, end, sizeBytes - end, end);
    if (count === 0) break;
    end += count;
  }
  return { ok: true, bytes: buffer.subarray(0, end) };
}

function readToEnd(file: number, limitBytes: number): ReadResult {
  const chunks: Buffer[] = [];
  for (let end = 0; end <= limitBytes;) {
    const chunk = Buffer.allocUnsafe(chunkBytes);
    const count = readSync(file, chunk, 0, chunkBytes, null);
    if (count === 0) return { ok: true, bytes: Buffer.concat(chunks) };
    chunks.push(chunk.subarray(0, count));
    end += count;
  }
  return tooLarge(undefined, limitBytes);
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
