// The connection to a GDB server, and the download. Shapes: manual, "GDB/MI Target Manipulation".

import { Failure } from '../../base/failure';
import type { Gdb, SendOptions } from '../gdb';
import { number, text, tuple } from '../mi-record';
import type { MiTuple } from '../mi-record';
import { readFrame } from './stack';
import type { Frame } from './stack';

export type RemoteKind = 'remote' | 'extended-remote';

/** Where the target is found stopped; its stop is also told as `*stopped`, before the reply. */
export interface Connected {
  readonly frame: Frame | undefined;
}

/**
 * Connects to `host:port`. GDB itself tries again for 15 s where nobody listens (`set tcp
 * connect-timeout`). @throws Failure gdb-error with the server's or the system's words, timeout
 */
export async function targetSelect(
  gdb: Gdb,
  kind: RemoteKind,
  address: string,
  options?: SendOptions,
): Promise<Connected> {
  const results = await gdb.send(`-target-select ${kind} ${address}`, {
    timeout: 'targetConnect',
    ...options,
  });
  const frame = tuple(results, 'frame') ?? results;
  return { frame: number(frame, 'addr') === undefined ? undefined : readFrame(frame) };
}

/** One step of a download, as GDB tells it: at each new section, and now and then within a long one. */
export interface DownloadProgress {
  readonly section: string;
  readonly sectionSent: number;
  readonly sectionSize: number;
  /** Never less than before: sections begun before this one count as sent. */
  readonly totalSent: number;
  /** What will be sent; 0 when it could not be found out. */
  readonly totalSize: number;
}

export interface Downloaded {
  readonly entryAddress: number | undefined;
  readonly sizeBytes: number | undefined;
  /** In bit/s, by GDB's clock. */
  readonly bitsPerSecond: number | undefined;
}

/** Writes the program's sections to the target. Sets PC only: SP is right after the next reset. */
export async function targetDownload(
  gdb: Gdb,
  onProgress?: (progress: DownloadProgress) => void,
  options?: SendOptions,
): Promise<Downloaded> {
  const totalSize = onProgress === undefined ? 0 : await loadedSize(gdb, options);
  let finished = 0;
  let current: DownloadProgress | undefined;
  const subscription = gdb.onStatus(({ klass, results }) => {
    if (klass !== 'download') return;
    if (current !== undefined && current.section !== text(results, 'section')) {
      finished += current.sectionSize;
    }
    current = readProgress(results, finished, totalSize);
    onProgress?.(current);
  });
  try {
    const results = await gdb.send('-target-download', { timeout: 'load', ...options });
    return {
      entryAddress: number(results, 'address'),
      sizeBytes: number(results, 'load-size'),
      bitsPerSecond: number(results, 'transfer-rate'),
    };
  } finally {
    void subscription.dispose();
  }
}

/**
 * Lets the target run on and ends the connection; an `extended-remote` one stays open.
 * @throws Failure gdb-error when there is none
 */
export async function targetDetach(gdb: Gdb, options?: SendOptions): Promise<void> {
  await gdb.send('-target-detach', options);
}

/** Ends the connection and leaves the target as it is (QEMU: halted). */
export async function targetDisconnect(gdb: Gdb, options?: SendOptions): Promise<void> {
  await gdb.send('-target-disconnect', options);
}

/**
 * The bytes of the sections GDB will load. The `total-size` of its records is no measure: it counts all sections
 * of the file, debug information too (13.1: 127,032 for a download of 3,344 bytes).
 */
async function loadedSize(gdb: Gdb, options?: SendOptions): Promise<number> {
  const said = await gdb.capture('maint info sections LOAD', options).catch(noSections);
  // ` [1]      0x08000190->0x08000bec at 0x00010190: .text ALLOC LOAD READONLY CODE HAS_CONTENTS`
  const ranges = said.matchAll(/(0x[0-9a-f]+)->(0x[0-9a-f]+) at .*\bLOAD\b/g);
  return [...ranges].reduce((sum, [, start, end]) => sum + (Number(end) - Number(start)), 0);
}

/** A GDB that words it differently gets no total; anything else the download will say too. */
function noSections(error: unknown): string {
  if (error instanceof Failure && error.code === 'gdb-error') return '';
  throw error;
}

/** A section's first record has only its size; `total-sent` comes with the others, too rarely to be used. */
function readProgress(from: MiTuple, finished: number, totalSize: number): DownloadProgress {
  const sectionSent = number(from, 'section-sent') ?? 0;
  return {
    section: text(from, 'section') ?? '',
    sectionSent,
    sectionSize: number(from, 'section-size') ?? 0,
    totalSent: finished + sectionSent,
    totalSize,
  };
}
