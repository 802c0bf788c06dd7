// A core behind the debug registers, whether it runs code or only looks so.

import type { BusDevice } from '../bus/bus';

/** `lockup`: it can take no further exception; `asleep`: it waits in WFI. */
export type CoreState = 'running' | 'asleep' | 'stopped' | 'lockup';

/** DCRSR.REGSEL of the registers that mean something here (ARMv7-M ARM C1.6.3). */
export const registerSelectors = {
  sp: 13,
  lr: 14,
  pc: 15,
  xpsr: 16,
  msp: 17,
  psp: 18,
  /** CONTROL, FAULTMASK, BASEPRI, PRIMASK from the upper byte down. */
  special: 20,
  fpscr: 0x21,
  s0: 0x40,
} as const;

export interface Core {
  /** Memories and registers that the core itself serves, in the order in which they answer. */
  readonly devices: readonly BusDevice[];
  state(): CoreState;
  /** Only of a stopped core. Registers that it does not have read 0. */
  readRegister(selector: number): Promise<number>;
  writeRegister(selector: number, value: number): Promise<void>;
  /** Where it is, also while it runs. */
  programCounter(): Promise<number>;
  /** Comparators that stop it, from now on. */
  setBreakpoints(addresses: readonly number[]): Promise<void>;
  run(): Promise<void>;
  stop(): Promise<void>;
  /** One instruction. */
  step(areInterruptsMasked: boolean): Promise<void>;
  /** System reset; it is stopped then, with SP and PC out of the vector table at `vectors`. */
  reset(vectors: number): Promise<void>;
  /** Whether it has reset itself (SYSRESETREQ by its own code) since the last call; lets its news in. */
  takeOwnReset(): Promise<boolean>;
  /** The flash has other contents now. */
  flashChanged(address: number, bytes: Uint8Array): Promise<void>;
  dispose(): Promise<void>;
}
