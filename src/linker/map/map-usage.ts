// What fills each memory region, as a map file tells it: output sections where they run, and where they are stored.

import type { MapContribution, MapFile, MapOutputSection, MapRegion } from './map-file';
import { isPlaced } from './map-file';

/** An output section's bytes in a region. */
export interface RegionPart {
  readonly output: MapOutputSection;
  /** The copy that is stored here and runs elsewhere (.data in flash). */
  readonly isCopy: boolean;
}

export interface RegionUse {
  readonly region: MapRegion;
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

/** Every region in the file's order, empty ones too. */
export function useOfRegions(map: MapFile): readonly RegionUse[] {
  const stored = storedOutputs(map);
  const parts = new Map<MapRegion, RegionPart[]>(map.regions.map((region) => [region, []]));
  for (const output of map.outputs) {
    if (output.sizeBytes === 0 || !isPlaced(output)) continue;
    const { address, loadAddress } = output;
    const runsIn = mapRegionAt(map, address);
    if (runsIn !== undefined) parts.get(runsIn)?.push({ output, isCopy: false });
    if (loadAddress === undefined || !stored.has(output)) continue;
    const storedIn = mapRegionAt(map, loadAddress);
    if (storedIn !== undefined) parts.get(storedIn)?.push({ output, isCopy: true });
  }
  return map.regions.map((region) => {
    const all = [...(parts.get(region) ?? [])].sort((a, b) => startOf(a) - startOf(b));
    return { region, usedBytes: sum(all.map(({ output }) => output.sizeBytes)), parts: all };
  });
}

function startOf({ output, isCopy }: RegionPart): number {
  return isCopy ? (output.loadAddress ?? output.address) : output.address;
}

/** Input sections that have no bytes in the file. */
const withoutBytes = /^COMMON$|^\.(?:[st]|dyn)?bss\b|noinit|^\.?(?:heap|stack)/i;

/**
 * A map file does not say whether a section has bytes, and ld shows a load address for .bss too: something must be in
 * it that is not zeroed at run time.
 */
function storedOutputs(map: MapFile): ReadonlySet<MapOutputSection> {
  const names = new Set([
    ...map.contributions
      .filter(({ sizeBytes, section }) => sizeBytes > 0 && !withoutBytes.test(section))
      .map(({ output }) => output),
    ...map.fills.filter(({ kind }) => kind === 'data').map(({ output }) => output),
  ]);
  return new Set(map.outputs.filter(({ name }) => names.has(name)));
}

export function sum(sizes: readonly number[]): number {
  return sizes.reduce((total, size) => total + size, 0);
}
