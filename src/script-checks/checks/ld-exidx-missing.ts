// The program has unwind tables, and no output section takes them.

import { defineScriptCheck } from '../script-check';
import { insertAbove } from '../script-edits';
import { scriptEvidence, scriptLocation, shortPlace } from '../script-words';
import { isNamed, untakenEvidence, untakenSections } from '../untaken-sections';
import { loadRegionOf } from '../vector-tables';
import { dataSection, isWholeProgram } from '../whole-program';

export const ldExidxMissing = defineScriptCheck({
  id: 'ld-exidx-missing',
  title: 'An output section takes the unwind tables that the program has',
  severity: 'information',
  needs: ['build'],
  run({ script, build }) {
    if (!isWholeProgram(script)) return [];
    const found = untakenSections(script, build)?.find((each) => isNamed(each, '.ARM.exidx'));
    const data = dataSection(script);
    if (found === undefined || data === undefined) return [];
    const region = loadRegionOf(script, data);
    // With AT(_etext) the initial values of .data are put where ld has already put the tables.
    const mayOverlap = data.loadAddressPlace !== undefined;
    const consequence = mayOverlap
      ? `the linker puts them behind the code, where ${data.name} loads by its AT(…)`
      : 'the linker puts them where it likes, and exceptions find them only between __exidx_start and __exidx_end';
    return [
      {
        severity: mayOverlap ? 'warning' : 'information',
        message: `The program has unwind tables (${found.name}), but no output section takes them: ${consequence}.`,
        evidence: [
          untakenEvidence(found, build),
          scriptEvidence(`section ${data.name}, in front of which it belongs`, data.namePlace),
          ...(data.loadAddressPlace === undefined
            ? []
            : [scriptEvidence(`load address of section ${data.name}`, data.loadAddressPlace)]),
        ],
        fixes: [
          {
            title: `Add a section for .ARM.exidx in front of ${data.name} in ${shortPlace(data.namePlace)}.`,
            edits:
              region === undefined || mayOverlap ? [] : [insertAbove(data, linesFor(region.name))],
          },
          { title: 'Without C++ exceptions, compile with -fno-unwind-tables.' },
        ],
        location: scriptLocation(data.namePlace),
      },
    ];

    function linesFor(region: string): readonly string[] {
      const symbol = (name: string): readonly string[] =>
        script.symbols.some((each) => each.name === name) ? [] : [`  ${name} = .;`];
      return [
        ...['.ARM.exidx :', '{', ...symbol('__exidx_start')],
        '  *(.ARM.exidx* .gnu.linkonce.armexidx.*)',
        ...[...symbol('__exidx_end'), `} >${region}`, ''],
      ];
    }
  },
});
