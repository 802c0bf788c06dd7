// The program has constructors, and no output section takes their table.

import { defineScriptCheck } from '../script-check';
import { insertAbove } from '../script-edits';
import { scriptEvidence, scriptLocation, shortPlace } from '../script-words';
import { isNamed, untakenEvidence, untakenSections } from '../untaken-sections';
import { loadRegionOf } from '../vector-tables';
import { dataSection, isWholeProgram } from '../whole-program';

export const ldInitArrayMissing = defineScriptCheck({
  id: 'ld-init-array-missing',
  title: 'An output section takes the constructors that the program has',
  severity: 'warning',
  needs: ['build'],
  run({ script, build }) {
    if (!isWholeProgram(script)) return [];
    const found = untakenSections(script, build)?.find((each) => isNamed(each, '.init_array'));
    const data = dataSection(script);
    if (found === undefined || data === undefined) return [];
    const region = loadRegionOf(script, data);
    const lines = [
      '.init_array :',
      '{',
      '  . = ALIGN(4);',
      ...symbol('__init_array_start'),
      '  KEEP(*(SORT_BY_INIT_PRIORITY(.init_array.*)))',
      '  KEEP(*(.init_array))',
      ...symbol('__init_array_end'),
      `} >${region?.name ?? ''}`,
      '',
    ];
    return [
      {
        message: `The program has constructors (${found.name}), but no output section takes them: the startup code finds none between __init_array_start and __init_array_end, and they do not run.`,
        evidence: [
          untakenEvidence(found, build),
          scriptEvidence(`section ${data.name}, in front of which it belongs`, data.namePlace),
        ],
        fixes: [
          {
            title: `Add a section .init_array in front of ${data.name} in ${shortPlace(data.namePlace)}.`,
            edits: region === undefined ? [] : [insertAbove(data, lines)],
          },
        ],
        location: scriptLocation(data.namePlace),
      },
    ];

    /** What the script assigns elsewhere is not assigned again. */
    function symbol(name: string): readonly string[] {
      const isThere = script.symbols.some((each) => each.name === name);
      return isThere ? [] : [`  PROVIDE_HIDDEN(${name} = .);`];
    }
  },
});
