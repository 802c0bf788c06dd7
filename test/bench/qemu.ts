// QEMU as the debuggee: the board of the example, halted at reset, with a GDB stub on a port.
import type { ChildProcess } from 'node:child_process';
import { board } from './firmware';
import { start } from './processes';

/** QEMU's arguments. `kernel` is the image that is in flash from the beginning. */
export function qemuArguments(port: number, kernel?: string): string[] {
  const image = kernel === undefined ? [] : ['-kernel', kernel];
  const quiet = ['-display', 'none', '-monitor', 'none', '-serial', 'null'];
  return ['-machine', board, ...quiet, ...image, '-S', '-gdb', `tcp:127.0.0.1:${port}`];
}

/** @returns the process; it listens some 90 ms later */
export function startQemu(program: string, port: number, kernel?: string): ChildProcess {
  const child = start(program, qemuArguments(port, kernel));
  child.stdout.resume();
  child.stderr.resume();
  return child;
}
