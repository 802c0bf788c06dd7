// An output section without a region in a script that has MEMORY: ld chooses one by attributes, or takes address 0.

import type { LinkerScript, ScriptInput, ScriptSection } from '../../linker/script-model';
import { isDiscard } from '../input-patterns';
import { defineScriptCheck } from '../script-check';
import { insertBehind } from '../script-edits';
import { scriptEvidence, scriptLocation, shortPlace } from '../script-words';
import { codeSection, isWholeProgram, zeroSection } from '../whole-program';

/** Sections that take no memory on the target. */
const notOnTarget = /^\.(?:z?debug|stab|comment|ARM\.attributes|note|gnu|line|mdebug|pdr|riscv)/;

/** Made by the linker for position-independent code: bare-metal programs have none, and name these to prove it. */
const madeByLinker = /^\.(?:i?got|i?plt|rela?)(?=$|[.*])/;

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
      const input = section.inputs.find(isAllocated);
      const region = regionFor(script, section);
      const what = input === undefined ? '' : ` with ${input.text}`;
      return {
        message: `Section ${section.name} names no region, and no region of MEMORY has attributes to choose it by: the linker puts it outside of all of them, at address 0 or behind the section before.`,
        evidence: [
          scriptEvidence(`section ${section.name}${what}, without >region`, section.namePlace),
        ],
        fixes: [
          region === undefined
            ? {
                title: `Write the region behind section ${section.name}, such as >${zeroSection(script)?.region ?? 'RAM'}.`,
              }
            : {
                title: `Write >${region} behind section ${section.name} in ${shortPlace(section.closePlace)}.`,
                edits: [insertBehind(section.closePlace, ` >${region}`)],
              },
        ],
        location: scriptLocation(section.namePlace),
      };
    });
  },
});

/** What takes functions and constants alone goes where the functions are, what takes zeros alone beside .bss. */
function regionFor(script: LinkerScript, { inputs }: ScriptSection): string | undefined {
  const patterns = inputs.flatMap((input) => input.patterns);
  if (patterns.every((pattern) => forCode.test(pattern))) return codeSection(script)?.region;
  if (patterns.every((pattern) => forZeros.test(pattern))) return zeroSection(script)?.region;
  return undefined;
}

const forCode = /^\.(?:text|rodata|init|fini|glue_7t?|ARM\.ex(?:idx|tab))(?=$|[.*])/;
const forZeros = /^(?:\.bss(?=$|[.*])|COMMON$)/;

function isLost(section: ScriptSection): boolean {
  const { region, lmaRegion, addressPlace, isInOverlay, segments, type } = section;
  if (region !== undefined || lmaRegion !== undefined || addressPlace !== undefined) return false;
  if (isInOverlay || segments.length > 0 || isDiscard(section)) return false;
  return (
    (type === undefined || type === 'NOLOAD' || type === 'READONLY') &&
    section.inputs.some(isAllocated)
  );
}

function isAllocated({ patterns }: ScriptInput): boolean {
  return patterns.some(
    (pattern) => pattern !== '*' && !notOnTarget.test(pattern) && !madeByLinker.test(pattern),
  );
}
