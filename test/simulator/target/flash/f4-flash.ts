// The flash controller of F4 (one bank): RM0090 3.6 and 3.9; OpenOCD flash/nor/stm32f2x.c.

import { registerBlock } from '../bus/registers';
import { hasBits, withBits } from '../bus/words';
import type { Width } from '../../wire';
import {
  createKeyLock,
  keys,
  levelOfRdp,
  optionWindow,
  rdpByteOf,
  unitsOf,
} from './flash-controller';
import type { FlashController, FlashOptions } from './flash-controller';

const offsets = { acr: 0, keyr: 4, optkeyr: 8, sr: 0xc, cr: 0x10, optcr: 0x14 };
/** FLASH_CR, RM0090 3.9.6; SNB is in 6:3, PSIZE in 9:8. */
const cr = { pg: 1, ser: 2, mer: 4, strt: 0x10000, lock: 0x80000000 };
const crWritable = 0x0301037f;
/** FLASH_SR, RM0090 3.9.5. */
const sr = {
  eop: 1,
  operr: 2,
  wrperr: 0x10,
  pgaerr: 0x20,
  pgperr: 0x40,
  pgserr: 0x80,
  bsy: 0x10000,
};
const srErrors = sr.operr | sr.wrperr | sr.pgaerr | sr.pgperr | sr.pgserr;
/** FLASH_OPTCR, RM0090 3.9.7: RDP in 15:8, nWRP in 27:16. */
const optcr = { lock: 1, strt: 2 };
const optcrWritable = 0x0fffffec;
/** Bytes of a programming unit by PSIZE; 64 bits need Vpp and a bus that a debugger does not have. */
const widthByPsize: readonly number[] = [1, 2, 4, 8];
/** A write must stay in a row of 128 bits (PGAERR). */
const rowBytes = 16;

export function createF4Flash(setup: FlashOptions): FlashController {
  const { array } = setup;
  const lock = createKeyLock(keys.flash);
  const optionLock = createKeyLock(keys.option);
  const inForce = (): number => (options & ~(optcr.lock | optcr.strt)) >>> 0;
  let options = initialOptions(setup);
  let control = 0;
  let status = 0;
  let acr = 0;

  const isWriteProtected = (sector: number): boolean => ((options >>> (16 + sector)) & 1) === 0;
  const level = (): string => levelOfRdp((options >>> 8) & 0xff);

  const erase = async (): Promise<void> => {
    const number = (control >>> 3) & 0xf;
    const isMass = hasBits(control, cr.mer);
    if (!isMass && !hasBits(control, cr.ser)) return;
    const which = array.sectors.filter(({ index }) => isMass || index === number);
    if (which.some(({ index }) => isWriteProtected(index))) status |= sr.wrperr;
    else {
      await array.erase(which);
      status |= sr.eop;
    }
  };

  const writeControl = async (value: number): Promise<void> => {
    if (lock.isLocked()) return;
    control = (value & crWritable) >>> 0;
    // BSY is seen once, then the erase is over.
    if (hasBits(control, cr.strt)) {
      status |= sr.bsy;
      await erase();
    }
    control = withBits(control, cr.strt, false);
    if (hasBits(value, cr.lock)) lock.lock();
  };

  const writeOptions = async (value: number): Promise<void> => {
    if (optionLock.isLocked()) return;
    // Level 2 is for ever (RM0090 3.7.3).
    if (level() !== 'L2' && hasBits(value, optcr.strt)) {
      const before = level();
      options = (value & optcrWritable) >>> 0;
      status |= sr.bsy;
      if (before === 'L1' && level() === 'L0') await array.erase(array.sectors);
    }
    if (hasBits(value, optcr.lock)) optionLock.lock();
  };

  /** @returns the flag that the write raises; 0: it is done. */
  const errorOf = (address: number, width: Width): number => {
    if (lock.isLocked() || !hasBits(control, cr.pg)) return sr.pgserr;
    if (widthByPsize[(control >>> 8) & 3] !== width) return sr.pgperr;
    if ((address % rowBytes) + width > rowBytes) return sr.pgaerr;
    const sector = array.sectorAt(address);
    return sector === undefined || isWriteProtected(sector.index) ? sr.wrperr : 0;
  };

  const registers = registerBlock('FLASH', setup.registersStart, 0x400, {
    read: (offset) => {
      switch (offset) {
        case offsets.acr:
          return acr;
        case offsets.sr: {
          const seen = status;
          status = withBits(status, sr.bsy, false);
          return seen;
        }
        case offsets.cr:
          return (control | (lock.isLocked() ? cr.lock : 0)) >>> 0;
        case offsets.optcr:
          return (inForce() | (optionLock.isLocked() ? optcr.lock : 0)) >>> 0;
        default:
          return 0;
      }
    },
    write: async (offset, value) => {
      // A wrong key only locks until the next reset (RM0090 3.6.1); keys on an open lock are wrong ones.
      if (offset === offsets.keyr) lock.key(value);
      if (offset === offsets.optkeyr) optionLock.key(value);
      if (offset === offsets.acr) acr = value & 0x1f07;
      if (offset === offsets.sr) status = withBits(status, value & (srErrors | sr.eop), false);
      if (offset === offsets.cr) await writeControl(value);
      if (offset === offsets.optcr) await writeOptions(value);
    },
  });

  return {
    registers,
    // USER and RDP in the first word, nWRP in the third (RM0090 3.6.5 and table 14), with their complements.
    others: optionWindow(setup.optionBytes, () => [
      withComplement(options & 0xfffc),
      0xffffffff,
      withComplement(options >>> 16),
    ]),
    write: async (address, width, bytes) => {
      for (const unit of unitsOf(address, width, bytes)) {
        const error = errorOf(unit.address, width);
        if (error === 0) await array.program(unit.address, unit.bytes);
        status |= error === 0 ? sr.eop : error;
      }
      // Errors are told in FLASH_SR; the bus is content.
      return true;
    },
    protection: level,
    reset: () => {
      lock.reset();
      optionLock.reset();
      control = 0;
      status = 0;
      acr = 0;
    },
  };
}

function withComplement(half: number): number {
  return ((~half << 16) | (half & 0xffff)) >>> 0;
}

/** As delivered 0x0FFFAAED (RM0090 3.9.7): no sector protected, hardware watchdog off, BOR off. */
function initialOptions({ protection, writeProtected }: FlashOptions): number {
  let options = 0x0fff00ec | (rdpByteOf(protection) << 8);
  for (const sector of writeProtected) options &= ~(1 << (16 + sector));
  return options >>> 0;
}
