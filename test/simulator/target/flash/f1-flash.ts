// The flash controller of F1 (FPEC): PM0075, registers in section 3; OpenOCD flash/nor/stm32f1x.c.

import { byteMemory } from '../bus/memory';
import { registerBlock } from '../bus/registers';
import { hasBits, viewOf, withBits } from '../bus/words';
import type { FlashArray } from './flash-array';
import { createKeyLock, keys, unitsOf } from './flash-controller';
import type { FlashController, FlashOptions } from './flash-controller';

const offsets = { acr: 0, keyr: 4, optkeyr: 8, sr: 0xc, cr: 0x10, ar: 0x14, obr: 0x1c, wrpr: 0x20 };
/** FLASH_CR, PM0075 3.5. */
const cr = {
  pg: 1,
  per: 2,
  mer: 4,
  optpg: 0x10,
  opter: 0x20,
  strt: 0x40,
  lock: 0x80,
  optwre: 0x200,
};
/** FLASH_SR, PM0075 3.4. */
const sr = { bsy: 1, pgerr: 4, wrprterr: 0x10, eop: 0x20 };

const optionStart = 0x1ffff800;
const rdpOpen = 0xa5;
/** WRPR: a bit for four pages of 1 KiB, the last one for all the rest (medium density, PM0075 2.4.1). */
const pagesPerBit = 4;

interface State {
  readonly array: FlashArray;
  readonly options: Uint8Array;
  cr: number;
  sr: number;
  ar: number;
  acr: number;
}

export function createF1Flash(setup: FlashOptions): FlashController {
  const { array } = setup;
  // OpenOCD writes the keys to an open lock when it changes option bytes (stm32f1x.c, stm32x_write_options).
  const lock = createKeyLock(keys.flash, 'ignored');
  // The option bytes are opened by the same two keys (PM0075 2.4.2).
  const optionLock = createKeyLock(keys.flash, 'ignored');
  const options = optionBytesOf(setup);
  const state: State = { ...{ array, options }, cr: 0, sr: 0, ar: 0, acr: 0x30 };
  // OBR and WRPR are loaded from the option bytes at reset only.
  let loaded = options.slice();
  const isReadProtected = (): boolean => loaded[0] !== rdpOpen;
  const isWriteProtected = (sector: number): boolean => {
    const bit = Math.min(Math.floor(sector / pagesPerBit), 31);
    return (((loaded[8 + 2 * (bit >> 3)] ?? 0xff) >> (bit & 7)) & 1) === 0;
  };

  const eraseNow = async (): Promise<void> => {
    if (hasBits(state.cr, cr.opter) && !optionLock.isLocked()) {
      options.fill(0xff);
      state.sr |= sr.eop;
      return;
    }
    const target = array.sectorAt(state.ar);
    const which = hasBits(state.cr, cr.mer) ? array.sectors : target === undefined ? [] : [target];
    if (which.length === 0) return;
    if (which.some(({ index }) => isWriteProtected(index))) {
      state.sr |= sr.wrprterr;
      return;
    }
    await array.erase(which);
    state.sr |= sr.eop;
  };

  const program = async (address: number, bytes: Uint8Array): Promise<void> => {
    const sector = array.sectorAt(address);
    if (sector === undefined) return;
    if (isWriteProtected(sector.index)) state.sr |= sr.wrprterr;
    // "Unless the location is erased it is not programmed", except to 0 (PM0075 2.3.3).
    else if (!array.isErased(address, 2) && bytes.some((byte) => byte !== 0)) state.sr |= sr.pgerr;
    else {
      await array.program(address, bytes);
      state.sr |= sr.eop;
    }
  };

  const writeControl = async (value: number): Promise<void> => {
    if (lock.isLocked()) return;
    // OPTWRE can only be cleared; OPTKEYR sets it.
    if (!hasBits(value, cr.optwre)) optionLock.lock();
    state.cr = value & (cr.pg | cr.per | cr.mer | cr.optpg | cr.opter | cr.strt);
    if (hasBits(state.cr, cr.strt)) await eraseNow();
    state.cr = withBits(state.cr, cr.strt, false);
    if (hasBits(value, cr.lock)) lock.lock();
  };

  const registers = registerBlock('FLASH', setup.registersStart, 0x400, {
    read: (offset) => readRegister(state, offset, lock.isLocked(), optionLock.isLocked(), loaded),
    write: async (offset, value) => {
      // A wrong sequence gives a bus error (PM0075 2.3.2).
      if (offset === offsets.keyr) return lock.key(value);
      if (offset === offsets.optkeyr) return optionLock.key(value);
      if (offset === offsets.acr) state.acr = value & 0x3f;
      if (offset === offsets.sr) state.sr = withBits(state.sr, value & ~sr.bsy, false);
      if (offset === offsets.ar) state.ar = value;
      if (offset === offsets.cr) await writeControl(value);
      return true;
    },
  });
  const optionMemory = byteMemory('option bytes', optionStart, options);

  return {
    registers,
    others: [
      {
        ...optionMemory,
        write: async (address, width, bytes) => {
          const isOpen = hasBits(state.cr, cr.optpg) && !optionLock.isLocked();
          if (width !== 2 || !isOpen) return false;
          for (const unit of unitsOf(address, width, bytes)) programOption(state, unit);
          // Taking the protection away erases the flash first (PM0075 2.4.2, "Unprotection").
          if (isReadProtected() && options[0] === rdpOpen) await array.erase(array.sectors);
          return true;
        },
      },
    ],
    write: async (address, width, bytes) => {
      // "Any attempt to write data that are not half-word long gives a bus error", as without PG (PM0075 2.3.3).
      if (width !== 2 || !hasBits(state.cr, cr.pg) || lock.isLocked()) return false;
      for (const unit of unitsOf(address, width, bytes)) await program(unit.address, unit.bytes);
      return true;
    },
    protection: () => (isReadProtected() ? 'L1' : 'L0'),
    reset: () => {
      lock.reset();
      optionLock.reset();
      loaded = options.slice();
      Object.assign(state, { cr: 0, sr: 0, ar: 0, acr: 0x30 });
    },
  };
}

function readRegister(
  state: State,
  offset: number,
  isLocked: boolean,
  areOptionsLocked: boolean,
  loaded: Uint8Array,
): number {
  const byte = (index: number): number => loaded[index] ?? 0xff;
  switch (offset) {
    case offsets.acr:
      return state.acr;
    case offsets.sr:
      return state.sr;
    case offsets.cr:
      return state.cr | (isLocked ? cr.lock : 0) | (areOptionsLocked ? 0 : cr.optwre);
    // OBR, PM0075 3.7: RDPRT is bit 1, USER in 9:2, DATA0 in 17:10, DATA1 in 25:18.
    case offsets.obr: {
      const isProtected = byte(0) !== rdpOpen;
      return (isProtected ? 2 : 0) | (byte(2) << 2) | (byte(4) << 10) | (byte(6) << 18);
    }
    case offsets.wrpr:
      return ((byte(14) << 24) | (byte(12) << 16) | (byte(10) << 8) | byte(8)) >>> 0;
    default:
      return 0;
  }
}

/** An option byte with its complement; the controller makes the complement itself (PM0075 2.4.2). */
function programOption(state: State, unit: { address: number; bytes: Uint8Array }): void {
  const offset = unit.address - optionStart;
  const isErased = state.options[offset] === 0xff && state.options[offset + 1] === 0xff;
  const value = viewOf(unit.bytes).getUint8(0);
  if (!isErased && value !== 0) {
    state.sr |= sr.pgerr;
    return;
  }
  state.options[offset] = value;
  state.options[offset + 1] = ~value & 0xff;
  state.sr |= sr.eop;
}

/** RDP, USER, DATA0, DATA1, WRP0..3, each with its complement. */
function optionBytesOf({ protection, writeProtected }: FlashOptions): Uint8Array {
  let wrp = 0xffffffff;
  for (const sector of writeProtected) {
    wrp &= ~(1 << Math.min(Math.floor(sector / pagesPerBit), 31));
  }
  const values = [
    protection === 'L0' ? rdpOpen : 0x00,
    ...[0xff, 0xff, 0xff],
    ...[0, 8, 16, 24].map((shift) => (wrp >>> shift) & 0xff),
  ];
  return Uint8Array.from(values.flatMap((value) => [value, ~value & 0xff]));
}
