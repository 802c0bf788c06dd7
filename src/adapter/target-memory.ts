// How GDB reads the target: which ranges it may keep for the length of a stop, and which it may take from
// the ELF. On a probe each remote packet costs about a millisecond, and GDB's Arm unwinder rereads the same
// flash bytes two and four at a time (gdb/arm-tdep.c, thumb_analyze_prologue), so this decides what a step costs.
//
// - RAM is cached: GDB drops the cache whenever the target resumes and writes through it.
// - Program memory is cached too, or, once this session has programmed exactly these bytes, read from the ELF.
// - Peripherals (0x40000000 up) and everything unnamed are never cached.
// - Memory views, verification and explicit requests read the chip: see `reading`.

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

export class TargetMemory {
  private source: FlashSource = 'chip';
  private flash: readonly AddressRange[] = [];
  private active = false;

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
   * @param images ranges of read-only program bytes outside main flash (external memory).
   */
  declare(source: FlashSource, images: readonly AddressRange[]): Promise<unknown> {
    this.source = source;
    this.flash = [mainFlash, ...images.filter((range) => !overlaps(range, mainFlash))];
    this.active = true;
    const cache = source === 'cache' ? ' cache' : '';
    return this.all([
      consoleCommand(`mem ${hex32(sram.start)} ${hex32(sram.end)} rw cache`),
      // `ro` also makes GDB take hardware breakpoints there, as the server's map would.
      ...this.flash.map(({ start, end }) =>
        consoleCommand(`mem ${hex32(start)} ${hex32(end)} ro${cache}`),
      ),
      `-gdb-set trust-readonly-sections ${source === 'elf' ? 'on' : 'off'}`,
    ]);
  }

  /** Gives the server's own memory map back, for programming. */
  async suspend(): Promise<void> {
    if (!this.active) return;
    this.active = false;
    await this.all([consoleCommand('mem auto'), '-gdb-set trust-readonly-sections off']);
  }

  /** The target was changed behind GDB's back (a reset, a monitor command): everything is read again. */
  forget(): Promise<unknown> {
    return this.all([
      consoleCommand('maintenance flush register-cache'),
      consoleCommand('maintenance flush dcache'),
    ]);
  }

  /** What is kept of memory is dropped; registers stay. */
  refresh(): Promise<unknown> {
    return this.gdb.send(consoleCommand('maintenance flush dcache'));
  }

  /**
   * Runs `read` so that every byte comes from the chip. Pipelined around it: no packet, no waiting. Ranges
   * are switched off rather than the cache flushed, since long reads are faster without cache lines.
   */
  async reading<T>(read: () => Promise<T>): Promise<T> {
    if (!this.active) return read();
    const trusts = this.source === 'elf';
    const before = trusts ? ['-gdb-set trust-readonly-sections off'] : [];
    const after = trusts ? ['-gdb-set trust-readonly-sections on'] : [];
    const work = [
      this.all([...before, consoleCommand('disable mem')]),
      read(),
      this.all([consoleCommand('enable mem'), ...after]),
    ] as const;
    const [, result] = await Promise.all(work);
    return result;
  }

  private all(commands: readonly string[]): Promise<unknown> {
    return Promise.all(commands.map((command) => this.gdb.send(command)));
  }
}

function overlaps(a: AddressRange, b: AddressRange): boolean {
  return a.start < b.end && b.start < a.end;
}
