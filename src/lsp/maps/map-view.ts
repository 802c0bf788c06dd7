// A map file that the client has open, read: what the outline, the folds and the hovers are made of.

import type { MapContribution, MapFile } from '../../linker/map/map-file';
import type { LinkedFileSays } from '../../linker/map/map-storage';
import { contributionsByOutput, sum, useOfRegions } from '../../linker/map/map-usage';
import type { RegionUse } from '../../linker/map/map-usage';

export interface MapView {
  readonly map: MapFile;
  readonly uses: readonly RegionUse[];
  readonly byOutput: ReadonlyMap<string, readonly MapContribution[]>;
}

/** @param says what the linked file says of output sections, where it is known. */
export function mapViewOf(map: MapFile, says?: LinkedFileSays): MapView {
  return { map, uses: useOfRegions(map, says), byOutput: contributionsByOutput(map) };
}

/** What an object brought, in bytes, and where the first of it stands. */
export interface ObjectSize {
  readonly object: string;
  readonly sizeBytes: number;
  readonly first: MapContribution;
}

/** Each object of some contributions once, largest first; those that brought nothing are left out. */
export function objectSizes(all: readonly MapContribution[]): readonly ObjectSize[] {
  const byObject = new Map<string, [MapContribution, ...MapContribution[]]>();
  for (const each of all) {
    if (each.sizeBytes === 0) continue;
    const list = byObject.get(each.object);
    if (list === undefined) byObject.set(each.object, [each]);
    else list.push(each);
  }
  return [...byObject]
    .map(([object, list]) => {
      const sizeBytes = sum(list.map((each) => each.sizeBytes));
      return { object, sizeBytes, first: list[0] };
    })
    .sort((a, b) => b.sizeBytes - a.sizeBytes);
}
