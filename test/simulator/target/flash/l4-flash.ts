// The flash controller of L4, G0, G4 and L5 (64-bit double words, pages): RM0351 3.3 and 3.7, RM0440 5.3 and 5.7,
// RM0438 6.3 and 6.9; OpenOCD flash/nor/stm32l4x.c and stm32l4x.h.

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
import type { FlashSector } from './flash-array';

/** Where the registers are: L5 has its non-secure ones elsewhere (stm32l5_ns_flash_regs). */
export interface L4Registers {
  readonly keyr: number;
  readonly optkeyr: number;
  readonly sr: number;
  readonly cr: number;
  readonly optr: number;
  /** WRP1AR, WRP1BR, WRP2AR, WRP2BR. */
  readonly wrp: readonly [number, number, number, number];
}

export const l4Registers: L4Registers = {
  ...{ keyr: 0x08, optkeyr: 0x0c, sr: 0x10, cr: 0x14, optr: 0x20 },
  wrp: [0x2c, 0x30, 0x4c, 0x50],
};
export const l5Registers: L4Registers = {
  ...{ keyr: 0x08, optkeyr: 0x10, sr: 0x20, cr: 0x28, optr: 0x40 },
  wrp: [0x58, 0x5c, 0x68, 0x6c],
};

/** FLASH_CR; PNB is in 10:3. */
const cr = {
  ...{ pg: 1, per: 2, mer1: 4, bker: 0x800, mer2: 0x8000, strt: 0x10000, optstrt: 0x20000 },
  ...{ oblLaunch: 0x8000000, optlock: 0x40000000, lock: 0x80000000 },
};
const crWritable = 0x0704fffb | cr.mer1 | cr.bker;
/** FLASH_SR. */
const sr = {
  ...{ eop: 1, operr: 2, progerr: 8, wrperr: 0x10, pgaerr: 0x20, sizerr: 0x40, pgserr: 0x80 },
  bsy: 0x10000,
};
const srErrors = sr.operr | sr.progerr | sr.wrperr | sr.pgaerr | sr.sizerr | sr.pgserr;
const unitBytes = 8;
const acrOffset = 0;

export interface L4Options extends FlashOptions {
  readonly map: L4Registers;
  /** User options, FLASH_OPTR without RDP. */
  readonly userOptions: number;
}

export function createL4Flash(setup: L4Options): FlashController {
  const { array, map } = setup;
  const lock = createKeyLock(keys.flash);
  const optionLock = createKeyLock(keys.option);
  let pending = initialOptions(setup);
  // Written option registers come into force with OPTSTRT.
  let inForce: OptionValues = pending;
  let control = 0;
  let status = 0;
  let acr = 0x600;
  /** The first word of a double word that waits for its second. */
  let half: { readonly address: number; readonly bytes: Uint8Array } | undefined;

  const level = (): string => levelOfRdp(inForce.optr & 0xff, setup.isTrustZoneOn);
  const isWriteProtected = (sector: FlashSector): boolean =>
    inForce.wrp.some((value, number) => isInRange(array.sectors, sector, value, number));

  const erase = async (): Promise<void> => {
    const page = (control >>> 3) & 0xff;
    const bank = hasBits(control, cr.bker) ? 1 : 0;
    const isHit = (sector: FlashSector): boolean =>
      (hasBits(control, cr.mer1) && sector.bank === 0) ||
      (hasBits(control, cr.mer2) && sector.bank === 1) ||
      (hasBits(control, cr.per) &&
        sector.bank === bank &&
        sector.index === page + firstOfBank(array.sectors, bank));
    const which = array.sectors.filter(isHit);
    if (which.some(isWriteProtected)) status |= sr.wrperr;
    else if (which.length > 0) {
      await array.erase(which);
      status |= sr.eop;
    }
  };

  const startOptions = async (): Promise<void> => {
    const before = level();
    if (before === 'L2') return;
    inForce = pending;
    if (before === 'L1' && level() === 'L0') await array.erase(array.sectors);
  };

  const writeControl = async (value: number): Promise<void> => {
    if (lock.isLocked()) return;
    const areOptionsOpen = !optionLock.isLocked();
    control = (value & crWritable) >>> 0;
    if (!hasBits(control, cr.pg)) half = undefined;
    if (hasBits(value, cr.strt)) {
      status |= sr.bsy;
      await erase();
    }
    if (hasBits(value, cr.optstrt) && areOptionsOpen) {
      status |= sr.bsy;
      await startOptions();
    }
    if (hasBits(value, cr.optlock)) optionLock.lock();
    if (hasBits(value, cr.lock)) {
      lock.lock();
      optionLock.lock();
    }
  };

  const writeWord = async (address: number, bytes: Uint8Array, width: Width): Promise<void> => {
    if (lock.isLocked() || !hasBits(control, cr.pg) || (status & srErrors) !== 0) {
      status |= sr.pgserr;
    } else if (width !== 4) status |= sr.sizerr;
    else if (half === undefined) {
      if (address % unitBytes === 0) half = { address, bytes: bytes.slice() };
      else status |= sr.pgaerr;
    } else {
      const first = half;
      half = undefined;
      if (address === first.address + 4) await programUnit(first.address, first.bytes, bytes);
      else status |= sr.pgaerr;
    }
  };

  const programUnit = async (address: number, low: Uint8Array, high: Uint8Array): Promise<void> => {
    const unit = Uint8Array.from([...low, ...high]);
    const sector = array.sectorAt(address);
    if (sector === undefined || isWriteProtected(sector)) status |= sr.wrperr;
    // "PROGERR: the double word was not erased", unless all of it becomes 0 (RM0351 3.3.7).
    else if (!array.isErased(address, unitBytes) && unit.some((byte) => byte !== 0)) {
      status |= sr.progerr;
    } else {
      await array.program(address, unit);
      status |= sr.eop;
    }
  };

  const registers = registerBlock('FLASH', setup.registersStart, 0x400, {
    read: (offset) => {
      const wrp = map.wrp.indexOf(offset);
      if (wrp >= 0) return pending.wrp[wrp];
      switch (offset) {
        case acrOffset:
          return acr;
        case map.sr: {
          const seen = status;
          status = withBits(status, sr.bsy, false);
          return seen;
        }
        case map.cr:
          return (
            (control |
              (lock.isLocked() ? cr.lock : 0) |
              (optionLock.isLocked() ? cr.optlock : 0)) >>>
            0
          );
        case map.optr:
          return pending.optr;
        default:
          return 0;
      }
    },
    write: async (offset, value) => {
      const wrp = map.wrp.indexOf(offset);
      if (wrp >= 0 && !optionLock.isLocked()) {
        pending = { ...pending, wrp: pending.wrp.map((old, i) => (i === wrp ? value : old)) };
      }
      // "A wrong key sequence gives a bus error" (RM0351 3.3.5).
      if (offset === map.keyr) return lock.key(value);
      if (offset === map.optkeyr) return !lock.isLocked() && optionLock.key(value);
      if (offset === acrOffset) acr = value & 0x7f07;
      if (offset === map.sr) status = withBits(status, value & (srErrors | sr.eop), false);
      if (offset === map.cr) await writeControl(value);
      if (offset === map.optr && !optionLock.isLocked()) pending = { ...pending, optr: value };
      return true;
    },
  });

  return {
    registers,
    // Each double word is an option register and its complement, FLASH_OPTR first (RM0351 3.4.1).
    others: optionWindow(setup.optionBytes, () => [inForce.optr, ~inForce.optr >>> 0]),
    write: async (address, width, bytes) => {
      for (const unit of unitsOf(address, width, bytes)) {
        await writeWord(unit.address, unit.bytes, width);
      }
      return true;
    },
    protection: level,
    reset: () => {
      lock.reset();
      optionLock.reset();
      half = undefined;
      pending = inForce;
      control = 0;
      status = 0;
      acr = 0x600;
    },
  };
}

interface OptionValues {
  readonly optr: number;
  readonly wrp: readonly number[];
}

/** STRT in 7:0 and END in 23:16 of WRPxyR: pages of one bank; none where the start is after the end. */
const noRange = 0x000000ff;

function initialOptions(setup: L4Options): OptionValues {
  const { array, writeProtected } = setup;
  const byBank = [0, 1].map((bank) =>
    array.sectors
      .filter(({ index, bank: own }) => own === bank && writeProtected.has(index))
      .map(({ index }) => index - firstOfBank(array.sectors, bank)),
  );
  return {
    optr: ((setup.userOptions & 0xffffff00) | rdpByteOf(setup.protection)) >>> 0,
    wrp: byBank.flatMap((pages) => {
      const [first, second] = [pages[0], pages.at(-1)];
      if (first === undefined || second === undefined) return [noRange, noRange];
      // Two ranges a bank: the first page's run, and from where it ends to the last page.
      const gap = pages.findIndex((page, i) => page !== first + i);
      const end = gap < 0 ? second : first + gap - 1;
      const rest = gap < 0 ? noRange : (pages[gap] ?? 0) | (second << 16);
      return [first | (end << 16), rest];
    }),
  };
}

function isInRange(
  sectors: readonly FlashSector[],
  sector: FlashSector,
  value: number,
  number: number,
): boolean {
  const bank = number >> 1;
  const page = sector.index - firstOfBank(sectors, bank);
  return sector.bank === bank && page >= (value & 0xff) && page <= ((value >>> 16) & 0xff);
}

function firstOfBank(sectors: readonly FlashSector[], bank: number): number {
  return sectors.find((one) => one.bank === bank)?.index ?? 0;
}
