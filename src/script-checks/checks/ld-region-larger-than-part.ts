// A region of the script reaches behind the end of the part's memory: ld will not tell when the program does, too.

import { largestEnd, partName } from '../../devices/memory-runs';
import { nextBehindGap, placedRegions } from '../region-place';
import type { PlacedRegion } from '../region-place';
import { defineScriptCheck } from '../script-check';
import type { ScriptFinding } from '../script-check';
import {
  bytesText,
  lengthFix,
  otherPartFix,
  partEvidence,
  regionEvidence,
  runText,
  scriptLocation,
} from '../script-words';

export const ldRegionLargerThanPart = defineScriptCheck({
  id: 'ld-region-larger-than-part',
  title: 'Regions end with the memory of the part',
  severity: 'warning',
  needs: ['part'],
  coveredBy: ['flash-overflow', 'ram-overflow'],
  run({ script, part }) {
    const { device } = part;
    return placedRegions(script, device).flatMap((placed): ScriptFinding[] => {
      const { region, origin, end, run } = placed;
      if (!hasKnownSize(placed) || run === undefined || end <= run.end) return [];
      // A second bank or RAM that begins before the region ends is ld-region-crosses-gap's.
      if (nextBehindGap(device, placed) !== undefined) return [];
      const isPossible = end <= largestEnd(run);
      const excess = bytesText(end - run.end);
      const rest = isPossible
        ? 'only option bytes can give it that much'
        : 'the linker will not tell when the program no longer fits';
      return [
        {
          severity: isPossible ? 'information' : 'warning',
          message: `Region ${region.name} is ${excess} longer than the memory of ${partName(device)} there (${runText(run)}): ${rest}.`,
          evidence: [regionEvidence(region), partEvidence(part, runText(run))],
          fixes: [lengthFix(region, run.end - origin), otherPartFix],
          location: scriptLocation(region.lengthPlace ?? region.namePlace),
        },
      ];
    });
  },
});

/** What is outside the chip differs from board to board; OTP and the like are no regions. */
function hasKnownSize({ memoryClass, place: { memory } }: PlacedRegion): boolean {
  if (memoryClass === 'flash' || memoryClass === 'ram') return true;
  return memory.kind === 'eeprom' || memory.kind === 'backup';
}
