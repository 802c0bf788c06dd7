// A region of the script reaches behind the end of the part's memory: ld will not tell when the program does, too.

import { classOf, largestEnd, partName, placeOf, runNear } from '../../devices/memory-runs';
import { defineScriptCheck } from '../script-check';
import type { ScriptFinding } from '../script-check';
import { bytesText, lengthFix, regionEvidence, runText, scriptLocation } from '../script-words';

export const ldRegionLargerThanPart = defineScriptCheck({
  id: 'ld-region-larger-than-part',
  title: 'Regions end with the memory of the part',
  severity: 'warning',
  needs: ['part'],
  coveredBy: ['flash-overflow', 'ram-overflow'],
  run({ script, part: { device, source } }) {
    return script.regions.flatMap((region): ScriptFinding[] => {
      const { name, origin, length } = region;
      if (origin === undefined || length === undefined) return [];
      const kind = placeOf(device, origin)?.memory.kind;
      const wanted = kind === undefined ? undefined : classOf(kind);
      if (wanted !== 'flash' && wanted !== 'ram') return [];
      const run = runNear(device, wanted, origin);
      const excess = run === undefined ? 0 : origin + length - largestEnd(run);
      if (run === undefined || excess <= 0) return [];
      const place = region.lengthPlace ?? region.namePlace;
      return [
        {
          message: `Region ${name} is ${bytesText(excess)} longer than the memory of ${partName(device)} there (${runText(run)}): the linker will not tell when the program no longer fits.`,
          evidence: [
            regionEvidence(region),
            { what: `${device.name}: ${runText(run)}`, where: source },
          ],
          fixes: [
            lengthFix(region, run.end - origin),
            { title: 'If the board has another part, choose it for this script.' },
          ],
          location: scriptLocation(place),
        },
      ];
    });
  },
});
