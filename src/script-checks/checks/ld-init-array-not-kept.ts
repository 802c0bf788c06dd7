// Constructors without KEEP: nothing refers to their table, so --gc-sections throws it away.

import { isDiscard, isOfEveryFile, takersOf } from '../input-patterns';
import { defineScriptCheck } from '../script-check';
import type { ScriptFinding } from '../script-check';
import { keepEdits } from '../script-edits';
import { scriptEvidence, scriptLocation, shortPlace } from '../script-words';

/** A name that the arrays have, and what their patterns begin with. */
const arrays = ['.preinit_array', '.init_array'];

export const ldInitArrayNotKept = defineScriptCheck({
  id: 'ld-init-array-not-kept',
  title: 'Tables of constructors are kept when unused sections are removed',
  severity: 'warning',
  needs: [],
  run({ script }) {
    // Modules that another program loads are linked without memories.
    if (script.regions.length === 0) return [];
    return arrays.flatMap((name): ScriptFinding[] => {
      const takers = takersOf(script, name).filter(({ section }) => !isDiscard(section));
      // One KEEP is enough, wherever it stands and whoever takes the section.
      if (takers.some(({ input }) => input.isKept)) return [];
      const taker = takers.find(({ input, pattern }) => isOfEveryFile(input, pattern));
      if (taker === undefined) return [];
      const { input, section } = taker;
      const isAlone = input.patterns.every((pattern) => pattern.startsWith(name));
      return [
        {
          message: `${input.text} is not in KEEP: with --gc-sections the linker drops ${name}, and constructors of static objects do not run.`,
          evidence: [
            scriptEvidence(`section ${section.name} takes ${name} without KEEP`, input.place),
          ],
          fixes: [
            {
              title: `Write KEEP(${isAlone ? input.text : `*(${name}*)`}) in ${shortPlace(input.place)}.`,
              edits: isAlone ? keepEdits(input) : [],
            },
          ],
          location: scriptLocation(input.place),
        },
      ];
    });
  },
});
