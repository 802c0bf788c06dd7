// The flash size register's word → KiB.

import type { Die } from '../../devices/device';

/** L1 category 4 and 2: RM0038 30.1.1; OpenOCD's stm32lx.c. */
const l1Category4 = 0x436;
const l1Category2 = 0x429;

/**
 * @param word of 32 bits that holds the register
 * @returns KiB, or why the value is none
 */
export function flashKibOf(
  { rdp, devId, flashSizeRegister = 0 }: Die,
  word: number,
): number | { readonly why: string } {
  // The number of the last word of the flash in bits 16:0 (WB0, WL3).
  if (rdp === 'WB0') return (((word & 0x1_ffff) + 1) * 4) / 1024;
  // It holds the package there; the flash has always 64 KiB.
  if (rdp === 'H7RS') return 64;
  const size = (word >>> (8 * (flashSizeRegister % 4))) & 0xffff;
  if (devId === l1Category4 && size <= 1) return size === 0 ? 384 : 256;
  const kib = devId === l1Category2 ? size & 0xff : size;
  return kib === 0 || kib === 0xffff || kib > 8192
    ? { why: `the register says ${kib} KiB, which no part has` }
    : kib;
}
