// How GDB reads the target: which ranges it may keep for the length of a stop, and which it may take from
// the ELF. On a probe each remote packet costs about a millisecond, and GDB's Arm unwinder rereads the same
// flash bytes two and four at a time (gdb/arm-tdep.c, thumb_analyze_prologue), so this decides what a step costs.
//
// - RAM is cached: GDB drops the cache whenever the target resumes and writes through it.
// - Program memory is cached too, or, once this session has programmed exactly these bytes, read from the ELF.
// - Peripherals (0x40000000 up) and everything unnamed are never cached.
// - Memory views, verification and explicit requests read the chip: see `reading`. So do values that are
//   shown, if through the cache: see `showing`. The ELF only serves unwinding and stepping.

import { Failure } from '../base/failure';
import type { Gdb } from '../gdb/gdb';
import { consoleCommand } from '../gdb/mi-quote';
import { hex32 } from '../base/hex';

/** A range of addresses, the end not included. */
export interface AddressRange {
  readonly start: number;
  readonly end: number;
}

/** SRAM of every STM32: Armv7-M Architecture Reference Manual, B3.1, "SRAM" 0x20000000 to 0x3FFFFFFF. */
const sram: AddressRange = { start: 0x20000000, end: 0x40000000 };
/** Main flash of the STM32 families that have one lies in here (reference manuals, "Memory map"). */
const mainFlash: AddressRange = { start: 0x08000000, end: 0x10000000 };

/** Where program memory may come from, decided per session. */
export type FlashSource = 'elf' | 'cache' | 'chip';

/** What GDB keeps, and the command that drops it: since GDB 11, and before. */
const kept = {
  registers: ['maintenance flush register-cache', consoleCommand('flushregs')],
  // Setting the line size, even to what it was, drops the lines (gdb/dcache.c, set_dcache_line_size).
  memory: ['maintenance flush dcache', '-gdb-set dcache line-size 1024'],
} as const;

export class TargetMemory {
  private source: FlashSource = 'chip';
  private flash: readonly AddressRange[] = [mainFlash];
  private active = false;
  private hasOldFlush = false;
  /** Reads under way that must not be answered from the ELF. */
  private distrusting = 0;

  constructor(private readonly gdb: Gdb) {}

  /**
   * Sent once, before GDB connects. One line of the cache is one packet on every server: 1 KiB is 2 KiB of
   * hex, below the smallest packet size in use. RAM banks are multiples of 1 KiB, so no line leaves them.
   */
  prepare(): Promise<unknown> {
    return this.all([
      '-gdb-set dcache line-size 1024',
      '-gdb-set dcache size 256',
      '-gdb-set mem inaccessible-by-default off',
    ]);
  }

  /**
   * Declares the ranges. User ranges replace the server's memory map, which `load` needs: call `suspend`
   * before programming.
   * @param images ranges of read-only program bytes outside main flash (external memory); those declared last
   * when absent.
   */
  declare(source: FlashSource, images?: readonly AddressRange[]): Promise<unknown> {
    this.source = source;
    if (images !== undefined) {
      this.flash = [mainFlash, ...images.filter((range) => !overlaps(range, mainFlash))];
    }
    this.active = true;
    // Values that are shown come from the chip also where code comes from the ELF.
    const cache = source === 'chip' ? '' : ' cache';
    return this.all([
      // The first range of ours would begin with a copy of the server's map, and be refused for overlapping it.
      consoleCommand('delete mem'),
      consoleCommand(`mem ${hex32(sram.start)} ${hex32(sram.end)} rw cache`),
      // `ro` also makes GDB take hardware breakpoints there, as the server's map would.
      ...this.flash.map(({ start, end }) =>
        consoleCommand(`mem ${hex32(start)} ${hex32(end)} ro${cache}`),
      ),
      trust(source === 'elf' && this.distrusting === 0),
    ]);
  }

  /** Gives the server's own memory map back, for programming. */
  async suspend(): Promise<void> {
    if (!this.active) return;
    this.active = false;
    await this.all([consoleCommand('mem auto'), trust(false)]);
  }

  /**
   * Runs a command that needs the server's own memory map, such as `load`, and declares the ranges again.
   * @param rewrites whether it may leave other bytes in flash than the ELF holds
   */
  async withServerMap<T>(run: () => Promise<T>, rewrites: boolean): Promise<T> {
    if (!this.active) return run();
    await this.suspend();
    try {
      return await run();
    } finally {
      await this.declare(rewrites && this.source === 'elf' ? 'cache' : this.source);
    }
  }

  /** The target was changed behind GDB's back (a reset, a monitor command): everything is read again. */
  forget(): Promise<unknown> {
    return Promise.all([this.drop('registers'), this.drop('memory')]);
  }

  /** What is kept of memory is dropped; registers stay. */
  refresh(): Promise<unknown> {
    return this.drop('memory');
  }

  /**
   * Runs `read` so that no value comes from the ELF; what the cache holds of this stop will do. Costs no
   * waiting, and no packet for values in RAM. Such reads may overlap each other.
   */
  async showing<T>(read: () => Promise<T>): Promise<T> {
    this.distrust();
    try {
      return await read();
    } finally {
      this.trustAgain();
    }
  }

  /**
   * Runs `read` so that every byte comes from the chip. Pipelined around it: no packet, no waiting. Ranges
   * are switched off rather than the cache flushed, since long reads are faster without cache lines.
   */
  async reading<T>(read: () => Promise<T>): Promise<T> {
    if (!this.active) return read();
    this.distrust();
    const work = [
      this.gdb.send(consoleCommand('disable mem')),
      read(),
      this.gdb.send(consoleCommand('enable mem')),
    ] as const;
    this.trustAgain();
    const [, result] = await Promise.all(work);
    return result;
  }

  private distrust(): void {
    this.distrusting++;
    if (this.distrusting === 1) this.switchTrust(false);
  }

  private trustAgain(): void {
    this.distrusting--;
    if (this.distrusting === 0) this.switchTrust(true);
  }

  private switchTrust(isOn: boolean): void {
    if (!this.active || this.source !== 'elf') return;
    this.gdb.send(trust(isOn)).catch(() => undefined); // fails only with GDB, which the read tells
  }

  private async drop(what: keyof typeof kept): Promise<unknown> {
    const [command, before] = kept[what];
    if (this.hasOldFlush) return this.gdb.send(before);
    try {
      return await this.gdb.send(consoleCommand(command));
    } catch (error) {
      if (!(error instanceof Failure) || error.code !== 'gdb-error') throw error;
      this.hasOldFlush = true;
      return this.gdb.send(before);
    }
  }

  private all(commands: readonly string[]): Promise<unknown> {
    return Promise.all(commands.map((command) => this.gdb.send(command)));
  }
}

function trust(isOn: boolean): string {
  return `-gdb-set trust-readonly-sections ${isOn ? 'on' : 'off'}`;
}

function overlaps(a: AddressRange, b: AddressRange): boolean {
  return a.start < b.end && b.start < a.end;
}
