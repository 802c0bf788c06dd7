// Write protection by a bit for each block of equal size: F0, F1, F3, L0, L1, H7, H5.

import type { Die } from '../device';
import { bitsOf, flashStart, joinRanges } from './join-ranges';
import type { AddressRange } from './join-ranges';
import type { WriteProtection } from './write-protection';

interface Bank {
  readonly register: number;
  readonly start: number;
  /** Of this bank, in bytes. */
  readonly sizeBytes: number;
}

const kib = 1024;
const h7SecondBank = 0x0810_0000;

export function blockProtection(die: Die, flashKib: number): WriteProtection | undefined {
  switch (die.dbgmcu) {
    case 'f0':
    case 'f1':
    case 'f3':
      return wrpr(flashKib);
    case 'l0':
      return lowPower(flashKib, 0x4002_2000, [0x20, 0x80]);
    case 'l1':
      return lowPower(flashKib, 0x4002_3c00, [0x20, 0x80, 0x84, 0x88]);
    case 'h7':
      return h7(die, flashKib);
    case 'h5':
      return h5(die, flashKib);
    default:
      return undefined;
  }
}

/**
 * FLASH_WRPR: 4 KiB a bit whatever the page size, clear where protected; the last bit stands for all the rest
 * (RM0091, PM0075, RM0316; the names OB_WRP_PAGES… of ST's HAL).
 */
function wrpr(flashKib: number): WriteProtection {
  const register = 0x4002_2020;
  const end = flashStart + flashKib * kib;
  return {
    registers: [register],
    ranges: (valueAt) =>
      joinRanges(
        bitsOf(valueAt(register), 0, 32).flatMap((isFree, bit) => {
          const start = flashStart + bit * 4 * kib;
          if (isFree || start >= end) return [];
          return [{ start, end: bit === 31 ? end : Math.min(end, start + 4 * kib) }];
        }),
      ),
  };
}

/**
 * FLASH_WRPR and its successors: 4 KiB a bit, set where protected (RM0367, RM0038, OpenOCD's stm32lx.c);
 * not while WPRMOD or SPRMOD, bit 8 of the option register, gives them the sense of PCROP.
 */
function lowPower(flashKib: number, base: number, offsets: readonly number[]): WriteProtection {
  const options = base + 0x1c;
  const count = Math.max(1, Math.ceil(flashKib / 128));
  const registers = offsets.slice(0, count).map((offset) => base + offset);
  const end = flashStart + flashKib * kib;
  return {
    registers: [options, ...registers],
    ranges: (valueAt) => {
      if ((valueAt(options) & 0x100) !== 0) return undefined;
      const ranges = registers.flatMap((register, index) =>
        bitsOf(valueAt(register), 0, 32).flatMap((isProtected, bit) => {
          const start = flashStart + (index * 32 + bit) * 4 * kib;
          return isProtected && start < end ? [{ start, end: start + 4 * kib }] : [];
        }),
      );
      return joinRanges(ranges);
    },
  };
}

/**
 * FLASH_WPSN_CURxR, clear where protected: a sector of 128 KiB a bit, on H7A3/H7B3/H7B0 (RM0455) four of 8 KiB.
 * The second bank is at 0x08100000 whatever the size (OpenOCD's stm32h7x.c).
 */
function h7(die: Die, flashKib: number): WriteProtection | undefined {
  const isSmallSectors = die.devId === 0x480;
  const blockKib = isSmallSectors ? 32 : 128;
  const isDual = die.devId !== 0x483 && flashKib > 128;
  const bankBytes = (isDual ? flashKib / 2 : flashKib) * kib;
  const first: Bank = { register: 0x5200_2038, start: flashStart, sizeBytes: bankBytes };
  const second: Bank = { register: 0x5200_2138, start: h7SecondBank, sizeBytes: bankBytes };
  return clearInBanks(isDual ? [first, second] : [first], blockKib * kib);
}

/**
 * FLASH_WRPxR_CUR, clear where protected: four sectors of 8 KiB a bit (RM0481, FLASH_WRPR_WRPSG in ST's
 * headers). For H503, whose 16 sectors have 8 bits in each of two registers, the sources leave the size open.
 */
function h5(die: Die, flashKib: number): WriteProtection {
  const half = (flashKib / 2) * kib;
  const banks: readonly Bank[] = [
    { register: 0x4002_20e8, start: flashStart, sizeBytes: half },
    { register: 0x4002_21e8, start: flashStart + half, sizeBytes: half },
  ];
  if (die.devId !== 0x474) return clearInBanks(banks, 32 * kib);
  const registers = banks.map(({ register }) => register);
  return {
    registers,
    ranges: (valueAt) =>
      registers.every((register) => (valueAt(register) & 0xff) === 0xff) ? [] : undefined,
  };
}

function clearInBanks(banks: readonly Bank[], blockBytes: number): WriteProtection {
  return {
    registers: banks.map(({ register }) => register),
    ranges: (valueAt) =>
      joinRanges(banks.flatMap((bank) => clearInBank(bank, blockBytes, valueAt(bank.register)))),
  };
}

function clearInBank(bank: Bank, blockBytes: number, value: number): readonly AddressRange[] {
  const count = Math.ceil(bank.sizeBytes / blockBytes);
  return bitsOf(value, 0, count).flatMap((isFree, bit) => {
    const start = bank.start + bit * blockBytes;
    return isFree ? [] : [{ start, end: start + blockBytes }];
  });
}
