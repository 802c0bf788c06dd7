// The flash controller of H743 (two banks, flash words of 256 bits): RM0433 4.3 and 4.9; OpenOCD flash/nor/stm32h7x.c.

import { registerBlock } from '../bus/registers';
import { hasBits, withBits } from '../bus/words';
import { createKeyLock, keys, levelOfRdp, rdpByteOf } from './flash-controller';
import type { FlashController, FlashOptions, KeyLock } from './flash-controller';
import type { FlashArray } from './flash-array';

/** Of each bank's registers, the second bank's 0x100 further. */
const offsets = { acr: 0, keyr: 4, cr: 0xc, sr: 0x10, ccr: 0x14, wpsnCur: 0x38, wpsnPrg: 0x3c };
/** The same in both halves. */
const shared = { optkeyr: 8, optcr: 0x18, optsrCur: 0x1c, optsrPrg: 0x20 };
const bankStride = 0x100;
/** FLASH_CR, RM0433 4.9.4; SNB is in 10:8. */
const cr = { lock: 1, pg: 2, ser: 4, ber: 8, fw: 0x40, start: 0x80 };
const crWritable = 0x0fff873e;
/** FLASH_SR, RM0433 4.9.5. */
const sr = {
  ...{ bsy: 1, wbne: 2, qw: 4, eop: 0x10000, wrperr: 0x20000, pgserr: 0x40000 },
  ...{ strberr: 0x80000, incerr: 0x200000 },
};
/** FLASH_OPTCR, RM0433 4.9.7. */
const optcr = { lock: 1, start: 2, mer: 0x10 };
const flashWordBytes = 32;

interface Bank {
  readonly number: number;
  readonly lock: KeyLock;
  cr: number;
  sr: number;
  /** The write buffer: the flash word's address and which bytes of it have come. */
  buffer:
    | { readonly address: number; readonly bytes: Uint8Array; readonly filled: Set<number> }
    | undefined;
}

interface OptionValues {
  readonly optsr: number;
  /** A bit for each sector of the bank, 0 is protected. */
  readonly wpsn: readonly [number, number];
}

export function createH7Flash(setup: FlashOptions): FlashController {
  const { array } = setup;
  const banks = [0, 1].map(newBank);
  const optionLock = createKeyLock(keys.option);
  let pending = initialOptions(setup);
  let inForce = pending;
  let acr = 0x37;

  const level = (): string => levelOfRdp((inForce.optsr >>> 8) & 0xff);
  const isWriteProtected = (index: number): boolean => {
    const [first, second] = inForce.wpsn;
    return (((index < 8 ? first : second) >>> (index % 8)) & 1) === 0;
  };
  const eraseSectors = async (bank: Bank, indices: readonly number[]): Promise<void> => {
    if (indices.some(isWriteProtected)) bank.sr |= sr.wrperr;
    else {
      await array.erase(array.sectors.filter(({ index }) => indices.includes(index)));
      bank.sr |= sr.eop;
    }
  };
  const start = async (bank: Bank): Promise<void> => {
    const all = array.sectors.filter((one) => one.bank === bank.number).map(({ index }) => index);
    const one = all[(bank.cr >>> 8) & 7];
    bank.sr |= sr.bsy | sr.qw;
    if (hasBits(bank.cr, cr.ber)) await eraseSectors(bank, all);
    else if (hasBits(bank.cr, cr.ser) && one !== undefined) await eraseSectors(bank, [one]);
  };
  const writeControl = async (bank: Bank, value: number): Promise<void> => {
    if (bank.lock.isLocked()) return;
    bank.cr = (value & crWritable) >>> 0;
    if (hasBits(value, cr.fw)) await flush(array, bank, isWriteProtected);
    if (hasBits(value, cr.start)) await start(bank);
    if (hasBits(value, cr.lock)) bank.lock.lock();
  };
  const writeOptionControl = async (value: number): Promise<void> => {
    if (optionLock.isLocked()) return;
    if (hasBits(value, optcr.mer)) await array.erase(array.sectors);
    if (hasBits(value, optcr.start) && level() !== 'L2') {
      const before = level();
      inForce = pending;
      if (before === 'L1' && level() === 'L0') await array.erase(array.sectors);
    }
    if (hasBits(value, optcr.lock)) optionLock.lock();
  };

  const readBank = (bank: Bank, offset: number): number | undefined => {
    switch (offset) {
      case offsets.acr:
        return acr;
      case offsets.cr:
        return (bank.cr | (bank.lock.isLocked() ? cr.lock : 0)) >>> 0;
      case offsets.sr: {
        const seen = bank.sr | (bank.buffer === undefined ? 0 : sr.wbne);
        bank.sr = withBits(bank.sr, sr.bsy | sr.qw, false);
        return seen >>> 0;
      }
      case shared.optcr:
        return optionLock.isLocked() ? optcr.lock : 0;
      case shared.optsrCur:
        return inForce.optsr;
      case shared.optsrPrg:
        return pending.optsr;
      case offsets.wpsnCur:
        return inForce.wpsn[bank.number];
      case offsets.wpsnPrg:
        return pending.wpsn[bank.number];
      default:
        return 0;
    }
  };
  const writeOption = (bank: Bank, offset: number, value: number): void => {
    if (optionLock.isLocked()) return;
    if (offset === shared.optsrPrg) pending = { ...pending, optsr: value };
    if (offset === offsets.wpsnPrg) {
      const [first, second] = pending.wpsn;
      const wpsn = [bank.number === 0 ? value : first, bank.number === 1 ? value : second] as const;
      pending = { ...pending, wpsn };
    }
  };
  const writeBank = async (bank: Bank, offset: number, value: number): Promise<boolean> => {
    // A wrong sequence locks until reset and gives a bus error (RM0433 4.5.1).
    if (offset === offsets.keyr) return bank.lock.key(value);
    if (offset === shared.optkeyr) return optionLock.key(value);
    if (offset === offsets.acr) acr = value & 0x3f;
    if (offset === offsets.cr) await writeControl(bank, value);
    if (offset === offsets.ccr) bank.sr = withBits(bank.sr, value & 0x1fef0000, false);
    if (offset === shared.optcr) await writeOptionControl(value);
    writeOption(bank, offset, value);
    return true;
  };
  const bankOf = (offset: number): Bank => banks[offset >= bankStride ? 1 : 0] ?? newBank(0);

  return {
    registers: registerBlock('FLASH', setup.registersStart, 0x200, {
      read: (offset) => readBank(bankOf(offset), offset % bankStride),
      write: (offset, value) => writeBank(bankOf(offset), offset % bankStride, value),
    }),
    others: [],
    write: async (address, _width, bytes) => {
      for (const [index, byte] of bytes.entries()) {
        const bank = banks[array.sectorAt(address + index)?.bank ?? 0] ?? newBank(0);
        await writeByte(array, bank, address + index, byte, isWriteProtected);
      }
      return true;
    },
    protection: level,
    reset: () => {
      for (const bank of banks) Object.assign(bank, newBank(bank.number));
      optionLock.reset();
      pending = inForce;
      acr = 0x37;
    },
  };
}

function newBank(number: number): Bank {
  return { number, lock: createKeyLock(keys.flash), cr: 0, sr: 0, buffer: undefined };
}

/** The write buffer takes the bytes of one flash word; the last one starts programming (RM0433 4.3.9). */
async function writeByte(
  array: FlashArray,
  bank: Bank,
  address: number,
  byte: number,
  isWriteProtected: (sector: number) => boolean,
): Promise<void> {
  if (bank.lock.isLocked() || !hasBits(bank.cr, cr.pg)) {
    bank.sr |= sr.pgserr;
    return;
  }
  const offset = address % flashWordBytes;
  bank.buffer ??= {
    address: address - offset,
    bytes: new Uint8Array(flashWordBytes).fill(0xff),
    filled: new Set(),
  };
  const { buffer } = bank;
  if (buffer.address !== address - offset) {
    // Another flash word before this one is full: the buffer is dropped.
    bank.sr |= sr.incerr;
    bank.buffer = undefined;
    return;
  }
  if (buffer.filled.has(offset)) bank.sr |= sr.strberr;
  buffer.filled.add(offset);
  buffer.bytes[offset] = byte;
  if (buffer.filled.size === flashWordBytes) await flush(array, bank, isWriteProtected);
}

async function flush(
  array: FlashArray,
  bank: Bank,
  isWriteProtected: (sector: number) => boolean,
): Promise<void> {
  const { buffer } = bank;
  if (buffer === undefined) return;
  bank.buffer = undefined;
  const sector = array.sectorAt(buffer.address);
  if (sector === undefined || isWriteProtected(sector.index)) bank.sr |= sr.wrperr;
  else {
    await array.program(buffer.address, buffer.bytes);
    bank.sr |= sr.eop;
  }
}

/** FLASH_OPTSR as delivered 0x1FC6AAD0 (RM0433 4.9.8): software watchdogs, BOR level 0. */
function initialOptions({ protection, writeProtected }: FlashOptions): OptionValues {
  const protectedOf = (bank: number): number =>
    [...writeProtected]
      .filter((index) => index >> 3 === bank)
      .reduce((value, index) => value & ~(1 << (index & 7)), 0xff);
  return {
    optsr: (0x1fc600d0 | (rdpByteOf(protection) << 8)) >>> 0,
    wpsn: [protectedOf(0), protectedOf(1)],
  };
}
