// Every process the bench starts, so that none outlives it; and what Linux's /proc tells about one.
import {
  fork,
  spawn,
  type ChildProcess,
  type ChildProcessWithoutNullStreams,
} from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

const living = new Set<ChildProcess>();

function track<T extends ChildProcess>(child: T): T {
  living.add(child);
  child.once('exit', () => living.delete(child));
  return child;
}

/** Starts a program with piped stdio. A program that cannot start emits 'error' and is reported by its user's timeout. */
export function start(
  program: string,
  args: readonly string[],
  cwd?: string,
): ChildProcessWithoutNullStreams {
  const child = track(
    spawn(program, args, { stdio: 'pipe', ...(cwd === undefined ? {} : { cwd }) }),
  );
  child.on('error', () => living.delete(child));
  // A program that ends early breaks the pipe; its user hears of the end by itself.
  child.stdin.on('error', () => undefined);
  return child;
}

/** Starts a module of ours with a message channel. */
export function startModule(file: string, args: readonly string[]): ChildProcess {
  return track(fork(file, args));
}

/** Ends a process for good and waits until it has gone. */
export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

/** For use where nothing can be awaited any more. */
export function endAll(): void {
  for (const child of living) child.kill('SIGKILL');
}

/** @returns VmRSS in bytes, undefined where there is no /proc or no such process */
export function residentBytes(pid: number | undefined): number | undefined {
  const file = `/proc/${String(pid)}/status`;
  if (!fs.existsSync(file)) return undefined;
  const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(fs.readFileSync(file, 'utf8'))?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
}

/** @returns a port that was free a moment ago */
export async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as net.AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

const pollMs = 2;

/**
 * Waits until something listens on 127.0.0.1. The trial connection is harmless to QEMU started with -S.
 *
 * @throws Error after `timeoutMs`
 */
export async function waitForPort(port: number, timeoutMs: number): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (!(await canConnect(port))) {
    if (performance.now() > deadline) {
      throw new Error(`nothing listens on port ${port} after ${timeoutMs} ms`);
    }
    await delay(pollMs);
  }
}

function canConnect(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect({ host: '127.0.0.1', port });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

/**
 * @param what for the message, such as "stop after next"
 * @throws Error when the promise has not settled in time
 */
export async function within<T>(promise: Promise<T>, timeoutMs: number, what: string): Promise<T> {
  const timer = new AbortController();
  const late = delay(timeoutMs, undefined, { signal: timer.signal }).then(() => {
    throw new Error(`${what}: no answer in ${timeoutMs / 1000} s`);
  });
  // The abort below rejects it too, when nobody listens any more.
  late.catch(() => undefined);
  try {
    return await Promise.race([promise, late]);
  } finally {
    timer.abort();
  }
}
