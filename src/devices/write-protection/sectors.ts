// Write protection of F2, F4 and F7: a bit of FLASH_OPTCR for each sector, clear where it is protected.
// FLASH_OPTCR in RM0090, RM0385, RM0410, RM0431; OpenOCD's src/flash/nor/stm32f2x.c.

import type { Die } from '../device';
import { bitsOf, flashStart, joinRanges } from './join-ranges';
import type { AddressRange } from './join-ranges';
import type { WriteProtection } from './write-protection';

const optcr = 0x4002_3c14;
const optcr1 = 0x4002_3c18;
const firstBit = 16;

/** F42x, F43x, F469, F479: 1 MiB in two banks; F76x, F77x: one bank. */
const db1m = 30;
const notDualBank = 29;
/** F4: the bits stand for protection against reading (PCROP). Not on F405/F407, where it reads 0. */
const sprmod = 31;

const f42x = new Set([0x419, 0x434]);
const f413 = 0x463;
const f76x = 0x451;
const f74x = 0x449;

export function sectorProtection(die: Die, flashKib: number): WriteProtection | undefined {
  if (!['f2', 'f4', 'f7'].includes(die.dbgmcu)) return undefined;
  const hasSecond = f42x.has(die.devId);
  return {
    registers: hasSecond ? [optcr, optcr1] : [optcr],
    ranges: (valueAt) => {
      const value = valueAt(optcr);
      if (die.dbgmcu === 'f4' && isSet(value, sprmod)) return undefined;
      const isDual = hasSecond && (flashKib > 1024 || isSet(value, db1m));
      if (!isDual) return clearBits(value, oneBit(die, flashKib, value));
      const bank = sectorsKib(flashKib / 2, 16);
      const second = flashStart + (flashKib / 2) * 1024;
      return joinRanges([...clearBits(value, bank), ...clearBits(valueAt(optcr1), bank, second)]);
    },
  };
}

/** Sizes in KiB of what each bit protects. */
function oneBit(die: Die, flashKib: number, value: number): readonly number[] {
  if (die.devId === f74x) return sectorsKib(flashKib, 32);
  if (die.devId === f76x) {
    if (isSet(value, notDualBank)) return sectorsKib(flashKib, 32);
    const bank = pairs(sectorsKib(flashKib / 2, 16));
    return [...bank, ...bank];
  }
  const sectors = sectorsKib(flashKib, 16);
  // F413, F423: the last two of 16 sectors share a bit.
  return die.devId === f413 && sectors.length === 16 ? [...sectors.slice(0, 14), 256] : sectors;
}

/** Four small sectors, one of four times, then of eight times their size. */
function sectorsKib(flashKib: number, smallKib: number): readonly number[] {
  const sizes: number[] = [];
  for (let left = flashKib; left > 0;) {
    const wanted = smallKib * (sizes.length < 4 ? 1 : sizes.length === 4 ? 4 : 8);
    const size = Math.min(wanted, left);
    sizes.push(size);
    left -= size;
  }
  return sizes;
}

function pairs(sizes: readonly number[]): readonly number[] {
  return sizes.flatMap((size, index) => (index % 2 === 0 ? [size + (sizes[index + 1] ?? 0)] : []));
}

function clearBits(
  value: number,
  sizesKib: readonly number[],
  from = flashStart,
): readonly AddressRange[] {
  const ranges: AddressRange[] = [];
  let start = from;
  for (const [index, isFree] of bitsOf(value, firstBit, sizesKib.length).entries()) {
    const end = start + (sizesKib[index] ?? 0) * 1024;
    if (!isFree) ranges.push({ start, end });
    start = end;
  }
  return joinRanges(ranges);
}

function isSet(value: number, bit: number): boolean {
  return ((value >>> bit) & 1) === 1;
}
