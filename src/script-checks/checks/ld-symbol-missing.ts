// The startup code takes a symbol from the linker script, and the script does not define it.

import { homeOf } from '../known-symbols';
import { defineScriptCheck } from '../script-check';
import type { ScriptFinding } from '../script-check';
import { scriptEvidence, scriptLocation, shortPlace } from '../script-words';
import { codeSection, isWholeProgram } from '../whole-program';

/** ld defines these itself for every section that is called so (manual, "Input Section Keep"). */
const madeByLinker = /^__(?:start|stop)_|^_GLOBAL_OFFSET_TABLE_$/;

/** What a reset leads to; a program that begins elsewhere is one beside it, such as a module that is loaded later. */
const resetName = /reset|start|main|boot|init/i;

/** More would not be read. */
const mostTold = 10;

export const ldSymbolMissing = defineScriptCheck({
  id: 'ld-symbol-missing',
  title: 'The script defines the symbols that startup code and other sources take from it',
  severity: 'warning',
  needs: ['needed'],
  run({ script, needed, build }) {
    const code = isWholeProgram(script) ? codeSection(script) : undefined;
    if (code === undefined) return [];
    const defined = new Set(script.symbols.map(({ name }) => name));
    const missing = needed.filter(({ name }) => !defined.has(name) && !madeByLinker.test(name));
    const ofStartup = needed.filter(({ isStartup }) => isStartup);
    const isOthers =
      !resetName.test(script.entry ?? '') && ofStartup.every((each) => missing.includes(each));
    return missing.slice(0, mostTold).flatMap(({ name, location, isStartup }): ScriptFinding[] => {
      const home = homeOf(script, name);
      // Another source may define it, or --defsym: the last build tells.
      if (home === undefined && build?.symbols.has(name) === true) return [];
      const { line = 1, file } = location;
      const where = shortPlace({ file, line });
      const meaning = home === undefined ? '' : ` (${home.meaning})`;
      const isSure = (isStartup || home !== undefined) && !isOthers;
      const place = home?.section.namePlace ?? script.sectionsPlace ?? code.namePlace;
      const head = { ...place, endLine: place.line, endColumn: place.column };
      return [
        {
          severity: isSure ? 'warning' : 'information',
          message: `${where} uses ${name}${meaning}, which this script does not define: unless another source does, linking ends with an undefined reference.`,
          evidence: [
            { what: `${name} is used`, where: `${file}:${line}`, location },
            home === undefined
              ? scriptEvidence(`SECTIONS without an assignment to ${name}`, head)
              : scriptEvidence(`section ${home.section.name} without ${name}`, place),
          ],
          fixes: [
            home === undefined
              ? { title: `Assign ${name} in ${shortPlace(place)}.` }
              : {
                  title: `Define ${name}, ${home.meaning}, in ${shortPlace(place)}.`,
                  edits: home.edits,
                },
          ],
          location: scriptLocation(home === undefined ? head : place),
        },
      ];
    });
  },
});
