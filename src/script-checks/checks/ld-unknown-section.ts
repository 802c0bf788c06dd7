// ADDR, SIZEOF, LOADADDR or ALIGNOF of an output section that nothing makes: ld refuses the script then.

import type { LinkerScript, SectionAsked } from '../../linker/script-model';
import { isOfEveryFile, patternFor } from '../input-patterns';
import type { Taker } from '../input-patterns';
import { isSlipOf } from '../name-slips';
import { defineScriptCheck } from '../script-check';
import type { ScriptFinding } from '../script-check';
import { flatUpTo, nameFix, scriptEvidence, scriptLocation, shortPlace } from '../script-words';
import { isWholeText } from '../whole-program';

/** Each is compared letter by letter. */
const mostSections = 256;

/** ld makes these itself, or the compiler in every object. */
const alwaysThere = /^\.(?:debug_|comment$|ARM\.attributes$|note|stab|i?got|i?plt|rel|glue_7)/;

export const ldUnknownSection = defineScriptCheck({
  id: 'ld-unknown-section',
  title: 'Expressions ask for output sections that there are',
  severity: 'warning',
  needs: [],
  run({ script, build }) {
    // Without SECTIONS it is a part of a script that another one includes.
    if (!isWholeText(script) || script.sections.length === 0) return [];
    const declared = new Set(script.sections.map(({ name }) => name));
    const unknown = script.sectionsAsked.filter(
      ({ name }) =>
        !declared.has(name) && !alwaysThere.test(name) && build?.outputs.has(name) !== true,
    );
    return flatUpTo(unknown, (asked): ScriptFinding[] => {
      const { name, callee, place, isAlways } = asked;
      const taker = surelyTaken(script, name);
      const why =
        taker === undefined
          ? 'unless an object brings a section of that name'
          : `since ${taker.input.text} puts all sections of that name into ${taker.section.name} (${shortPlace(taker.pattern.place)})`;
      const when = isAlways ? '' : ' as soon as it needs the value';
      return [
        {
          severity: taker !== undefined && isAlways ? 'error' : 'warning',
          message: `There is no output section ${name} for ${callee}(${name}): the linker refuses the script${when}, ${why}.`,
          evidence: [
            scriptEvidence(`${callee}(${name}), and no section ${name} in SECTIONS`, place),
            ...(taker === undefined
              ? []
              : [scriptEvidence(`section ${taker.section.name} takes it`, taker.input.place)]),
          ],
          fixes: fixesFor(asked, script, taker),
          location: scriptLocation(place),
        },
      ];
    });
  },
});

/** What takes every input section of that name, so that ld makes no output section of it. */
function surelyTaken({ sections }: LinkerScript, name: string): Taker | undefined {
  for (const section of sections) {
    if (section.isConditional) continue;
    for (const input of section.inputs) {
      const pattern = input.hasFlags ? undefined : patternFor(input, name);
      if (pattern !== undefined && isOfEveryFile(input, pattern))
        return { section, input, pattern };
    }
  }
  return undefined;
}

function fixesFor(
  { name, place }: SectionAsked,
  { sections }: LinkerScript,
  taker: Taker | undefined,
): ScriptFinding['fixes'] {
  const near = sections.slice(0, mostSections).find((section) => isSlipOf(section.name, name));
  if (near !== undefined) return [nameFix(near.name, place)];
  if (taker === undefined) {
    return [{ title: `Write the name of an output section in ${shortPlace(place)}.` }];
  }
  return [
    {
      title: `Give ${name} an output section of its own, or put symbols around ${taker.input.text} and take their difference.`,
    },
  ];
}
