// DBGMCU by family: the bits that keep the debug port alive in low-power modes and stop watchdogs with the core.

import { deviceTable, ownValue } from './table';

export interface BitRange {
  readonly first: number;
  readonly last: number;
}

/** A register that stops peripherals while the core is halted. */
export interface FreezeRegister {
  readonly name: string;
  /** From the address of DBGMCU_IDCODE. */
  readonly offset: number;
  /** It acts when this core halts; undefined: the only or first one. */
  readonly core: string | undefined;
  /** Bit of each: `IWDG`, `WWDG`, `RTC`, on H7 with their numbers. */
  readonly bits: ReadonlyMap<string, number>;
}

export interface Dbgmcu {
  /** Of DBGMCU_CR, from the address of DBGMCU_IDCODE. */
  readonly controlOffset: number;
  /** Bits of DBGMCU_CR: `SLEEP`, `STOP`, `STANDBY`, `TRACE_IOEN`, …; F1 has its watchdogs here too. */
  readonly control: ReadonlyMap<string, BitRange>;
  readonly freeze: readonly FreezeRegister[];
  readonly note: string | undefined;
}

/**
 * The DBGMCU of a die.
 * @param name `Die.dbgmcu`.
 * @returns undefined for parts without it (WB0, WL3) and where it is not known (MP2).
 */
export function dbgmcuOf(name: string): Dbgmcu | undefined {
  const raw = ownValue(deviceTable().dbgmcu, name);
  if (raw?.controlOffset === undefined) return undefined;
  return {
    controlOffset: raw.controlOffset,
    control: new Map(
      Object.entries(raw.control ?? {}).map(([bit, place]) => [bit, toRange(place)]),
    ),
    freeze: (raw.freeze ?? []).map(({ register, offset, core, bits }) => ({
      ...{ name: register, offset, core },
      bits: new Map(Object.entries(bits)),
    })),
    note: raw.note,
  };
}

/** @param place `6`, `6..7`. */
function toRange(place: number | string): BitRange {
  if (typeof place === 'number') return { first: place, last: place };
  const [first = 0, last = first] = place.split('..').map(Number);
  return { first, last };
}
