// An output section without a region in a script that has MEMORY: ld chooses one by attributes, or takes address 0.

import type { ScriptSection } from '../../linker/script-model';
import { isDiscard, patternFor } from '../input-patterns';
import { defineScriptCheck } from '../script-check';
import { insertBehind } from '../script-edits';
import { scriptEvidence, scriptLocation, shortPlace } from '../script-words';
import { isWholeProgram } from '../whole-program';

/** Sections of memory on the target, as compilers name them. */
const allocated = ['.text', '.text.f', '.rodata', '.rodata.r', '.data', '.data.d', '.bss', '.bss.b', 'COMMON'].concat(
  ['.isr_vector', '.init_array', '.ARM.exidx', '.ARM.extab', '.init', '.fini', '.noinit', '.ccmram'],
);

export const ldSectionWithoutRegion = defineScriptCheck({
  id: 'ld-section-without-region',
  title: 'Output sections name the region that they go to',
  severity: 'warning',
  needs: [],
  run({ script }) {
    if (!isWholeProgram(script)) return [];
    // With attributes ld takes the first region that has them (manual, "MEMORY Command").
    const byAttributes = script.regions.filter(({ attributes }) => attributes !== '');
    const withRegion = script.sections.filter(({ region }) => region !== undefined);
    if (withRegion.length === 0 || byAttributes.length > 0) return [];
    return script.sections.filter(isLost).map((section) => {
      const [input] = section.inputs.filter(isAllocated);
      const like = withRegion.find(({ inputs }) => inputs.some((each) => sameKind(each.patterns, section)));
      return {
        message: `Section ${section.name} names no region, and no region of MEMORY has attributes to choose it by: the linker puts it outside of all of them, at address 0 or behind the section before.`,
        evidence: [
          scriptEvidence(
            input === undefined ? `section ${section.name} without >region` : `${input.text} in section ${section.name}, without >region`,
            section.namePlace,
          ),
        ],
        fixes: [
          {
            title: `Write >${like?.region ?? 'region'} behind section ${section.name} in ${shortPlace(section.closePlace)}.`,
            edits: like?.region === undefined ? [] : [insertBehind(section.closePlace, ` >${like.region}`)],
          },
        ],
        location: scriptLocation(section.namePlace),
      };
    });
  },
});

function isLost(section: ScriptSection): boolean {
  const { region, lmaRegion, addressPlace, isInOverlay, segments, type } = section;
  if (region !== undefined || lmaRegion !== undefined || addressPlace !== undefined) return false;
  if (isInOverlay || segments.length > 0 || isDiscard(section)) return false;
  return (type === undefined || type === 'NOLOAD' || type === 'READONLY') && section.inputs.some(isAllocated);
}

function isAllocated(input: ScriptSection['inputs'][number]): boolean {
  return allocated.some((name) => patternFor(input, name) !== undefined);
}

/** Whether another section takes `.data.x` where this one takes `.data`. */
function sameKind(patterns: readonly string[], { inputs }: ScriptSection): boolean {
  const kindOf = (pattern: string): string => pattern.replace(/[*?[].*$/, '').replace(/^(\.\w+)\..*$/, '$1');
  const wanted = inputs.flatMap((input) => input.patterns.map(kindOf));
  return patterns.some((pattern) => wanted.includes(kindOf(pattern)));
}
