// A region that no section goes to and no expression asks for.

import { hex32 } from '../../base/hex';
import { memoryAt } from '../../devices/device';
import { sizedRegions } from '../region-place';
import { defineScriptCheck } from '../script-check';
import type { ScriptFinding } from '../script-check';
import { regionEvidence, removeRegionFix, scriptLocation } from '../script-words';
import { isWholeProgram } from '../whole-program';

export const ldRegionUnused = defineScriptCheck({
  id: 'ld-region-unused',
  title: 'Something is placed in every region',
  severity: 'information',
  needs: ['part'],
  run({ script, part: { device } }) {
    if (!isWholeProgram(script)) return [];
    return sizedRegions(script).flatMap(({ region, origin }): ScriptFinding[] => {
      // Templates list all memories of a part, and most programs use a few.
      const isInventory = memoryAt(device, origin)?.start === origin;
      if (region.isUsed || isInventory) return [];
      return [
        {
          message: `Nothing is placed in region ${region.name} (${hex32(origin)}), and no expression asks for it: a region alone reserves nothing.`,
          evidence: [regionEvidence(region)],
          fixes: [{ title: `Place a section there: "> ${region.name}".` }, removeRegionFix(region)],
          location: scriptLocation(region.namePlace),
        },
      ];
    });
  },
});
