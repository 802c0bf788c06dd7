// DBGMCU: identification, the bits that keep the debug port alive in low-power modes, the freeze registers.

import { registerBlock } from '../bus/registers';
import type { BusDevice } from '../bus/bus';
import type { PartLayout } from '../parts/part-layout';

export interface DebugMcu {
  readonly device: BusDevice;
  /** DBGMCU_CR's bit for this mode is set; only a power-on clears it. */
  keepsAlive(mode: 'sleep' | 'stop' | 'standby'): boolean;
  /** The independent watchdog stands still while the core is halted. */
  freezesWatchdog(): boolean;
}

const sizeBytes = 0x400;

/** @param idcode the value of DBGMCU_IDCODE. */
export function createDebugMcu(layout: PartLayout, idcode: number): DebugMcu {
  const { dbgmcuAddress: start, dbgmcu } = layout;
  const words = new Map<number, number>();
  const device = registerBlock('DBGMCU', start, sizeBytes, {
    read: (offset) => (offset === 0 ? idcode : (words.get(offset) ?? 0)),
    write: (offset, value) => {
      if (offset !== 0) words.set(offset, value);
    },
  });
  const isSet = (offset: number, bit: number | undefined): boolean =>
    bit !== undefined && (((words.get(offset) ?? 0) >>> bit) & 1) === 1;
  return {
    device,
    keepsAlive: (mode) =>
      isSet(dbgmcu.controlOffset, dbgmcu.control.get(mode.toUpperCase())?.first),
    freezesWatchdog: () =>
      // On F1 the bit is in DBGMCU_CR itself; on H7 it is called after its number.
      isSet(dbgmcu.controlOffset, dbgmcu.control.get('IWDG')?.first) ||
      dbgmcu.freeze.some(
        ({ offset, bits }) => isSet(offset, bits.get('IWDG')) || isSet(offset, bits.get('IWDG1')),
      ),
  };
}
