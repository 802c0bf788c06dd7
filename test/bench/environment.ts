// What a reader must know of the machine to judge the figures.
import { execFileSync } from 'node:child_process';
import os from 'node:os';

/** @returns one line each */
export function environmentFacts({ gdb, qemu }: { gdb: string; qemu: string }): string[] {
  const cpus = os.cpus();
  const load = os.loadavg().map((value) => value.toFixed(1));
  return [
    `${cpus.length} CPUs (${cpus[0]?.model.trim() ?? 'unknown'}), ${os.type()} ${os.release()}, load ${load.join(' ')} at the end`,
    `Node ${process.version}; ${firstLine(gdb)}; ${firstLine(qemu)}`,
  ];
}

function firstLine(program: string): string {
  const [line = ''] = execFileSync(program, ['--version'], { encoding: 'utf8' }).split('\n');
  return line;
}
