// A QEMU process that cannot outlive this one, and its machine monitor (QMP).

import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

/**
 * The shell waits on a pipe whose other end is this process: when that end is closed, by `end()` or because this
 * process died of whatever, it kills QEMU. QEMU's own monitor input is another pipe, since QEMU ignores its end.
 */
const guardedScript =
  'exec 4<&0; "$@" <&3 4<&- & pid=$!; exec 3<&- >&-; read -r _ <&4; kill -9 $pid; wait $pid';

export interface QemuProcess {
  /** Of 127.0.0.1, where its GDB stub listens. */
  readonly gdbPort: number;
  /** Resets the machine, which stays stopped if it was. */
  systemReset(): Promise<void>;
  end(): Promise<void>;
}

interface Message {
  readonly return?: unknown;
  readonly error?: { readonly desc: string };
  readonly event?: string;
  readonly data?: { readonly guest?: boolean };
  readonly QMP?: unknown;
}

/**
 * @param arguments_ of qemu-system-arm, without monitor and GDB stub.
 * @param onOwnReset the guest has reset itself.
 */
export async function startQemu(
  arguments_: readonly string[],
  onOwnReset: () => void,
): Promise<QemuProcess> {
  const child = spawn(
    '/bin/sh',
    [
      ...['-c', guardedScript, 'qemu-guard', 'qemu-system-arm', ...arguments_],
      ...['-qmp', 'stdio', '-gdb', 'tcp:127.0.0.1:0'],
    ],
    { stdio: ['pipe', 'pipe', 'ignore', 'pipe'] },
  );
  const monitor = createMonitor(child, onOwnReset);
  try {
    await monitor.greeting;
    await monitor.ask('qmp_capabilities');
    const gdbPort = portOf(await monitor.ask('query-chardev'));
    return { gdbPort, systemReset: monitor.systemReset, end: () => end(child) };
  } catch (error) {
    await end(child);
    throw error;
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.stdin?.end();
  await gone;
}

/** The stub's character device says where it listens: `disconnected:tcp:127.0.0.1:43211,server=on`. */
function portOf(devices: unknown): number {
  const names = (devices as readonly { readonly filename: string }[]).map(
    ({ filename }) => filename,
  );
  for (const name of names) {
    const port = /tcp:127\.0\.0\.1:(\d+)/.exec(name)?.[1];
    if (port !== undefined) return Number(port);
  }
  throw new Error(`QEMU says no port of its GDB stub: ${names.join(' ')}`);
}

interface Monitor {
  readonly greeting: Promise<unknown>;
  readonly ask: (command: string) => Promise<unknown>;
  readonly systemReset: () => Promise<void>;
}

function createMonitor(child: ChildProcess, onOwnReset: () => void): Monitor {
  const input = child.stdio[3] as Writable;
  const waiting: { resolve: (value: unknown) => void; reject: (error: Error) => void }[] = [];
  const resets: (() => void)[] = [];
  let isGone = false;
  const next = (): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (isGone) reject(new Error('QEMU has gone'));
      else waiting.push({ resolve, reject });
    });
  const greeting = next();
  const ask = (command: string): Promise<unknown> => {
    input.write(`${JSON.stringify({ execute: command })}\n`);
    return next();
  };
  const lines = createInterface(child.stdout as Readable);
  lines.on('line', (line) => {
    const message = JSON.parse(line) as Message;
    if (message.event === 'RESET') {
      if (message.data?.guest === true) onOwnReset();
      else resets.shift()?.();
    }
    if (message.event !== undefined) return;
    const one = waiting.shift();
    if (message.error === undefined) one?.resolve(message.return);
    else one?.reject(new Error(message.error.desc));
  });
  lines.on('close', () => {
    isGone = true;
    for (const { reject } of waiting.splice(0)) reject(new Error('QEMU has gone'));
    for (const resolve of resets.splice(0)) resolve();
  });
  for (const stream of [input, child.stdin]) stream?.on('error', () => undefined);
  child.on('error', () => lines.close());
  return {
    greeting,
    ask,
    systemReset: async () => {
      const done = new Promise<void>((resolve) => resets.push(resolve));
      await ask('system_reset');
      await done;
    },
  };
}
