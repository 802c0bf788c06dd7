// The vector table without KEEP: nothing refers to it, so --gc-sections throws it away.

import { matchesPattern } from '../input-patterns';
import { defineScriptCheck } from '../script-check';
import { keepEdits } from '../script-edits';
import { scriptEvidence, scriptLocation, shortPlace } from '../script-words';
import { isVectorName, loadRegionOf, vectorInputs } from '../vector-tables';

/** No script has more. */
const mostTables = 20;

export const ldVectorTableNotKept = defineScriptCheck({
  id: 'ld-vector-table-not-kept',
  title: 'The vector table is kept when unused sections are removed',
  severity: 'warning',
  needs: [],
  run({ script, part }) {
    const tables = vectorInputs(script)
      .filter(
        ({ section }) => part !== undefined || isInFlash(loadRegionOf(script, section)?.origin),
      )
      .slice(0, mostTables);
    // A symbol that EXTERN or ENTRY names is a root itself; ld does not tell which section has it.
    const hasRoot =
      script.externs.length > 0 || script.symbols.some(({ name }) => name === script.entry);
    return tables.flatMap(({ input, section, name }) => {
      const isKept = tables.some(
        (other) =>
          other.input.isKept && other.input.patterns.some((each) => matchesPattern(each, name)),
      );
      if (isKept || hasRoot) return [];
      const isAlone = input.patterns.every(isVectorName);
      return [
        {
          message: `${input.text} is not in KEEP: nothing refers to the vector table, so with --gc-sections the linker drops it, and the program starts with other words.`,
          evidence: [
            scriptEvidence(`section ${section.name} takes ${input.text} without KEEP`, input.place),
          ],
          fixes: [
            {
              title: `Write KEEP(${isAlone ? input.text : `*(${name})`}) in ${shortPlace(input.place)}.`,
              edits: isAlone ? keepEdits(input) : [],
            },
          ],
          location: scriptLocation(input.place),
        },
      ];
    });
  },
});

/** Where STM32s have their flash, secure alias included; loaders for other chips have tables of other kinds. */
function isInFlash(origin: number | undefined): boolean {
  return origin !== undefined && origin >= 0x08000000 && origin < 0x10000000;
}
