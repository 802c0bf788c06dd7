// What is read of H5's flash controller: life cycle, TrustZone, write protection. It programs nothing: RM0481 7.

import { registerBlock } from '../bus/registers';
import type { FlashController, FlashOptions } from './flash-controller';

/** FLASH_OPTSR_CUR 7.11.14, FLASH_OPTSR2_CUR 7.11.16, FLASH_WRP1R_CUR, FLASH_WRP2R_CUR. */
const offsets = {
  nscr: 0x28,
  optcr: 0x1c,
  optsrCur: 0x50,
  optsr2Cur: 0x70,
  wrp1: 0xe8,
  wrp2: 0x1e8,
};

/** PRODUCT_STATE, FLASH_OPTSR_CUR[15:8], RM0481 7.11.14. */
const productStates: Readonly<Record<string, number>> = {
  ...{ OPEN: 0xed, PROVISIONING: 0x17, IROT_PROVISIONED: 0x2e, TZ_CLOSED: 0xc6 },
  ...{ CLOSED: 0x72, LOCKED: 0x5c, REGRESSION: 0x9a, NS_REGRESSION: 0xa3 },
  // The factory's, where a fault file speaks of levels.
  L0: 0xed,
};
/** TZEN, FLASH_OPTSR2_CUR[31:24], RM0481 7.11.16. */
const trustZone = { on: 0xb4, off: 0xc3 };
/** A bit of WRPxR for four sectors of 8 KiB, 0 is protected. */
const sectorsPerBit = 4;

export function createH5Flash(setup: FlashOptions): FlashController {
  const { array, protection } = setup;
  const state = productStates[protection];
  if (state === undefined) throw new Error(`no product state for protection ${protection}`);
  const wrp = [0xffffffff, 0xffffffff];
  for (const index of setup.writeProtected) {
    const sector = array.sectors[index];
    if (sector === undefined) continue;
    const inBank = index - (array.sectors.find(({ bank }) => bank === sector.bank)?.index ?? 0);
    const bits = wrp[sector.bank] ?? 0;
    wrp[sector.bank] = (bits & ~(1 << Math.floor(inBank / sectorsPerBit))) >>> 0;
  }
  const values: ReadonlyMap<number, number> = new Map([
    [offsets.nscr, 1],
    [offsets.optcr, 1],
    [offsets.optsrCur, (0x1030_00f8 & 0xffff00ff) | (state << 8)],
    [offsets.optsr2Cur, ((setup.isTrustZoneOn ? trustZone.on : trustZone.off) << 24) >>> 0],
    [offsets.wrp1, wrp[0] ?? 0],
    [offsets.wrp2, wrp[1] ?? 0],
  ]);
  return {
    registers: registerBlock('FLASH', setup.registersStart, 0x400, {
      read: (offset) => values.get(offset) ?? 0,
      write: () => undefined,
    }),
    others: [],
    // Locked for ever: a write into the flash is ignored.
    write: () => Promise.resolve(true),
    protection: () => protection,
    reset: () => undefined,
  };
}
