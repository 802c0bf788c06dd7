// The core's debug registers, DHCSR to DEMCR and DFSR: who halts it, why, and what a reset leaves of it.
// ARMv7-M Architecture Reference Manual (DDI 0403E), C1.6.

import { registerBlock } from '../bus/registers';
import { withBits } from '../bus/words';
import type { BusDevice } from '../bus/bus';
import type { Core } from '../core/core';

/** DHCSR, C1.6.2. */
const dhcsr = {
  debugEnable: 1 << 0,
  halt: 1 << 1,
  step: 1 << 2,
  maskInterrupts: 1 << 3,
  registerReady: 1 << 16,
  isHalted: 1 << 17,
  isAsleep: 1 << 18,
  isLockedUp: 1 << 19,
  /** S_SDE, ARMv8-M: secure debug is allowed. */
  isSecureDebug: 1 << 20,
  retired: 1 << 24,
  wasReset: 1 << 25,
} as const;
const dhcsrKey = 0xa05f;

/** DFSR, C1.6.1. */
const dfsr = { halted: 1, breakpoint: 2, watchpoint: 4, vectorCatch: 8, external: 16 } as const;

/** DEMCR, C1.6.5. */
const catchReset = 1 << 0;
const traceEnable = 1 << 24;
const demcrWritable = 0x010f07f1;

export interface CoreDebug {
  readonly devices: readonly BusDevice[];
  isHalted(): boolean;
  isInReset(): boolean;
  /** Executes instructions, or would if it were not asleep. */
  isRunning(): boolean;
  isTraceEnabled(): boolean;
  /** The comparators have changed. */
  breakpointsChanged(): Promise<void>;
  enterReset(): Promise<void>;
  leaveReset(vectors: number): Promise<void>;
  /** A reset of the core alone (VECTRESET). */
  localReset(vectors: number): Promise<void>;
  /** The core has reset itself and runs on; a vector catch stops it where it began. */
  ownReset(vectors: number): Promise<void>;
}

export interface CoreDebugOptions {
  readonly core: Core;
  readonly breakpoints: () => readonly number[];
  /** False: halting debug is not allowed (life cycle): C_DEBUGEN stays 0. */
  readonly isDebugAllowed: () => boolean;
  readonly isSecureDebug: () => boolean;
}

interface State {
  isDebugEnabled: boolean;
  isHalted: boolean;
  isStepping: boolean;
  areInterruptsMasked: boolean;
  isInReset: boolean;
  wasReset: boolean;
  hasRetired: boolean;
  demcr: number;
  dfsr: number;
  dcrdr: number;
}

export function createCoreDebug(options: CoreDebugOptions): CoreDebug {
  const { core } = options;
  const state: State = {
    ...{ isDebugEnabled: false, isHalted: false, isStepping: false, areInterruptsMasked: false },
    // Power-on is a reset, so the first reader sees one.
    ...{ isInReset: false, wasReset: true, hasRetired: false },
    ...{ demcr: 0, dfsr: 0, dcrdr: 0 },
  };

  const enterHalt = (cause: number): void => {
    state.isHalted = true;
    state.dfsr |= cause;
  };

  /** The core may have come to a breakpoint since anybody looked. */
  const refresh = (): void => {
    if (state.isHalted || state.isInReset) return;
    if (core.state() === 'stopped') enterHalt(dfsr.breakpoint);
    if (core.state() === 'running') state.hasRetired = true;
  };

  const isAtBreakpoint = async (): Promise<boolean> =>
    state.isDebugEnabled && options.breakpoints().includes(await core.programCounter());

  const armBreakpoints = (): Promise<void> =>
    core.setBreakpoints(state.isDebugEnabled ? options.breakpoints() : []);

  const resume = async (): Promise<void> => {
    if (await isAtBreakpoint()) return enterHalt(dfsr.breakpoint);
    if (state.isStepping) {
      await core.step(state.areInterruptsMasked);
      state.hasRetired = true;
      return enterHalt(dfsr.halted);
    }
    state.isHalted = false;
    state.hasRetired = true;
    await core.run();
  };

  const writeControl = async (value: number): Promise<void> => {
    if (value >>> 16 !== dhcsrKey) return;
    const wasEnabled = state.isDebugEnabled;
    state.isDebugEnabled = (value & dhcsr.debugEnable) !== 0 && options.isDebugAllowed();
    const isHaltWanted = state.isDebugEnabled && (value & dhcsr.halt) !== 0;
    state.isStepping = state.isDebugEnabled && (value & dhcsr.step) !== 0;
    state.areInterruptsMasked = state.isDebugEnabled && (value & dhcsr.maskInterrupts) !== 0;
    if (wasEnabled !== state.isDebugEnabled) await armBreakpoints();
    // "The C_HALT bit always clears on a system reset" (Cortex-M3 TRM r1p1, 10.2.1); only a vector catch holds it.
    if (state.isInReset) return;
    if (isHaltWanted && !state.isHalted) {
      await core.stop();
      enterHalt(dfsr.halted);
    } else if (!isHaltWanted && state.isHalted) await resume();
  };

  const readControl = (): number => {
    refresh();
    const bits = controlBits(state, core, options.isSecureDebug());
    state.hasRetired = state.isHalted || state.isInReset ? false : state.hasRetired;
    state.wasReset = state.isInReset;
    return bits;
  };

  /** DCRSR, C1.6.3: registers of a halted core; nothing happens otherwise. */
  const transferRegister = async (value: number): Promise<void> => {
    if (!state.isHalted || state.isInReset) return;
    const selector = value & 0x7f;
    if ((value & 0x10000) !== 0) await core.writeRegister(selector, state.dcrdr);
    else state.dcrdr = (await core.readRegister(selector)) >>> 0;
  };

  const startAfterReset = async (vectors: number): Promise<void> => {
    await core.reset(vectors);
    await armBreakpoints();
    if (state.isDebugEnabled && (state.demcr & catchReset) !== 0) enterHalt(dfsr.vectorCatch);
    else if (await isAtBreakpoint()) enterHalt(dfsr.breakpoint);
    else await core.run();
  };

  const localReset = async (vectors: number): Promise<void> => {
    state.wasReset = true;
    state.isHalted = false;
    await core.stop();
    await startAfterReset(vectors);
  };

  const control = registerBlock('DHCSR', 0xe000edf0, 0x10, {
    read: (offset) => {
      if (offset === 0) return readControl();
      if (offset === 8) return state.dcrdr;
      // DCRSR is write-only.
      return offset === 12 ? state.demcr : 0;
    },
    write: async (offset, value) => {
      if (offset === 0) return writeControl(value);
      if (offset === 4) return transferRegister(value);
      if (offset === 8) state.dcrdr = value;
      if (offset === 12) state.demcr = (value & demcrWritable) >>> 0;
      return undefined;
    },
  });
  const faultStatus = registerBlock('DFSR', 0xe000ed30, 4, {
    read: () => {
      refresh();
      return state.dfsr;
    },
    write: (_offset, value) => {
      refresh();
      state.dfsr = withBits(state.dfsr, value, false);
    },
  });

  return {
    devices: [control, faultStatus],
    isHalted: () => {
      refresh();
      return state.isHalted;
    },
    isInReset: () => state.isInReset,
    isRunning: () => {
      refresh();
      return !state.isHalted && !state.isInReset;
    },
    isTraceEnabled: () => (state.demcr & traceEnable) !== 0,
    breakpointsChanged: armBreakpoints,
    enterReset: async () => {
      state.isInReset = true;
      state.wasReset = true;
      state.isHalted = false;
      await core.stop();
    },
    leaveReset: async (vectors) => {
      state.isInReset = false;
      await startAfterReset(vectors);
    },
    localReset,
    ownReset: async (vectors) => {
      if (state.isDebugEnabled && (state.demcr & catchReset) !== 0) await localReset(vectors);
      else state.wasReset = true;
    },
  };
}

function controlBits(state: State, core: Core, isSecureDebug: boolean): number {
  const isOut = !state.isHalted && !state.isInReset;
  const bits: readonly (readonly [boolean, number])[] = [
    [state.isDebugEnabled, dhcsr.debugEnable],
    [state.isHalted, dhcsr.halt],
    [state.isStepping, dhcsr.step],
    [state.areInterruptsMasked, dhcsr.maskInterrupts],
    [!state.isInReset, dhcsr.registerReady],
    [state.isHalted, dhcsr.isHalted],
    [isOut && core.state() === 'asleep', dhcsr.isAsleep],
    [isOut && core.state() === 'lockup', dhcsr.isLockedUp],
    [isSecureDebug, dhcsr.isSecureDebug],
    [state.hasRetired, dhcsr.retired],
    [state.wasReset, dhcsr.wasReset],
  ];
  return bits.reduce((value, [isSet, bit]) => (isSet ? (value | bit) >>> 0 : value), 0);
}
