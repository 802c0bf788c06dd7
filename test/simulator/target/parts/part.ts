// What the simulator must know of a part. What the product is tested on is written down here a second time, from
// the manuals; addresses and memories come from the product's table of devices (part-layout.ts).

import type { PartName } from '../../setup';

export type FlashFamily = 'f1' | 'f4' | 'l4' | 'l5' | 'h7' | 'h5';

export type CoreKind = 'M0+' | 'M3' | 'M4' | 'M7' | 'M33';

export interface Part {
  readonly name: PartName;
  /** As the table of devices calls it. */
  readonly deviceName: string;
  readonly core: CoreKind;
  /** SW-DP's DPIDR. */
  readonly dpidr: number;
  readonly cpuid: number;
  readonly devId: number;
  /** DBGMCU_IDCODE whole: REV_ID in the upper half, DEV_ID in bits 11:0, reserved bits between as they read. */
  readonly idcode: number;
  readonly flashKib: number;
  /** Unique device ID, 96 bits. */
  readonly uid: readonly [number, number, number];
  /** The access port that reaches the core, and its IDR. */
  readonly corePort: { readonly number: number; readonly idr: number };
  /** Flash patch and breakpoint unit (BPU on M0+). */
  readonly breakpoints: {
    readonly codes: number;
    readonly literals: number;
    readonly version: 1 | 2;
  };
  readonly watchpoints: number;
  readonly flash: FlashFamily;
  readonly resetFlags: ResetFlagBits;
  /** Register and field that tell what is mapped at 0; undefined: option bytes hold a boot address. */
  readonly memoryRemap?: number;
  /** System memory's boot loader: where its loop runs. */
  readonly loader: number;
  /** The buses behind the core's own are off while NRST is low: RM0433, OpenOCD target/stm32h7x.cfg. */
  readonly isBusOffUnderReset: boolean;
}

/** RCC_CSR or RCC_RSR. Bit numbers. */
export interface ResetFlagBits {
  readonly register: number;
  readonly clear: number;
  readonly pin: number;
  readonly software: number;
  readonly independentWatchdog: number;
  /** Set by power-on. */
  readonly powerOn: readonly number[];
  /** Set with every reset of the system. */
  readonly always: readonly number[];
}

/** RM0008 7.3.10, RM0090 7.3.20: RCC_CSR. */
export function csrOfF(register: number, powerOn: readonly number[]): ResetFlagBits {
  return {
    ...{ register, clear: 24, pin: 26, software: 28, independentWatchdog: 29 },
    ...{ powerOn, always: [] },
  };
}

/** RM0351 6.4.29, RM0440 7.4.28, RM0444 5.4.26 (RCC_CSR2), RM0438 9.8.36, RM0481 11.8.60 (RCC_RSR): BORRSTF is 27. */
export function csrOfL(register: number): ResetFlagBits {
  return {
    ...{ register, clear: 23, pin: 26, software: 28, independentWatchdog: 29 },
    ...{ powerOn: [27], always: [] },
  };
}
