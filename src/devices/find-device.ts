// A part's name as people write it, or the number in its DBGMCU → the part. (Contract; the table comes with it.)

import type { Device } from './device';

/** What a name means. `nearest`: names of the table that look like it, best first, at most five. */
export type DeviceMatch =
  | { readonly kind: 'found'; readonly device: Device }
  | { readonly kind: 'unknown'; readonly nearest: readonly string[] };

/**
 * Finds a part: `STM32F405RGT6`, `stm32f405rg`, CubeMX's `STM32F405RGTx`, J-Link's `STM32F405RG`, CMSIS's
 * `STM32F405RGTx`/`STM32F405xx`, with or without `STM32`, white space, `-` and a vendor before it ignored.
 */
export function findDevice(name: string): DeviceMatch {
  return { kind: 'unknown', nearest: [name] };
}

/** Names of the parts whose die has this DEV_ID. */
export function devicesOfDie(devId: number): readonly string[] {
  return [String(devId)];
}
