// `.bss` is given a load address in flash: there are no bytes to store, so nothing comes of it, and who reads the script
// may think that something is copied.

import type { ScriptSection } from '../../linker/script-model';
import { droppedBy } from '../noload-content';
import { classAt, regionCalled } from '../region-place';
import { defineScriptCheck } from '../script-check';
import type { ScriptFinding } from '../script-check';
import { canHoldBytes } from '../section-content';
import {
  flatUpTo,
  regionEvidence,
  removeLoadRegionFix,
  scriptEvidence,
  scriptLocation,
} from '../script-words';

export const ldBssWithLoadRegion = defineScriptCheck({
  id: 'ld-bss-with-load-region',
  title: 'Zeroed variables have no load address in flash',
  severity: 'information',
  needs: [],
  run({ script, part }) {
    return flatUpTo(script.sections, (section): ScriptFinding[] => {
      const { loadRegionPlace } = section;
      const load = section.lmaRegion && regionCalled(script, section.lmaRegion);
      if (loadRegionPlace === undefined || !load || load.origin === undefined) return [];
      if (classAt(part?.device, load.origin) !== 'flash' || !holdsNoBytes(section)) return [];
      // There the type is wrong, not AT>.
      if (droppedBy(script, section, part?.device) !== undefined) return [];
      return [
        {
          message: `Section ${section.name} has no bytes in the file, so AT> ${load.name} stores nothing: the start-up code has to clear these variables.`,
          evidence: [
            scriptEvidence(
              `section ${section.name}: AT> ${load.name}${section.type === 'NOLOAD' ? ', (NOLOAD)' : ''}`,
              section.namePlace,
            ),
            regionEvidence(load),
          ],
          fixes: [removeLoadRegionFix(section, loadRegionPlace)],
          location: scriptLocation(loadRegionPlace),
        },
      ];
    });
  },
});

/** NOLOAD, or only `.bss` and the like; a section without any input is none of that. */
function holdsNoBytes(section: ScriptSection): boolean {
  if (section.inputs.length === 0) return false;
  return section.type === 'NOLOAD' || !canHoldBytes(section);
}
