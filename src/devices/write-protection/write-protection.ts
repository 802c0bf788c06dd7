// Write protection of the flash by family: which registers tell it, and what their values mean in addresses.

import type { Die } from '../device';
import { blockProtection } from './blocks';
import type { AddressRange } from './join-ranges';
import { pageProtection } from './pages';
import { sectorProtection } from './sectors';

export interface WriteProtection {
  /** What is to be read, in rising order. */
  readonly registers: readonly number[];
  /**
   * The protected ranges, joined, by their addresses.
   * @param valueAt of each of the registers
   * @returns undefined where the values mean something else (PCROP) or where the sources leave it open
   */
  ranges(valueAt: (register: number) => number): readonly AddressRange[] | undefined;
}

/** @returns undefined for families whose registers are not known here (H7RS, C5, N6, WB0, MP) */
export function writeProtectionOf(die: Die, flashKib: number): WriteProtection | undefined {
  return (
    sectorProtection(die, flashKib) ??
    pageProtection(die, flashKib) ??
    blockProtection(die, flashKib)
  );
}
