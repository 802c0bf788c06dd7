// A part's name as people write it, or the number in its DBGMCU → the part. (Contract.)

import type { Device } from './device';
import { makeLine, makePart, makePreliminary } from './make-device';
import { nearestKeys } from './nearest-names';
import { namedParts } from './part-name';
import type { NamedParts } from './part-name';
import { deviceTable, ownValue } from './table';

/** What a name means. `nearest`: names of the table that look like it, best first, at most five. */
export type DeviceMatch =
  | { readonly kind: 'found'; readonly device: Device }
  | { readonly kind: 'unknown'; readonly nearest: readonly string[] };

/** Devices that were asked for, by their name: at most one for each part, line and class of the table. */
const made = new Map<string, Device>();

/**
 * Finds a part: `STM32F405RGT6`, `stm32f405rg`, CubeMX's `STM32F405RGTx`, J-Link's `STM32F405RG`, CMSIS's
 * `STM32F405RGTx`/`STM32F405xx`, with or without `STM32`, white space, `-` and a vendor before it ignored.
 *
 * A name that leaves several parts open (`STM32F405`, `STM32F103xB`, CubeMX's `STM32F103R(8-B)Tx`) matches as
 * `line`, with the memories of the largest. Never throws.
 */
export function findDevice(name: string): DeviceMatch {
  const named = namedParts(name);
  const device = named.kind === 'unknown' ? undefined : deviceOf(named);
  if (device !== undefined) return { kind: 'found', device };
  const text = named.kind === 'unknown' ? named.text : name;
  return { kind: 'unknown', nearest: nearestKeys(text).map((key) => `STM32${key}`) };
}

function deviceOf(named: Exclude<NamedParts, { kind: 'unknown' }>): Device | undefined {
  switch (named.kind) {
    case 'part':
      return keep(named.key, () => makePart(named.key));
    case 'preliminary':
      return keep(named.line, () => makePreliminary(named.line));
    case 'line':
      return keep(named.name, () => makeLine(named.name, named.largest, named.keys));
  }
}

function keep(name: string, make: () => Device | undefined): Device | undefined {
  const known = made.get(name);
  if (known !== undefined) return known;
  const device = make();
  if (device !== undefined) made.set(name, device);
  return device;
}

/** Names of the parts whose die has this DEV_ID, in the table's order; early silicon's numbers included. */
export function devicesOfDie(devId: number): readonly string[] {
  const { dies, variants, parts } = deviceTable();
  const ids = new Set(
    Object.entries(dies)
      .filter(([id, { otherIds }]) =>
        [id, ...(otherIds ?? [])].some((text) => Number(text) === devId),
      )
      .map(([id]) => id),
  );
  if (ids.size === 0) return [];
  const numbers = new Set(variants.flatMap(({ die }, number) => (ids.has(die) ? [number] : [])));
  return Object.keys(parts)
    .filter((key) => numbers.has(Number.parseInt(ownValue(parts, key) ?? '', 10)))
    .map((key) => `STM32${key}`);
}

/** Every part of the table, in its order. */
export function allDeviceNames(): readonly string[] {
  return Object.keys(deviceTable().parts).map((key) => `STM32${key}`);
}
