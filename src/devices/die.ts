// A die's entry in the table → Die.

import type { Die } from './device';
import { deviceTable, ownValue } from './table';
import type { RawDie } from './table';

/** The die that reports this DEV_ID, or did in early silicon. */
export function findDie(devId: number): Die | undefined {
  for (const [id, raw] of Object.entries(deviceTable().dies)) {
    if (Number(id) === devId) return makeDie(id, raw);
  }
  const early = Object.entries(deviceTable().dies).find(([, raw]) =>
    raw.otherIds?.some((other) => Number(other) === devId),
  );
  return early === undefined ? undefined : makeDie(...early);
}

/** The parts it is in, as people say it: `STM32F405/F407/F415/F417`. */
export function dieTitle({ name }: Die): string {
  return `STM32${name}`;
}

/** @param id as the table has it, `0x413`. */
export function dieOf(id: string | undefined): Die | undefined {
  const raw = id === undefined ? undefined : ownValue(deviceTable().dies, id);
  return id === undefined || raw === undefined ? undefined : makeDie(id, raw);
}

function makeDie(id: string, raw: RawDie): Die {
  return {
    devId: Number(id),
    otherDevIds: numbers(raw.otherIds),
    name: raw.name,
    // `0x…@AP2` is reached through an access port of its own, not by the core's addresses.
    idcodeAddresses: numbers(raw.idcode.filter((address) => !address.includes('@'))),
    swdIds: numbers(raw.swd),
    jtagIds: numbers(raw.jtag),
    flashSizeRegister: number(raw.flashSize),
    uidRegister: number(raw.uid),
    flashRegisters: number(raw.flashRegisters),
    accessPort: raw.accessPort ?? 0,
    writeUnitBytes: raw.writeUnit,
    rdp: raw.rdp,
    dbgmcu: raw.dbgmcu,
    revisions: new Map(
      Object.entries(raw.revisions ?? {}).map(([revision, name]) => [Number(revision), name]),
    ),
  };
}

function number(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}

function numbers(texts: readonly string[] | undefined): readonly number[] {
  return (texts ?? []).map(Number);
}
