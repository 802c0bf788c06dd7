// Variables with a first value run in RAM and are stored there too: after a power-off nothing has written them.

import { classAt, loadRegionOf, regionOfCode, runRegionOf } from '../region-place';
import { defineScriptCheck } from '../script-check';
import type { ScriptFinding } from '../script-check';
import { holds } from '../section-content';
import {
  flatUpTo,
  loadRegionFix,
  regionEvidence,
  scriptEvidence,
  scriptLocation,
} from '../script-words';

export const ldDataWithoutLoadRegion = defineScriptCheck({
  id: 'ld-data-without-load-region',
  title: 'Initialised data is stored in flash',
  severity: 'warning',
  needs: [],
  coveredBy: ['elf-data-loads-to-ram'],
  run({ script, part }) {
    // Only where the program itself is in flash: else it is meant to run from RAM as a whole.
    const flash = regionOfCode(script, part?.device);
    if (flash === undefined || script.isPreprocessed || script.isAddition) return [];
    return flatUpTo(script.sections, (section): ScriptFinding[] => {
      const region = runRegionOf(script, section);
      if (region?.origin === undefined || loadRegionOf(script, section) !== region) return [];
      const isPlain = section.type === undefined || section.type === 'READONLY';
      if (!isPlain || section.isInOverlay || section.segments.length > 0) return [];
      if (!holds(section, 'data') || classAt(part?.device, region.origin) !== 'ram') return [];
      const place = section.regionPlace ?? section.namePlace;
      return [
        {
          message: `Section ${section.name} is stored in the RAM where it runs (region ${region.name}): only a debugger can write its first values there, and after a power-off they are gone. AT> ${flash.name} is missing.`,
          evidence: [
            scriptEvidence(
              `section ${section.name}: > ${region.name}, no load address`,
              section.namePlace,
            ),
            regionEvidence(region),
            regionEvidence(flash),
          ],
          fixes: [loadRegionFix(section, flash.name)],
          location: scriptLocation(place),
        },
      ];
    });
  },
});
