// A Gdb whose process is the test itself: it sees what is written and says what it likes.

import { Gdb } from '../../src/gdb/gdb';
import type { GdbOptions } from '../../src/gdb/gdb';
import type { ChildExit, Host } from '../../src/host/host';
import { replayHost } from './mi-transcript';

export interface ScriptedGdb {
  readonly gdb: Gdb;
  /** Lines written to its stdin, oldest first. */
  readonly written: string[];
  readonly signals: string[];
  /** The arguments of each start. */
  readonly starts: (readonly string[])[];
  /** Prints lines on stdout, all in one chunk. */
  readonly say: (...lines: string[]) => void;
  readonly complain: (...lines: string[]) => void;
  readonly end: (exit: ChildExit) => Promise<void>;
}

/** @param platform whose rules apply to signals */
export function scriptedGdb(
  options: Partial<GdbOptions> = {},
  platform: NodeJS.Platform = 'linux',
): ScriptedGdb {
  const written: string[] = [];
  const signals: string[] = [];
  const starts: (readonly string[])[] = [];
  let out: (chunk: Uint8Array) => void = () => undefined;
  let err: (chunk: Uint8Array) => void = () => undefined;
  let finish: (exit: ChildExit) => void = () => undefined;
  const host: Host = {
    ...replayHost(''),
    platform,
    spawn: (_, args) => {
      starts.push(args);
      return {
        pid: 1,
        exit: new Promise((resolve) => (finish = resolve)),
        onStdout: (listener) => (out = listener),
        onStderr: (listener) => (err = listener),
        write: (text) => void written.push(text.trimEnd()),
        endInput: () => undefined,
        signal: (name) => {
          signals.push(name);
          if (name === 'SIGKILL') finish({ kind: 'signalled', signal: name });
        },
      };
    },
  };
  const gdb = Gdb.spawn(host, { program: 'some-gdb', ...options });
  return {
    gdb,
    written,
    signals,
    starts,
    say: (...lines) => out(Buffer.from(lines.map((line) => `${line}\n`).join(''))),
    complain: (...lines) => err(Buffer.from(lines.map((line) => `${line}\n`).join(''))),
    end: async (exit) => {
      finish(exit);
      await gdb.exit.catch(() => undefined);
    },
  };
}
