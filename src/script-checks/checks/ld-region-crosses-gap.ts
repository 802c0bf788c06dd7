// A region begins in one memory and ends in another, with addresses between them that are no memory: the second flash
// bank of a part with less than the full size, or the next RAM behind a hole.

import { partName, runAfter, runName } from '../../devices/memory-runs';
import { placedRegions } from '../region-place';
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
  run({ script, part }) {
    const { device } = part;
    return placedRegions(script, device).flatMap((placed): ScriptFinding[] => {
      const { region, origin, end, memoryClass, run } = placed;
      if (memoryClass !== 'flash' && memoryClass !== 'ram') return [];
      if (run === undefined || end <= run.end) return [];
      const next = runAfter(device, memoryClass, run);
      if (next === undefined || end <= next.start) return [];
      const gap = rangeText(run.end, next.start);
      return [
        {
          message: `Region ${region.name} reaches over ${gap}, where ${partName(device)} has no memory: ${runName(run)} ends before it and ${runName(next)} begins behind it.`,
          evidence: [
            regionEvidence(region),
            partEvidence(part, runText(run)),
            partEvidence(part, runText(next)),
          ],
          fixes: [
            lengthFix(region, run.end - origin),
            { title: `Declare a region of its own for ${runText(next)}.` },
            otherPartFix,
          ],
          location: scriptLocation(region.lengthPlace ?? region.namePlace),
        },
      ];
    });
  },
});
