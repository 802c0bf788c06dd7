// The flash patch and breakpoint unit (FPB; BPU on Cortex-M0+): comparators that halt the core.

import { registerBlock } from '../bus/registers';
import type { BusDevice } from '../bus/bus';
import type { Part } from '../parts/part';

export interface BreakpointUnit {
  readonly device: BusDevice;
  /** Where the enabled comparators stop the core. */
  readonly addresses: () => readonly number[];
}

const base = 0xe0002000;
const enableBit = 1;
const keyBit = 2;
const firstComparator = 0x8;

/** @param onChange a comparator or the enable bit was written. */
export function createBreakpointUnit(part: Part, onChange: () => Promise<void>): BreakpointUnit {
  const { codes, literals, version } = part.breakpoints;
  const comparators = Array.from({ length: codes + literals }, () => 0);
  let remap = 0;
  let isEnabled = false;

  // FP_CTRL (ARMv7-M ARM C1.11.3): NUM_CODE in 14:12 and 7:4, NUM_LIT in 11:8, REV in 31:28.
  const control = (): number =>
    (((version - 1) << 28) |
      ((codes >> 4) << 12) |
      (literals << 8) |
      ((codes & 0xf) << 4) |
      (isEnabled ? enableBit : 0)) >>>
    0;

  const stopsAt = version === 1 ? addressesOfVersion1 : addressesOfVersion2;
  const device = registerBlock('FPB', base, 0x100, {
    read: (offset) => {
      if (offset === 0) return control();
      if (offset === 4) return remap;
      return comparators[(offset - firstComparator) / 4] ?? 0;
    },
    write: async (offset, value) => {
      const index = (offset - firstComparator) / 4;
      if (offset === 0) {
        if ((value & keyBit) === 0) return;
        isEnabled = (value & enableBit) !== 0;
      } else if (offset === 4) {
        // FP_REMAP: read-only where there is nothing to remap (M0+, version 2).
        if (literals > 0) remap = (value & 0x1fffffe0) >>> 0;
        return;
      } else if (index >= 0 && index < comparators.length) {
        comparators[index] = version === 1 ? (value & 0xdfffffff) >>> 0 : value;
      } else return;
      await onChange();
    },
  });
  return {
    device,
    addresses: () => (isEnabled ? comparators.slice(0, codes).flatMap(stopsAt) : []),
  };
}

/** FP_COMPn, version 1 (C1.11.5): address in 28:2, REPLACE in 31:30 says which halfwords; only the code region. */
function addressesOfVersion1(comparator: number): readonly number[] {
  if ((comparator & enableBit) === 0) return [];
  const word = comparator & 0x1ffffffc;
  switch (comparator >>> 30) {
    case 1:
      return [word];
    case 2:
      return [word + 2];
    case 3:
      return [word, word + 2];
    default:
      return [];
  }
}

/** FP_COMPn, version 2 (ARMv7-M ARM C1.11.6, BE in bit 0): the address in 31:1. */
function addressesOfVersion2(comparator: number): readonly number[] {
  return (comparator & enableBit) === 0 ? [] : [(comparator & 0xfffffffe) >>> 0];
}
