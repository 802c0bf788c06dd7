// The real OpenOCD at the simulated bench, over TCP.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { endMarked, markedEnv, newMark } from '../../../scripts/parts/marked-processes.mjs';
import { limited } from '../../support/dap-client';
import { graceMs } from '../../support/leftovers';
import { serveBench } from '../../simulator/serve';
import type { Bench } from '../../simulator/serve';
import { changed, healthy } from '../../simulator/setup';
import type { SetupChange } from '../../simulator/setup';

/** `dapdirect`: OpenOCD drives the debug port itself; `hla`: it leaves the port to the probe. */
export type Way = 'dapdirect' | 'hla';

export const ways: readonly Way[] = ['dapdirect', 'hla'];

export interface OpenOcdRun {
  readonly code: number | null;
  /** All lines, of both outputs. */
  readonly said: string;
}

/** Arguments that lead OpenOCD to the bench and make it an STM32F4's server. */
export function openOcdArgs(
  way: Way,
  port: number,
  target = 'target/stm32f4x.cfg',
): readonly string[] {
  const [file, backend, transport] =
    way === 'dapdirect'
      ? ['interface/stlink-dap.cfg', 'st-link backend tcp', 'dapdirect_swd']
      : ['interface/stlink.cfg', 'hla_stlink_backend tcp', 'hla_swd'];
  // Without a work area it programs through the port, where the simulated flash sees it.
  const first = 'telnet_port disabled; tcl_port disabled; set WORKAREASIZE 0';
  return [
    ...['-c', first, '-f', file, '-c', `${backend} ${port}`, '-c', `transport select ${transport}`],
    ...['-f', target],
  ];
}

/** Benches and OpenOCDs for the tests of the enclosing `describe`. */
export function useOpenOcd(): {
  /** @param changes of the healthy board, one for each probe; without any, one healthy board */
  bench(...changes: readonly SetupChange[]): Promise<Bench>;
  /** @param before commands in front of `init` */
  run(
    way: Way,
    bench: Bench,
    commands: readonly string[],
    before?: readonly string[],
    target?: string,
  ): Promise<OpenOcdRun>;
  /** The environment by which what was started is found again. */
  readonly env: NodeJS.ProcessEnv;
} {
  const mark = newMark();
  const env = markedEnv(mark);
  const benches: Bench[] = [];
  afterEach(async () => {
    const left = await endMarked(mark, graceMs);
    for (const bench of benches.splice(0)) await bench.dispose();
    if (left.length > 0) throw new Error(`still runs: ${JSON.stringify(left)}`);
  });
  return {
    env,
    bench: async (...changes) => {
      const all = changes.length === 0 ? [{}] : changes;
      const bench = await serveBench(all.map((change) => changed(healthy, change)));
      benches.push(bench);
      return bench;
    },
    run: (way, bench, commands, before = [], target) => {
      const words = ['gdb_port disabled', ...before, 'init', ...commands, 'exit'];
      return runOpenOcd(env, [
        ...openOcdArgs(way, bench.port, target),
        ...words.flatMap((command) => ['-c', command]),
      ]);
    },
  };
}

async function runOpenOcd(env: NodeJS.ProcessEnv, args: readonly string[]): Promise<OpenOcdRun> {
  const child = spawn('openocd', args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const output of [child.stdout, child.stderr]) {
    output.on('data', (chunk: Buffer) => (said += chunk.toString()));
  }
  await limited(once(child, 'close'), 'OpenOCD to end');
  return { code: child.exitCode, said };
}
