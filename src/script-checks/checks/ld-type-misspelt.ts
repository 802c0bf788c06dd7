// `.bss (NOLOD) :`: ld takes a name in brackets that is no type for the section's address.

import { editDistance } from '../../base/edit-distance';
import type { LinkerScript, ScriptSection } from '../../linker/script-model';
import { defineScriptCheck } from '../script-check';
import type { ScriptFinding } from '../script-check';
import { flatUpTo, replacement, scriptEvidence, scriptLocation, shortPlace } from '../script-words';
import { isWholeText } from '../whole-program';

/** TYPE alone is none: it stands with `= …`. */
const types = ['NOLOAD', 'READONLY', 'DSECT', 'COPY', 'INFO', 'OVERLAY'];

/** Of a short word two letters are half of it. */
const longWord = 6;

export const ldTypeMisspelt = defineScriptCheck({
  id: 'ld-type-misspelt',
  title: 'Types of output sections are words that the linker knows',
  severity: 'warning',
  needs: [],
  run({ script }) {
    if (!isWholeText(script)) return [];
    const assigned = new Set(script.symbols.map(({ name }) => name));
    return flatUpTo(script.sections, (section) => findingOf(section, assigned, script));
  },
});

function findingOf(
  { name: section, bracketedAddress: name, addressPlace, namePlace }: ScriptSection,
  assigned: ReadonlySet<string>,
  { externs }: LinkerScript,
): readonly ScriptFinding[] {
  if (name === undefined || addressPlace === undefined) return [];
  const meant = typeMeantBy(name);
  if (meant === undefined || assigned.has(name) || externs.includes(name)) return [];
  return [
    {
      message: `(${name}) is no type of a section: the linker takes it for the address of ${section}, and refuses the script unless something else gives it a value. Probably (${meant}) is meant.`,
      evidence: [scriptEvidence(`section ${section} (${name}), never assigned`, namePlace)],
      fixes: [
        {
          title: `Write (${meant}) in ${shortPlace(addressPlace)}.`,
          edits: [replacement(addressPlace, `(${meant})`)],
        },
      ],
      location: scriptLocation(addressPlace),
    },
  ];
}

/** The type that the name is, but for its case or a slip of the pen. */
function typeMeantBy(name: string): string | undefined {
  const text = name.toUpperCase();
  return types.find((type) => editDistance(text, type) <= (type.length >= longWord ? 2 : 1));
}
