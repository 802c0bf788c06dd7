// One child process as events and an exit value. On POSIX it gets no group of its own on purpose: GDB and
// servers share ours, so that a terminal's hang-up reaches them too.

import { spawn } from 'node:child_process';
import { withTimeout } from '../base/abort';
import type { Child, ChildExit, SpawnOptions } from './host';

/** Starts a program without a shell; a program that cannot start gives exit kind `error`. */
export function spawnChild(
  program: string,
  args: readonly string[],
  options: SpawnOptions = {},
): Child {
  const child = spawn(program, args, {
    stdio: 'pipe',
    windowsHide: true,
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    ...(options.env === undefined ? {} : { env: { ...process.env, ...options.env } }),
  });
  const exit = new Promise<ChildExit>((resolve) => {
    child.once('error', (error: NodeJS.ErrnoException) => {
      if (child.pid !== undefined) return; // a failed kill, not a failed start
      resolve({ kind: 'error', code: error.code ?? 'EUNKNOWN', message: error.message });
    });
    child.once('close', (code, signal) => {
      resolve(
        code === null
          ? { kind: 'signalled', signal: signal ?? 'unknown' }
          : { kind: 'exited', code },
      );
    });
  });
  // A child of its own that lives on may hold the pipes, as stlink-server does: its end is not waited for.
  child.once('exit', () => {
    withTimeout(exit, 'lastOutput', `the last output of ${program}`).catch(() => {
      child.stdout.destroy();
      child.stderr.destroy();
    });
  });
  // EPIPE when the process ended between our check and our write: its exit says so already.
  child.stdin.on('error', () => undefined);
  // What is written in one turn goes out in one system call: a reader is woken once, not per line.
  let unwritten = '';
  const flush = (): void => {
    if (unwritten !== '' && child.stdin.writable) child.stdin.write(unwritten);
    unwritten = '';
  };
  return {
    pid: child.pid,
    exit,
    onStdout: (listener) => void child.stdout.on('data', listener),
    onStderr: (listener) => void child.stderr.on('data', listener),
    write: (text) => {
      if (unwritten === '') process.nextTick(flush);
      unwritten += text;
    },
    endInput: () => {
      flush();
      child.stdin.end();
    },
    signal: (name) => void child.kill(name),
  };
}

/** The exit as a sentence's end: "exited with code 1", "was killed by SIGKILL", "could not be started: …". */
export function describeExit(exit: ChildExit): string {
  switch (exit.kind) {
    case 'exited':
      return `exited with code ${exit.code}`;
    case 'signalled':
      return `was killed by ${exit.signal}`;
    case 'error':
      return `could not be started: ${exit.message}`;
  }
}
