// A region in which nothing is placed and that keeps nothing free: another one has the same addresses, or the part has
// no memory there.

import { hex32 } from '../../base/hex';
import { memoryAt } from '../../devices/device';
import type { Device } from '../../devices/device';
import { hasApplicationCore, hasMemoryMap, placeOf } from '../../devices/memory-runs';
import type { Fix } from '../../findings/finding';
import { sizedRegions } from '../region-place';
import type { SizedRegion } from '../region-place';
import { defineScriptCheck } from '../script-check';
import type { ScriptFinding } from '../script-check';
import { lengthFix, regionEvidence, removeRegionFix, scriptLocation } from '../script-words';
import { isWholeProgram } from '../whole-program';

export const ldRegionUnused = defineScriptCheck({
  id: 'ld-region-unused',
  title: 'Regions that hold nothing keep their memory free',
  severity: 'information',
  needs: ['part'],
  run({ script, part: { device } }) {
    if (!isWholeProgram(script) || !hasMemoryMap(device) || hasApplicationCore(device)) return [];
    const regions = sizedRegions(script);
    return regions.flatMap((sized): ScriptFinding[] => {
      const { region, origin } = sized;
      if (region.isUsed || isInventory(device, origin)) return [];
      const other = regions.find((each) => each.region.isUsed && overlaps(each, sized));
      // Beside the other regions it keeps its memory free, which is what it is for.
      if (other === undefined && placeOf(device, origin) !== undefined) return [];
      const rest =
        other === undefined
          ? `${device.name} has no memory there`
          : `region ${other.region.name} has the same addresses: nothing is kept free`;
      return [
        {
          message: `Nothing is placed in region ${region.name} (${hex32(origin)}), and ${rest}.`,
          evidence: [
            regionEvidence(region),
            ...(other === undefined ? [] : [regionEvidence(other.region)]),
          ],
          fixes: [...shorteningFixes(other, sized), removeRegionFix(region)],
          location: scriptLocation(region.namePlace),
        },
      ];
    });
  },
});

/** Templates list all memories of a part, and most programs use a few. */
function isInventory(device: Device, origin: number): boolean {
  return memoryAt(device, origin)?.start === origin;
}

function overlaps(a: SizedRegion, b: SizedRegion): boolean {
  return a.origin < b.end && b.origin < a.end;
}

/** Lets the other region end where this one begins. */
function shorteningFixes(other: SizedRegion | undefined, { origin }: SizedRegion): readonly Fix[] {
  if (other === undefined || other.origin >= origin) return [];
  return [lengthFix(other.region, origin - other.origin)];
}
