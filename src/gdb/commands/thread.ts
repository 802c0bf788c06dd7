// Threads as GDB sees them: one per core on a bare STM32, tasks where the server knows the RTOS.

import type { Gdb, SendOptions } from '../gdb';
import { number, text, tuple, tuples } from '../mi-record';
import type { MiTuple } from '../mi-record';
import { readFrame } from './stack';
import type { Frame } from './stack';

export interface Thread {
  readonly id: number;
  /** `Thread 1`, `Remote target`, … */
  readonly targetId: string;
  readonly name: string | undefined;
  /** What the server says of it: `CPU#0 [halted ]`, an RTOS task's name and state. */
  readonly details: string | undefined;
  readonly isRunning: boolean;
  readonly frame: Frame | undefined;
}

export interface Threads {
  readonly threads: readonly Thread[];
  readonly currentThread: number | undefined;
}

/** All threads, or one. Some servers refuse it while the target runs. */
export async function threadInfo(
  gdb: Gdb,
  thread?: number,
  options?: SendOptions,
): Promise<Threads> {
  const which = thread === undefined ? '' : ` ${thread}`;
  const results = await gdb.send(`-thread-info${which}`, options);
  return {
    threads: tuples(results, 'threads').map(readThread),
    currentThread: number(results, 'current-thread-id'),
  };
}

function readThread(from: MiTuple): Thread {
  const frame = tuple(from, 'frame');
  return {
    id: number(from, 'id') ?? 0,
    targetId: text(from, 'target-id') ?? '',
    name: text(from, 'name'),
    details: text(from, 'details'),
    isRunning: text(from, 'state') === 'running',
    frame: frame === undefined ? undefined : readFrame(frame),
  };
}
