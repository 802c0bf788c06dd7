// No output section takes the vector table: ld puts it wherever it likes, and the core starts with other words.

import { defineScriptCheck } from '../script-check';
import { insertAbove } from '../script-edits';
import { regionEvidence, scriptEvidence, scriptLocation, shortPlace } from '../script-words';
import {
  hintsAtVectors,
  isBootRegion,
  isVectorName,
  loadRegionOf,
  vectorInputs,
} from '../vector-tables';
import { codeSection, isWholeProgram } from '../whole-program';

/** ST's start-up files call it so. */
const usualName = '.isr_vector';

export const ldVectorTableMissing = defineScriptCheck({
  id: 'ld-vector-table-missing',
  title: 'An output section takes the vector table',
  severity: 'warning',
  needs: [],
  coveredBy: ['vector-table-misplaced'],
  run({ script, part, build }) {
    if (!isWholeProgram(script) || vectorInputs(script).length > 0) return [];
    if (script.sections.some(hintsAtVectors)) return [];
    const code = codeSection(script);
    const region = code && loadRegionOf(script, code);
    if (code === undefined || region === undefined || !isBootRegion(region, part?.device))
      return [];
    const first = script.sections.find((each) => loadRegionOf(script, each) === region) ?? code;
    const seen = build?.inputs?.find(({ name }) => isVectorName(name));
    const name = seen?.name ?? usualName;
    const brought =
      seen === undefined
        ? []
        : [{ what: `section ${name} of ${seen.object}`, where: build?.source ?? '' }];
    const lines = [
      '{',
      '  . = ALIGN(4);',
      `  KEEP(*(${name}))`,
      '  . = ALIGN(4);',
      `} >${region.name}`,
    ];
    return [
      {
        message: `No output section takes the vector table (${name} or the like): the linker puts it behind other sections, or drops it, and after a reset the core takes other words in ${region.name} for stack pointer and first instruction.`,
        evidence: [
          scriptEvidence(`section ${first.name} is the first in ${region.name}`, first.namePlace),
          regionEvidence(region),
          ...brought,
        ],
        fixes: [
          {
            title: `Put a section for ${name} in front of ${first.name} in ${shortPlace(first.namePlace)}.`,
            edits: [insertAbove(first, [`${name} :`, ...lines, ''])],
          },
        ],
        location: scriptLocation(first.namePlace),
      },
    ];
  },
});
