// Logs from files and from standard input, however long they are.

import { LogWindow } from '../base/log-window';
import type { LogBytes } from '../base/log-window';
import type { Host } from './host';

export type LogRead =
  | { readonly ok: true; readonly bytes: LogBytes }
  /** `why` completes "FILE …". */
  | { readonly ok: false; readonly why: string };

const chunkBytes = 1024 * 1024;

/** Reads an ordinary file from its beginning to its end; a pipe or a device under a name is not read. */
export async function readLogFile(host: Host, path: string): Promise<LogRead> {
  const found = await host.stat(path);
  if (found === undefined) return refused('is not there');
  if (found.kind === 'directory') return refused('is a folder');
  if (found.kind === 'other') return refused('is a device or a pipe, no ordinary file');
  const window = new LogWindow();
  for (let at = 0; ;) {
    const read = await host.readFileRange(path, at, chunkBytes);
    if (!read.ok) return refused(`cannot be read: ${read.message}`);
    if (read.bytes.length === 0) return { ok: true, bytes: window.end() };
    window.push(read.bytes);
    at += read.bytes.length;
  }
}

/** What another program pipes into this one, to its end. */
export interface StandardInput {
  /** Nobody pipes anything: it is the keyboard. */
  readonly isTerminal: boolean;
  readonly read: () => Promise<LogRead>;
}

/** @returns the standard input of the running process; it is not touched before it is read. */
export function standardInput(): StandardInput {
  return {
    get isTerminal() {
      return Boolean(process.stdin.isTTY);
    },
    async read() {
      const window = new LogWindow();
      try {
        for await (const chunk of process.stdin) window.push(chunk as Uint8Array);
        return { ok: true, bytes: window.end() };
      } catch (error) {
        // EISDIR for `< folder`, EAGAIN and EIO of a terminal that is gone.
        return refused(`cannot be read: ${error instanceof Error ? error.message : String(error)}`);
      }
    },
  };
}

function refused(why: string): LogRead {
  return { ok: false, why };
}
