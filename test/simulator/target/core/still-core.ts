// A core that executes nothing: it counts as running or halted, its registers are storage, a step goes to the next
// halfword.

import { createRam, createStorage } from '../bus/memory';
import type { BusDevice } from '../bus/bus';
import { registerSelectors as select } from './core';
import type { Core, CoreState } from './core';

export interface StillCoreOptions {
  readonly rams: readonly {
    readonly name: string;
    readonly start: number;
    readonly sizeBytes: number;
  }[];
  /** Peripherals are from 0x40000000 to here; beyond is a bus error. */
  readonly peripheralsEnd: number;
  /** Reads a word as the core fetches it; undefined where nothing answers. */
  readonly fetch: (address: number) => number | undefined;
  readonly hasFpu: boolean;
  readonly isLockedUp: boolean;
  readonly sleeps: boolean;
}

/** PC and xPSR of a core in lockup: the NMI-like address, HardFault as exception (ARMv7-M ARM B1.5.15). */
const lockupAddress = 0xfffffffe;
const thumb = 0x01000000;
const hardFault = 3;

export function createStillCore(options: StillCoreOptions): Core {
  const registers = new Map<number, number>();
  const peripherals = [
    createStorage('peripherals', 0x40000000, options.peripheralsEnd - 0x40000000),
    createStorage('private peripherals', 0xe0000000, 0x00100000),
  ];
  const devices: BusDevice[] = [
    ...options.rams.map(({ name, start, sizeBytes }) => createRam(name, start, sizeBytes)),
    ...peripherals.map(({ device }) => device),
  ];
  let state: CoreState = 'stopped';

  const get = (selector: number): number => registers.get(selector) ?? 0;
  const isRegister = (selector: number): boolean =>
    selector <= select.psp ||
    selector === select.special ||
    (options.hasFpu && (selector === select.fpscr || (selector >= 0x40 && selector < 0x60)));
  /** SP is the main or the process stack pointer: CONTROL.SPSEL. */
  const bankOf = (selector: number): number => {
    if (selector !== select.sp) return selector;
    return (get(select.special) & 0x02000000) !== 0 ? select.psp : select.msp;
  };
  const lockUp = (): void => {
    state = 'lockup';
    registers.set(select.pc, lockupAddress);
    registers.set(select.xpsr, (thumb | hardFault) >>> 0);
  };
  const canExecute = (): boolean =>
    (get(select.xpsr) & thumb) !== 0 && options.fetch(get(select.pc) & ~3) !== undefined;

  return {
    devices,
    state: () => state,
    readRegister: (selector) => Promise.resolve(get(bankOf(selector))),
    writeRegister: (selector, value) => {
      if (isRegister(selector)) {
        const isPair = selector === select.sp || selector === select.msp || selector === select.psp;
        const mask = isPair ? 0xfffffffc : selector === select.pc ? 0xfffffffe : 0xffffffff;
        registers.set(bankOf(selector), (value & mask) >>> 0);
      }
      return Promise.resolve();
    },
    programCounter: () => Promise.resolve(get(select.pc)),
    // Where it stands still it never comes to one; the one it stands on is the debug registers' matter.
    setBreakpoints: () => Promise.resolve(),
    run: () => {
      if (options.isLockedUp || !canExecute()) lockUp();
      else state = options.sleeps ? 'asleep' : 'running';
      return Promise.resolve();
    },
    stop: () => {
      state = 'stopped';
      return Promise.resolve();
    },
    step: () => {
      if (!canExecute()) lockUp();
      else registers.set(select.pc, (get(select.pc) + 2) >>> 0);
      state = 'stopped';
      return Promise.resolve();
    },
    reset: (vectors) => {
      registers.clear();
      for (const { clear } of peripherals) clear();
      const entry = options.fetch(vectors + 4) ?? 0xffffffff;
      registers.set(select.msp, ((options.fetch(vectors) ?? 0xffffffff) & ~3) >>> 0);
      registers.set(select.lr, 0xffffffff);
      registers.set(select.pc, (entry & ~1) >>> 0);
      registers.set(select.xpsr, (entry & 1) !== 0 ? thumb : 0);
      state = 'stopped';
      return Promise.resolve();
    },
    takeOwnReset: () => Promise.resolve(false),
    flashChanged: () => Promise.resolve(),
    dispose: () => Promise.resolve(),
  };
}
