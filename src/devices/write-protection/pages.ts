// Write protection by first and last page: L4, G0, G4, C0, U0, WB, WL, L5, U3, U5, WBA. Registers WRPxyR hold the
// first page of an area in their lower and the last in their upper half; first > last: none.
// FLASH_WRP1AR in RM0351, RM0432, RM0440, RM0444, RM0434, RM0453, RM0438, RM0456; page sizes and bank modes from
// OpenOCD's stm32l4x.c.

import type { Die } from '../device';
import { flashStart, joinRanges } from './join-ranges';
import type { AddressRange } from './join-ranges';
import type { WriteProtection } from './write-protection';

interface Paged {
  /** Of the largest part with this die. */
  readonly maxKib: number;
  readonly pageKib: number;
  readonly dual?: Dual;
}

interface Dual {
  /** Bits of FLASH_OPTR that make two banks of the largest part (undefined: it always has two) and of a smaller one. */
  readonly bitAtMax: number | undefined;
  readonly bit: number;
  /** Where pages are smaller with two banks. */
  readonly pageKib?: number;
  /** The bit by which pages are smaller, where that is another than the banks'. */
  readonly pageBit?: number;
  /** Smaller parts leave a gap between the banks: the second begins at half of the largest. */
  readonly hasGap?: true;
  /** With one bank all four areas lie in it. */
  readonly usesAll?: true;
}

const always21: Dual = { bitAtMax: undefined, bit: 21 };
const l4r: Dual = { bitAtMax: 22, bit: 21, pageKib: 4, usesAll: true };

/** By DEV_ID. */
const table: Readonly<Record<number, Paged>> = {
  0x415: { maxKib: 1024, pageKib: 2, dual: always21 },
  0x461: { maxKib: 1024, pageKib: 2, dual: always21 },
  0x435: { maxKib: 256, pageKib: 2 },
  0x462: { maxKib: 512, pageKib: 2 },
  0x464: { maxKib: 128, pageKib: 2 },
  0x470: { maxKib: 2048, pageKib: 8, dual: l4r },
  0x471: { maxKib: 1024, pageKib: 8, dual: l4r },
  0x466: { maxKib: 64, pageKib: 2 },
  0x456: { maxKib: 64, pageKib: 2 },
  0x460: { maxKib: 128, pageKib: 2 },
  0x467: { maxKib: 512, pageKib: 2, dual: { bitAtMax: 21, bit: 21 } },
  0x468: { maxKib: 128, pageKib: 2 },
  0x469: {
    maxKib: 512,
    pageKib: 4,
    dual: { bitAtMax: 22, bit: 22, pageKib: 2, hasGap: true, usesAll: true },
  },
  0x479: { maxKib: 512, pageKib: 2 },
  0x443: { maxKib: 32, pageKib: 2 },
  0x453: { maxKib: 32, pageKib: 2 },
  0x44c: { maxKib: 64, pageKib: 2 },
  0x493: { maxKib: 128, pageKib: 2 },
  0x44d: { maxKib: 256, pageKib: 2 },
  0x459: { maxKib: 64, pageKib: 2 },
  0x489: { maxKib: 256, pageKib: 2 },
  0x494: { maxKib: 320, pageKib: 2 },
  0x495: { maxKib: 1024, pageKib: 4 },
  0x496: { maxKib: 512, pageKib: 4 },
  0x497: { maxKib: 256, pageKib: 2 },
  0x472: {
    maxKib: 512,
    pageKib: 4,
    dual: { bitAtMax: 22, bit: 21, pageKib: 2, pageBit: 22, usesAll: true },
  },
  0x454: { maxKib: 1024, pageKib: 4, dual: always21 },
  0x42a: { maxKib: 2048, pageKib: 4, dual: always21 },
  0x455: { maxKib: 512, pageKib: 8, dual: always21 },
  0x482: { maxKib: 2048, pageKib: 8, dual: always21 },
  0x481: { maxKib: 4096, pageKib: 8, dual: always21 },
  0x476: { maxKib: 4096, pageKib: 8, dual: always21 },
  0x492: { maxKib: 1024, pageKib: 8 },
  0x4b0: { maxKib: 2048, pageKib: 8, dual: { bitAtMax: 21, bit: 21 } },
  0x4b2: { maxKib: 512, pageKib: 4 },
};

const newer = new Set(['l5', 'u3', 'u5', 'wba']);

/** Offsets in the flash controller. */
const older = { options: 0x20, first: [0x2c, 0x30], second: [0x4c, 0x50] };
const later = { options: 0x40, first: [0x58, 0x5c], second: [0x68, 0x6c] };

export function pageProtection(die: Die, flashKib: number): WriteProtection | undefined {
  const paged = table[die.devId];
  const base = die.flashRegisters;
  if (paged === undefined || base === undefined) return undefined;
  const offsets = newer.has(die.dbgmcu) ? later : older;
  const at = (list: readonly number[]) => list.map((offset) => base + offset);
  const [options, first] = [base + offsets.options, at(offsets.first)];
  const second = paged.dual === undefined ? [] : at(offsets.second);
  return {
    registers: [options, ...first, ...second],
    ranges: (valueAt) => {
      const layout = layoutOf(paged, flashKib, valueAt(options));
      const areas = [
        ...first.map((register) => areaOf(valueAt(register), layout, 0)),
        ...second.map((register) => areaOf(valueAt(register), layout, layout.secondStart)),
      ];
      return joinRanges(areas.filter((area) => area !== undefined));
    },
  };
}

interface Layout {
  readonly pageBytes: number;
  /** Of a page number's bits; those above read as 0 or as 1. */
  readonly mask: number;
  /** From the start of the flash to what the registers WRP2yR count from; undefined: they mean nothing. */
  readonly secondStart: number | undefined;
}

function layoutOf({ maxKib, pageKib, dual }: Paged, flashKib: number, options: number): Layout {
  const isSet = (bit: number) => ((options >>> bit) & 1) === 1;
  const isMax = flashKib >= maxKib;
  const bit = isMax ? dual?.bitAtMax : dual?.bit;
  const isDual = dual !== undefined && (bit === undefined || isSet(bit));
  const isSmall =
    dual?.pageKib !== undefined && (dual.pageBit === undefined ? isDual : isSet(dual.pageBit));
  const pageBytes = (isSmall ? (dual.pageKib ?? pageKib) : pageKib) * 1024;
  const maxPages = (maxKib * 1024) / pageBytes / (isDual ? 2 : 1);
  const single = dual?.usesAll === true ? 0 : undefined;
  const second = ((dual?.hasGap === true ? maxKib : flashKib) / 2) * 1024;
  return {
    pageBytes,
    mask: 2 ** Math.ceil(Math.log2(maxPages)) - 1,
    secondStart: isDual ? second : single,
  };
}

function areaOf(
  value: number,
  { pageBytes, mask }: Layout,
  offset: number | undefined,
): AddressRange | undefined {
  const [first, last] = [value & mask, (value >>> 16) & mask];
  if (offset === undefined || first > last) return undefined;
  const start = flashStart + offset;
  return { start: start + first * pageBytes, end: start + (last + 1) * pageBytes };
}
