// Which flash sectors a range of bytes lies in: what is erased before it is programmed.

import type { FlashLayout } from '../devices/device';

export interface Sector {
  readonly start: number;
  readonly sizeBytes: number;
}

/** Every sector of a layout, by address. */
export function sectorsOf(layout: FlashLayout): readonly Sector[] {
  return layout.banks
    .flatMap((bank) => {
      let start = bank.start;
      return bank.sectors.flatMap(({ count, sizeBytes }) => {
        return Array.from({ length: count }, (): Sector => {
          const sector = { start, sizeBytes };
          start += sizeBytes;
          return sector;
        });
      });
    })
    .sort((a, b) => a.start - b.start);
}

/** The sectors that ranges touch, found by halving: a HEX file may have ten thousand ranges. */
export function sectorsTouched(
  sectors: readonly Sector[],
  ranges: readonly { readonly start: number; readonly end: number }[],
): ReadonlySet<Sector> {
  const touched = new Set<Sector>();
  for (const { start, end } of ranges) {
    let low = 0;
    let high = sectors.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const sector = sectors[middle];
      if (sector !== undefined && sector.start + sector.sizeBytes <= start) low = middle + 1;
      else high = middle;
    }
    for (let at = low; at < sectors.length; at++) {
      const sector = sectors[at];
      if (sector === undefined || sector.start >= end) break;
      touched.add(sector);
    }
  }
  return touched;
}
