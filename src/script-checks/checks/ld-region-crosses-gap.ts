// A region begins in one memory and ends in another, with addresses between them that are no memory: the second flash
// bank of a part with less than the full size, or the next RAM behind a hole.

import { partName, runName } from '../../devices/memory-runs';
import type { Device } from '../../devices/device';
import type { Fix } from '../../findings/finding';
import { nextBehindGap, placedRegions } from '../region-place';
import type { PlacedRegion } from '../region-place';
import { defineScriptCheck } from '../script-check';
import type { ScriptFinding } from '../script-check';
import {
  lengthFix,
  otherPartFix,
  partEvidence,
  rangeText,
  regionEvidence,
  runText,
  scriptLocation,
} from '../script-words';

export const ldRegionCrossesGap = defineScriptCheck({
  id: 'ld-region-crosses-gap',
  title: 'No region reaches over addresses that are no memory',
  severity: 'warning',
  needs: ['part'],
  coveredBy: ['flash-overflow', 'ram-overflow'],
  run({ script, part }) {
    const { device } = part;
    return placedRegions(script, device).flatMap((placed): ScriptFinding[] => {
      const { region, origin, end, run } = placed;
      if (run === undefined || end <= run.end) return [];
      const next = nextBehindGap(device, placed);
      if (next === undefined) return [];
      const gap = rangeText(run.end, next.start);
      return [
        {
          message: `Region ${region.name} reaches into ${gap}, where ${partName(device)} has no memory: ${runName(run)} ends before it and ${runName(next)} begins behind it.`,
          evidence: [
            regionEvidence(region),
            partEvidence(part, runText(run)),
            partEvidence(part, runText(next)),
          ],
          fixes: [
            lengthFix(region, run.end - origin),
            { title: `Declare a region of its own for ${runText(next)}.` },
            ...layoutFixes(device, placed),
            otherPartFix,
          ],
          location: scriptLocation(region.lengthPlace ?? region.namePlace),
        },
      ];
    });
  },
});

/** A part whose option bytes can put the banks one behind the other. */
function layoutFixes(device: Device, { memoryClass, end }: PlacedRegion): readonly Fix[] {
  if (memoryClass !== 'flash') return [];
  const layout = device.flash.find(({ hasGap, banks }) => {
    return !hasGap && banks.every(({ start }) => start < end);
  });
  if (layout?.option === undefined) return [];
  return [{ title: `Set ${layout.option} in the option bytes: then the flash has no such gap.` }];
}
