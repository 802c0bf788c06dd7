// Transcripts of GDB sessions: recorded from a real GDB, and played back to a Gdb whose host spawns the
// transcript instead. A transcript is text: a first line with tool and version, `> command` lines, GDB's lines.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Child, ChildExit, Host } from '../../src/host/host';

export const miFixtures = join(__dirname, '../fixtures/mi');

/** One character per byte, as everything here. */
export function readTranscript(name: string): string {
  return readFileSync(join(miFixtures, name), 'latin1');
}

/** A host whose programs are spied on: what is written to them and what they print goes to `sink`. */
export function recordingHost(host: Host, sink: (text: string) => void): Host {
  let partial = '';
  const commands: string[] = [];
  const flush = () => {
    for (const command of commands.splice(0)) sink(command);
  };
  return {
    ...host,
    spawn: (...args) => {
      const child = host.spawn(...args);
      child.onStdout((chunk) => {
        // A command may be written while a line is still under way: it goes behind that line.
        for (const piece of Buffer.from(chunk)
          .toString('latin1')
          .split(/(?<=\n)/)) {
          partial += piece;
          if (!partial.endsWith('\n')) continue;
          sink(partial);
          partial = '';
          flush();
        }
      });
      return {
        ...child,
        write: (text) => {
          commands.push(`> ${asBytes(text)}`);
          if (partial === '') flush();
          child.write(text);
        },
      };
    },
  };
}

/**
 * A host whose one program is the transcript: it checks that each command is the recorded one and answers
 * as recorded, `chunkBytes` at a time.
 */
export function replayHost(transcript: string, chunkBytes = 7): Host {
  const [, ...lines] = transcript.split('\n');
  const blocks: { command: string; output: string }[] = [{ command: '', output: '' }];
  for (const line of lines) {
    if (line.startsWith('> ')) blocks.push({ command: line.slice(2), output: '' });
    else if (line !== '') blocks[blocks.length - 1]!.output += `${line}\n`;
  }
  return { ...unusedHost, spawn: () => replayChild(blocks, chunkBytes) };
}

function replayChild(blocks: { command: string; output: string }[], chunkBytes: number): Child {
  let listener: (chunk: Uint8Array) => void = () => undefined;
  let end: (exit: ChildExit) => void = () => undefined;
  const exit = new Promise<ChildExit>((resolve) => (end = resolve));
  const print = (output: string) => {
    const bytes = Buffer.from(output, 'latin1');
    setImmediate(() => {
      for (let at = 0; at < bytes.length; at += chunkBytes) {
        listener(bytes.subarray(at, at + chunkBytes));
      }
    });
  };
  print(blocks.shift()!.output);
  return {
    pid: undefined,
    exit,
    onStdout: (heard) => (listener = heard),
    onStderr: () => undefined,
    write: (text) => {
      const command = asBytes(text.trimEnd());
      if (command === '-gdb-exit') return end({ kind: 'exited', code: 0 });
      const block = blocks.shift();
      assert.equal(command, block?.command, 'the command differs from the recorded one');
      print(block!.output);
    },
    endInput: () => undefined,
    signal: () => undefined,
  };
}

function asBytes(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

const unusedHost: Omit<Host, 'spawn'> = {
  platform: 'linux',
  arch: 'x64',
  homeDir: '/home/user',
  env: {},
  stat: () => Promise.resolve(undefined),
  readFile: () => Promise.resolve({ ok: false, code: 'ENOENT', message: 'no file' }),
  readFileRange: () => Promise.resolve({ ok: false, code: 'ENOENT', message: 'no file' }),
  readLink: () => Promise.resolve(undefined),
  realPath: (path) => Promise.resolve(path),
  canWrite: () => Promise.resolve('missing'),
  readDir: () => Promise.resolve([]),
  isExecutable: () => Promise.resolve(false),
  freePort: () => Promise.resolve(0),
  isPortFree: () => Promise.resolve(false),
  accepts: () => Promise.resolve(false),
  spawnOwn: () => assert.fail('no program of ours is started here'),
  signalProcess: () => 'gone',
  state: {
    path: '/none',
    write: () => Promise.resolve('no files'),
    create: () => Promise.resolve('failed'),
    remove: () => Promise.resolve(),
    removeIf: () => Promise.resolve(),
  },
  connectTcp: () => Promise.resolve({ ok: false, code: 'ECONNREFUSED', message: 'no network' }),
};
