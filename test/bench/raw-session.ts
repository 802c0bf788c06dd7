// The contender "raw": GDB/MI with GDB's defaults and mi-async, arrays by `@` slices. It keeps no state but breakpoints' numbers.
import type { ChildProcess } from 'node:child_process';
import {
  resetCommands,
  type DebugSession,
  type FollowUp,
  type FrameInfo,
  type ImageFrom,
} from './debug-session';
import { bigArray, type Firmware } from './firmware';
import { MiDriver } from './mi-driver';
import { end, waitForPort } from './processes';
import { startQemu } from './qemu';

export interface RawSetup {
  readonly gdb: string;
  readonly qemu: string;
  readonly firmware: Firmware;
  /** GDB connects here; in `starts-qemu` QEMU is made to listen here. */
  readonly port: number;
  readonly imageFrom: ImageFrom;
}

const portTimeoutMs = 10_000;

export class RawSession implements DebugSession {
  readonly pid = undefined;
  readonly hasPages = true;
  readonly #setup: RawSetup;
  #mi: MiDriver | undefined;
  #qemu: ChildProcess | undefined;
  #breakpoints: string[] = [];

  constructor(setup: RawSetup) {
    this.#setup = setup;
  }

  get #gdb(): MiDriver {
    if (this.#mi === undefined) throw new Error('raw: not launched');
    return this.#mi;
  }

  start(): Promise<void> {
    return Promise.resolve();
  }

  async launch(): Promise<void> {
    const { gdb, qemu, firmware, port, imageFrom } = this.#setup;
    if (imageFrom === 'starts-qemu') this.#qemu = startQemu(qemu, port);
    this.#mi = new MiDriver(gdb, firmware.folder);
    await this.#gdb.command('-gdb-set mi-async on');
    await this.#gdb.command(`-file-exec-and-symbols "${firmware.elf}"`);
    if (imageFrom === 'starts-qemu') await waitForPort(port, portTimeoutMs);
    await this.#gdb.command(`-target-select extended-remote 127.0.0.1:${port}`);
    if (imageFrom !== 'present') await this.#gdb.command('-target-download');
    for (const reset of resetCommands) await this.#console(reset);
    await this.#gdb.command('-break-insert -t main');
    await this.continue();
  }

  async followUp(): Promise<FollowUp> {
    await this.#gdb.command('-thread-info');
    const frames = await this.frames(0, 20);
    const locals = await this.#gdb.command('-stack-list-variables --simple-values');
    return { frames, locals: locals.split('{name=').length - 1 };
  }

  async frames(from: number, count: number): Promise<FrameInfo[]> {
    const line = await this.#gdb.command(`-stack-list-frames ${from} ${from + count - 1}`);
    return line
      .split('frame={')
      .slice(1)
      .map((frame) => ({
        function: /func="([^"]*)"/.exec(frame)?.[1] ?? '',
        line: Number(/,line="(\d+)"/.exec(frame)?.[1] ?? 0),
      }));
  }

  async next(): Promise<void> {
    const stopped = this.#gdb.stop();
    await this.#gdb.command('-exec-next');
    await stopped;
  }

  async continue(): Promise<void> {
    const stopped = this.#gdb.stop();
    await this.resume();
    await stopped;
  }

  async resume(): Promise<void> {
    await this.#gdb.command('-exec-continue');
  }

  async pause(): Promise<void> {
    const stopped = this.#gdb.stop();
    await this.#gdb.command('-exec-interrupt');
    await stopped;
  }

  async setBreakpoints(lines: readonly number[]): Promise<number> {
    if (this.#breakpoints.length > 0) {
      await this.#gdb.command(`-break-delete ${this.#breakpoints.join(' ')}`);
    }
    this.#breakpoints = [];
    for (const line of lines) {
      const made = await this.#gdb.command(`-break-insert "${this.#setup.firmware.mainC}:${line}"`);
      this.#breakpoints.push(/number="(\d+)"/.exec(made)?.[1] ?? '');
    }
    return this.#breakpoints.length;
  }

  async openArray(): Promise<void> {
    await this.#gdb.command(`-var-create - * "${bigArray.name}"`);
  }

  page(from: number, count: number): Promise<string[]> {
    return this.#values(`${bigArray.name}[${from}]@${count}`, '');
  }

  wholeArray(): Promise<string[]> {
    return this.page(0, bigArray.length);
  }

  /** As all measured adapters do it: the array itself and a range of its children. */
  pageOfChildren(from: number, count: number): Promise<string[]> {
    return this.#values(bigArray.name, ` ${from} ${from + count}`);
  }

  async #values(expression: string, range: string): Promise<string[]> {
    const created = await this.#gdb.command(`-var-create - * "${expression}"`);
    const name = /name="([^"]*)"/.exec(created)?.[1] ?? '';
    const listed = await this.#gdb.command(`-var-list-children --all-values ${name}${range}`);
    const values = [...listed.matchAll(/value="([^"]*)"/g)].map((match) => match[1] ?? '');
    return values;
  }

  async readMemory(address: number, count: number): Promise<() => Buffer> {
    const line = await this.#gdb.command(`-data-read-memory-bytes ${address} ${count}`);
    return () => Buffer.from(/contents="([0-9a-f]*)"/.exec(line)?.[1] ?? '', 'hex');
  }

  async disconnect(): Promise<void> {
    await this.#gdb.command('-target-detach');
    await this.#gdb.exit();
    if (this.#qemu !== undefined) await end(this.#qemu);
  }

  async kill(): Promise<void> {
    await this.#mi?.kill();
    if (this.#qemu !== undefined) await end(this.#qemu);
  }

  #console(command: string): Promise<string> {
    return this.#gdb.command(`-interpreter-exec console "${command}"`);
  }
}
