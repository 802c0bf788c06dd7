// (NOLOAD) on code, constants, vectors or variables with a first value: ld keeps their addresses and leaves their bytes
// out of the file, without a message.

import type { Fix } from '../../findings/finding';
import type { ScriptSection } from '../../linker/script-model';
import { droppedBy } from '../noload-content';
import { runRegionOf } from '../region-place';
import { defineScriptCheck } from '../script-check';
import type { ScriptFinding } from '../script-check';
import {
  flatUpTo,
  regionEvidence,
  replacement,
  scriptEvidence,
  scriptLocation,
  shortPlace,
} from '../script-words';

export const ldNoloadDropsContent = defineScriptCheck({
  id: 'ld-noload-drops-content',
  title: '(NOLOAD) drops nothing that the program needs',
  severity: 'warning',
  needs: [],
  run({ script, part }) {
    if (script.isPreprocessed || script.isAddition) return [];
    return flatUpTo(script.sections, (section): ScriptFinding[] => {
      const pattern = droppedBy(script, section, part?.device);
      const region = runRegionOf(script, section);
      if (pattern === undefined || region === undefined) return [];
      return [
        {
          message: `Section ${section.name} is (NOLOAD) and takes ${pattern}: the linker leaves these bytes out of the file, so nobody programs them, and the program runs without them.`,
          evidence: [
            scriptEvidence(`section ${section.name} (NOLOAD) takes ${pattern}`, section.namePlace),
            regionEvidence(region),
          ],
          fixes: [removeTypeFix(section)],
          location: scriptLocation(section.typePlace),
        },
      ];
    });
  },
});

/** Leaves a blank between the name and its colon: ld takes `.text:` for one word. */
function removeTypeFix({ name, namePlace, typePlace }: ScriptSection): Fix {
  return {
    title: `Remove (NOLOAD) from section ${name} in ${shortPlace(typePlace)}.`,
    edits: [replacement(typePlace, namePlace.end === typePlace.start ? ' ' : '')],
  };
}
