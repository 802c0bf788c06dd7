// Code and writable sections side by side make one segment with all permissions, which ld 2.39 and newer tell.

import type { Fix } from '../../findings/finding';
import type { LinkerScript, ScriptRegion, ScriptSection } from '../../linker/script-model';
import { isDiscard, matchesPattern } from '../input-patterns';
import { classAt } from '../region-place';
import { defineScriptCheck } from '../script-check';
import type { BuildSeen } from '../script-check';
import { replacePlace } from '../script-edits';
import { scriptEvidence, scriptLocation, shortPlace } from '../script-words';
import { loadRegionOf } from '../vector-tables';
import { codeSection, dataSection, isWholeProgram } from '../whole-program';

/** The compiler makes these sections writable, though nothing writes there. */
const writable = ['.preinit_array', '.init_array', '.fini_array', '.ctors', '.dtors'];

const optionFix: Fix = { title: 'Link with -Wl,--no-warn-rwx-segments.' };

export const ldRwxSegment = defineScriptCheck({
  id: 'ld-rwx-segment',
  title: 'No segment is both written and executed',
  severity: 'information',
  needs: [],
  run({ script, part, build }) {
    const code = isWholeProgram(script) ? codeSection(script) : undefined;
    const region = code && runRegionOf(script, code);
    if (code === undefined || region === undefined || script.sections.some(hasSegment)) return [];
    const data = dataSection(script);
    // A program that runs in RAM has its variables there too: only another region would part them. Variables in flash
    // are ld-data-in-flash's.
    const isInRam =
      data !== undefined &&
      runRegionOf(script, data) === region &&
      (region.origin === undefined || classAt(part?.device, region.origin) !== 'flash');
    const arrays = script.sections.filter(
      (section) =>
        runRegionOf(script, section) === region &&
        section.type === undefined &&
        isArray(section) &&
        isFilled(section, build),
    );
    const writableOnes = isInRam ? [data] : arrays;
    const [first] = writableOnes;
    if (first === undefined) return [];
    const names = writableOnes.map(({ name }) => name).join(', ');
    const readonlyFix: Fix = {
      title: `Add (READONLY) to ${names} in ${shortPlace(first.namePlace)}; GCC 11 and newer come with a linker that knows it.`,
      edits: arrays.map(({ typePlace }) => replacePlace(typePlace, ' (READONLY)')),
    };
    return [
      {
        message: `${names} ${writableOnes.length === 1 ? 'is' : 'are'} writable and beside ${code.name} in ${region.name}, which makes one segment of them: ld 2.39 and newer warn of "a LOAD segment with RWX permissions". Nothing is wrong with the program.`,
        evidence: [...writableOnes, code].map((each) =>
          scriptEvidence(`section ${each.name} in ${region.name}`, each.namePlace),
        ),
        fixes: isInRam ? [optionFix] : [readonlyFix, optionFix],
        location: scriptLocation(first.namePlace),
      },
    ];
  },
});

function runRegionOf(script: LinkerScript, section: ScriptSection): ScriptRegion | undefined {
  // What runs elsewhere has a segment of its own.
  return section.lmaRegion === undefined ? loadRegionOf(script, section) : undefined;
}

function hasSegment({ segments }: ScriptSection): boolean {
  return segments.length > 0;
}

function isArray(section: ScriptSection): boolean {
  const patterns = section.inputs.flatMap((input) => input.patterns);
  return (
    !isDiscard(section) &&
    patterns.length > 0 &&
    patterns.every((pattern) =>
      writable.some((name) => pattern.startsWith(name) || matchesPattern(pattern, name)),
    )
  );
}

/** Where a build tells that nothing goes there, there is nothing to tell. */
function isFilled({ name }: ScriptSection, build: BuildSeen | undefined): boolean {
  return build === undefined || build.outputs.has(name);
}
