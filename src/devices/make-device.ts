// A part's entry in the table → Device.

import type { Core, CoreName, DebugPins, Device } from './device';
import { dieOf } from './die';
import { memoriesOf, toLayout } from './memories';
import { deviceTable, ownValue, partEntry } from './table';
import type { RawRegion } from './table';

const coreNames: ReadonlySet<string> = new Set<CoreName>([
  ...(['M0', 'M0+', 'M3', 'M4', 'M7', 'M33', 'M55', 'A7', 'A35'] as const),
]);

/** @param key the part, `F405RG`. */
export function makePart(key: string): Device | undefined {
  return makeDevice(key, key, 'part', [key]);
}

/**
 * What does not fit into it fits into none of the parts.
 * @param name `F405`, `F103xB`
 * @param largest the part whose flash and RAM are taken.
 * @param keys all parts it may be: windows for external memory differ by package, so all of them are kept.
 */
export function makeLine(
  name: string,
  largest: string,
  keys: readonly string[],
): Device | undefined {
  return makeDevice(largest, name, 'line', keys);
}

function makeDevice(
  key: string,
  name: string,
  match: Device['match'],
  windowsOf: readonly string[],
): Device | undefined {
  const entry = partEntry(key);
  if (entry === undefined) return undefined;
  const table = deviceTable();
  const { variant, layouts } = entry;
  const family = ownValue(table.dies, variant.die)?.family ?? '';
  const hasTrustZone = variant.trustZone === true;
  const regions = [
    ...at(table.ram, variant.ram),
    ...at(table.fixed, variant.fixed),
    ...externalWindows(windowsOf),
  ];
  const memories = memoriesOf({ key, family, hasTrustZone, regions, layouts, flashBytes: 0 });
  return {
    ...{ name: `STM32${name}`, family, match },
    cores: coresOf(variant.cores, variant.fpu),
    hasMpu: variant.mpu,
    hasTrustZone,
    flash: layouts.map(toLayout),
    flashBytes: layouts[0]?.banks.reduce((sum, [, size]) => sum + size, 0) ?? 0,
    memories,
    pins: pinsOf(key, family),
    die: dieOf(variant.die),
    isPreliminary: false,
  };
}

/** Every window that one of the parts has. */
function externalWindows(keys: readonly string[]): readonly RawRegion[] {
  const places = new Set(keys.map((key) => partEntry(key)?.variant.external));
  const windows = [...places].flatMap((place) => at(deviceTable().external, place));
  return [...new Map(windows.map((window) => [`${window.name} ${window.start}`, window])).values()];
}

/** A line that is announced: RAM and the largest flash, no parts, no sectors. */
export function makePreliminary(line: string): Device | undefined {
  const table = deviceTable();
  const raw = ownValue(table.preliminary, line);
  if (raw === undefined) return undefined;
  const { family } = raw;
  const hasTrustZone = ownValue(table.families, family)?.secure !== undefined;
  const flashBytes = raw.flashKib * 1024;
  const regions = at(table.ram, raw.ram);
  return {
    ...{ name: `STM32${line}`, family, match: 'line' },
    cores: coresOf(raw.cores, undefined),
    hasMpu: true,
    hasTrustZone,
    flash: [],
    flashBytes,
    memories: memoriesOf({ key: line, family, hasTrustZone, regions, layouts: [], flashBytes }),
    pins: pinsOf(line, family),
    die: dieOf(raw.die),
    isPreliminary: true,
  };
}

function at(lists: readonly (readonly RawRegion[])[], place: number | undefined) {
  return (place === undefined ? undefined : lists[place]) ?? [];
}

/** @param texts `M4`, `M0+:radio`. */
function coresOf(texts: readonly string[], fpu: string | undefined): readonly Core[] {
  return texts.flatMap((text) => {
    const [name = '', role] = text.split(':');
    const raw = ownValue(deviceTable().cores, name);
    if (raw === undefined || !isCoreName(name)) return [];
    const core: Core = {
      name,
      architecture: raw.architecture,
      fpu: fpuOf(raw.fpu, fpu),
      breakpoints: raw.breakpoints,
      watchpoints: raw.watchpoints,
      hasVtor: raw.vtor,
      hasSwo: raw.swo,
      isRadio: role === 'radio',
    };
    return [core];
  });
}

function isCoreName(text: string): text is CoreName {
  return coreNames.has(text);
}

/**
 * @param ofCore what this kind of core has; `sp|dp` where its maker may choose.
 * @param ofPart what the part's main core has, where that is not plain: the M4 of WL has none.
 */
function fpuOf(ofCore: string, ofPart: string | undefined): Core['fpu'] {
  if (ofCore === 'none' || ofPart === 'none') return 'none';
  if (ofCore === 'sp' || ofCore === 'dp') return ofCore;
  return ofPart === 'dp' ? 'dp' : 'sp';
}

function pinsOf(key: string, family: string): DebugPins {
  const table = deviceTable();
  const raw = ownValue(table.families, family);
  const exception = table.pinExceptions.find(({ parts }) => new RegExp(parts).test(key));
  const pins = exception?.pins ?? raw?.pins ?? {};
  return {
    swdio: pins.swdio,
    swclk: pins.swclk,
    swo: pins.swo,
    jtdi: pins.jtdi,
    njtrst: pins.njtrst,
    isPad: exception === undefined && raw?.pads === true,
  };
}
