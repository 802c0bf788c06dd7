// The reset flags in RCC: what the part was reset by, until software clears them.

import { registerBlock } from '../bus/registers';
import type { BusDevice } from '../bus/bus';
import type { ResetFlagBits } from '../parts/part';

export type ResetCause = 'pin' | 'software' | 'watchdog';

export interface ResetFlags {
  readonly device: BusDevice;
  record(cause: ResetCause): void;
}

/** Begins as after power-on. */
export function createResetFlags(bits: ResetFlagBits): ResetFlags {
  const mask = (numbers: readonly number[]): number =>
    numbers.reduce((value, number) => (value | (1 << number)) >>> 0, 0);
  const all = mask([
    ...[bits.pin, bits.software, bits.independentWatchdog],
    ...[...bits.powerOn, ...bits.always],
  ]);
  let flags = mask([bits.pin, ...bits.powerOn, ...bits.always]);
  let others = 0;
  return {
    device: registerBlock('RCC reset flags', bits.register, 4, {
      read: () => (flags | others) >>> 0,
      write: (_offset, value) => {
        if (((value >>> bits.clear) & 1) === 1) flags = 0;
        others = (value & ~all & ~(1 << bits.clear)) >>> 0;
      },
    }),
    record: (cause) => {
      const own = { pin: [], software: [bits.software], watchdog: [bits.independentWatchdog] };
      // Each reset of the system pulls NRST low, so PINRSTF comes with it (RM0090 figure 4).
      flags = (flags | mask([bits.pin, ...own[cause], ...bits.always])) >>> 0;
    },
  };
}
