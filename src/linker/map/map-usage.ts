// What fills each memory region, as a map file tells it: output sections where they run, and where they are stored.

import type { MapContribution, MapFile, MapOutputSection, MapRegion } from './map-file';
import { isPlaced } from './map-file';
import { storedElsewhere } from './map-storage';
import type { LinkedFileSays } from './map-storage';

/** An output section's bytes in a region. */
export interface RegionPart {
  readonly output: MapOutputSection;
  /** The copy that is stored here and runs elsewhere (.data in flash). */
  readonly isCopy: boolean;
  /** The map does not tell whether there is such a copy: it is counted, and may take nothing (NOLOAD). */
  readonly isUnsure: boolean;
}

export interface RegionUse {
  readonly region: MapRegion;
  /**
   * From the region's start to the end of what lies last in it, gaps included, as `ld --print-memory-usage` counts; but
   * ld leaves out what is stored at an address of its own (`AT (address)`), and that takes memory too.
   */
  readonly usedBytes: number;
  /** By address. */
  readonly parts: readonly RegionPart[];
}

/** The region that an address lies in, and ld's first where two share it. */
export function mapRegionAt(map: MapFile, address: number): MapRegion | undefined {
  return map.regions.find(({ origin, length }) => address >= origin && address - origin < length);
}

/** The contributions of each output section, by its name. */
export function contributionsByOutput(
  map: MapFile,
): ReadonlyMap<string, readonly MapContribution[]> {
  const lists = new Map<string, MapContribution[]>();
  for (const each of map.contributions) {
    const list = lists.get(each.output);
    if (list === undefined) lists.set(each.output, [each]);
    else list.push(each);
  }
  return lists;
}

/** ld gives it an address and goes on as if it were not there (ld/ldlang.c: SEC_THREAD_LOCAL without SEC_LOAD). */
const withoutRoom = /^\.tbss\b/;

/**
 * Every region in the file's order, empty ones too.
 * @param says what the linked file says, where it is known.
 */
export function useOfRegions(
  map: MapFile,
  says: LinkedFileSays = () => undefined,
): readonly RegionUse[] {
  const stored = storedElsewhere(map, (address) => mapRegionAt(map, address), says);
  const parts = new Map<MapRegion, RegionPart[]>(map.regions.map((region) => [region, []]));
  for (const output of map.outputs) {
    const { address, loadAddress, sizeBytes, name } = output;
    if (sizeBytes === 0 || !isPlaced(output) || withoutRoom.test(name)) continue;
    if (says(output) === 'none') continue;
    const runsIn = mapRegionAt(map, address);
    if (runsIn !== undefined) parts.get(runsIn)?.push({ output, isCopy: false, isUnsure: false });
    const storage = stored.get(output);
    if (loadAddress === undefined || storage === undefined) continue;
    const storedIn = mapRegionAt(map, loadAddress);
    if (storedIn === undefined) continue;
    parts.get(storedIn)?.push({ output, isCopy: true, isUnsure: storage === 'perhaps' });
  }
  return map.regions.map((region) => {
    const all = [...(parts.get(region) ?? [])].sort((a, b) => startOf(a) - startOf(b));
    const end = all.reduce(
      (most, each) => Math.max(most, startOf(each) + each.output.sizeBytes),
      0,
    );
    return { region, usedBytes: Math.max(0, end - region.origin), parts: all };
  });
}

function startOf({ output, isCopy }: RegionPart): number {
  return isCopy ? (output.loadAddress ?? output.address) : output.address;
}

export function sum(sizes: readonly number[]): number {
  return sizes.reduce((total, size) => total + size, 0);
}
