// Where the regions and sections of a script are on the part.

import type { Device } from '../devices/device';
import { classOf, hasApplicationCore, placeOf, runAfter, runNear } from '../devices/memory-runs';
import type { MemoryClass, MemoryRun, PartPlace } from '../devices/memory-runs';
import type { LinkerScript, ScriptRegion, ScriptSection } from '../linker/script-model';
import { holds } from './section-content';

/** A region whose place and size in bytes are known, and that is not empty. */
export interface SizedRegion {
  readonly region: ScriptRegion;
  readonly origin: number;
  readonly length: number;
  /** Exclusive. */
  readonly end: number;
}

/** A region that begins in a memory of the part. */
export interface PlacedRegion extends SizedRegion {
  readonly place: PartPlace;
  readonly memoryClass: MemoryClass;
  /** The memories of that class without a hole, in the addresses that the script writes. */
  readonly run: MemoryRun | undefined;
}

/** No part has as many memories; what is beyond is no script for one, and would only cost time. */
const mostRegions = 256;

/** Regions of no length are declared for other boards; they hold nothing. */
export function sizedRegions({ regions }: LinkerScript): readonly SizedRegion[] {
  return regions.slice(0, mostRegions).flatMap((region): SizedRegion[] => {
    const { origin, length } = region;
    if (origin === undefined || length === undefined || length === 0) return [];
    return [{ region, origin, length, end: origin + length }];
  });
}

/** None for a part with Cortex-A cores, of which too much depends on its boot stages. */
export function placedRegions(script: LinkerScript, device: Device): readonly PlacedRegion[] {
  if (hasApplicationCore(device)) return [];
  return sizedRegions(script).flatMap((sized): PlacedRegion[] => {
    const placed = placedAt(device, sized.origin);
    return placed === undefined ? [] : [{ ...sized, ...placed }];
  });
}

/**
 * The memory behind a hole that a region reaches into: the next RAM if the region comes that far, the next bank of the
 * flash always, since a length behind the first bank means both.
 */
export function nextBehindGap(
  device: Device,
  { memoryClass, run, end }: PlacedRegion,
): MemoryRun | undefined {
  if (run === undefined || end <= run.end) return undefined;
  if (memoryClass !== 'flash' && memoryClass !== 'ram') return undefined;
  const next = runAfter(device, memoryClass, run);
  return next !== undefined && (memoryClass === 'flash' || end > next.start) ? next : undefined;
}

function placedAt(
  device: Device,
  address: number,
): Pick<PlacedRegion, 'place' | 'memoryClass' | 'run'> | undefined {
  const place = placeOf(device, address);
  if (place === undefined) return undefined;
  const memoryClass = classOf(place.memory.kind);
  const run = runNear(device, memoryClass, address);
  return { place, memoryClass, run };
}

/** What the memory at an address is for; without a part as Arm's address map has it, where that is plain. */
export function classAt(device: Device | undefined, address: number): MemoryClass | undefined {
  if (device !== undefined) {
    const memory = placeOf(device, address)?.memory;
    return memory && classOf(memory.kind);
  }
  if (address >= 0x08000000 && address < 0x09000000) return 'flash';
  if (address >= 0x20000000 && address < 0x40000000) return 'ram';
  return address >= 0x60000000 && address < 0xe0000000 ? 'external' : undefined;
}

/** Of scripts already seen: asked for once a section. */
const regionsByName = new WeakMap<LinkerScript, ReadonlyMap<string, ScriptRegion>>();

/** The region of that name or alias. */
export function regionCalled(script: LinkerScript, name: string): ScriptRegion | undefined {
  const known = regionsByName.get(script);
  if (known !== undefined) return known.get(name);
  const names = new Map(
    script.regions.flatMap((region) =>
      [region.name, ...region.aliases].map((each) => [each, region] as const),
    ),
  );
  regionsByName.set(script, names);
  return names.get(name);
}

/** The region in which a section runs. */
export function runRegionOf(
  script: LinkerScript,
  section: ScriptSection,
): ScriptRegion | undefined {
  return section.region === undefined ? undefined : regionCalled(script, section.region);
}

/** The region in which the bytes of a section are stored; undefined too where AT(…) gives an address. */
export function loadRegionOf(
  script: LinkerScript,
  section: ScriptSection,
): ScriptRegion | undefined {
  const { lmaRegion, region, loadAddressPlace, followsLoadAddress } = section;
  if (lmaRegion !== undefined) return regionCalled(script, lmaRegion);
  const isElsewhere = loadAddressPlace !== undefined || followsLoadAddress;
  if (isElsewhere || region === undefined) return undefined;
  return regionCalled(script, region);
}

/** The flash in which the script stores the program; undefined for a program that runs from RAM. */
export function regionOfCode(
  script: LinkerScript,
  device: Device | undefined,
): ScriptRegion | undefined {
  return script.sections
    .filter((section) => holds(section, 'code'))
    .map((section) => loadRegionOf(script, section))
    .find((region) => {
      if (region?.origin === undefined) return false;
      return classAt(device, region.origin) === 'flash';
    });
}

/** Whether the section has a place on the target: debug information and discarded input have none. */
export function takesMemory({ name, type, address }: ScriptSection): boolean {
  if (name === '/DISCARD/') return false;
  if (type === 'DSECT' || type === 'COPY' || type === 'INFO') return false;
  return address !== 0 || !/^\.(debug|stab|comment|ARM\.attributes|line)/.test(name);
}
