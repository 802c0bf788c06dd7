// The connection to a GDB server, and the download. Shapes: manual, "GDB/MI Target Manipulation".

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

/** One step of a download, as GDB tells it: at each new section, and twice a second. */
export interface DownloadProgress {
  readonly section: string;
  readonly sectionSent: number;
  readonly sectionSize: number;
  readonly totalSent: number;
  /** GDB's sum counts only sections with contents; 0 when it said none. */
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
  const subscription = gdb.onStatus((record) => {
    if (record.klass === 'download') onProgress?.(readProgress(record.results));
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

/** Lets the target run on and ends the connection. @throws Failure gdb-error when there is none */
export async function targetDetach(gdb: Gdb, options?: SendOptions): Promise<void> {
  await gdb.send('-target-detach', options);
}

/** Ends the connection and leaves the target as it is (QEMU: halted). */
export async function targetDisconnect(gdb: Gdb, options?: SendOptions): Promise<void> {
  await gdb.send('-target-disconnect', options);
}

function readProgress(from: MiTuple): DownloadProgress {
  return {
    section: text(from, 'section') ?? '',
    sectionSent: number(from, 'section-sent') ?? 0,
    sectionSize: number(from, 'section-size') ?? 0,
    totalSent: number(from, 'total-sent') ?? 0,
    totalSize: number(from, 'total-size') ?? 0,
  };
}
