// An input description that never gets anything, because an earlier one takes all of it.

import type {
  LinkerScript,
  ScriptInput,
  ScriptPattern,
  ScriptSection,
} from '../../linker/script-model';
import { hasWildcard, isDiscard } from '../input-patterns';
import { defineScriptCheck } from '../script-check';
import type { ScriptFinding } from '../script-check';
import { scriptEvidence, scriptLocation, shortPlace } from '../script-words';
import { isWholeText } from '../whole-program';

/** ld's own scripts name these twice, and so does who copies them; no compiler for Arm makes them any more. */
const fromLdsOwn = /^\.(?:[cd]tors|gnu\.linkonce)\b/;

export const ldPatternShadowed = defineScriptCheck({
  id: 'ld-pattern-shadowed',
  title: 'No input description takes what a later one is for',
  severity: 'warning',
  needs: [],
  run({ script }) {
    if (!isWholeText(script)) return [];
    return shadowsIn(script).flatMap(({ late, early }): ScriptFinding[] => {
      const { section, input, pattern } = late;
      // In one output section it only matters where symbols stand around it.
      if (early.section === late.section && !hasBracket(late)) return [];
      if (fromLdsOwn.test(pattern.pattern)) return [];
      const what = early.section === section ? input.text : `section ${section.name}`;
      const taken = isDiscard(early.section) ? 'throws all of it away' : 'takes all of it';
      return [
        {
          message: `${pattern.pattern} in section ${section.name} never gets anything: ${early.input.text} in section ${early.section.name} (line ${early.pattern.place.line}) comes first and ${taken}.`,
          evidence: [
            scriptEvidence(
              `${early.input.text} in section ${early.section.name}`,
              early.pattern.place,
            ),
            scriptEvidence(`${input.text} in section ${section.name}`, pattern.place),
          ],
          fixes: [
            {
              title: `Put ${what} in front of ${shortPlace(early.pattern.place)}, or let the pattern there leave ${pattern.pattern} out.`,
            },
          ],
          location: scriptLocation(pattern.place),
        },
      ];
    });
  },
});

/** A pattern with everything that it stands in. */
interface Use {
  readonly section: ScriptSection;
  readonly input: ScriptInput;
  readonly pattern: ScriptPattern;
}

interface Shadow {
  readonly late: Use;
  readonly early: Use;
}

/** What was taken from one choice of files: by exact pattern, and by what stands in front of a last `*`. */
interface Taken {
  readonly exact: Map<string, Use>;
  readonly prefixes: Map<string, Use>;
}

/** The patterns that come too late, in the order of the script. Linear: prefixes are looked up, not searched. */
function shadowsIn(script: LinkerScript): readonly Shadow[] {
  const taken = new Map<string, Taken>();
  const shadows: Shadow[] = [];
  for (const section of script.sections) {
    // ONLY_IF_RO and ONLY_IF_RW make a section depend on what it gets.
    for (const input of section.isConditional ? [] : section.inputs) {
      if (input.hasFlags) continue;
      for (const pattern of input.sections) {
        const late = { section, input, pattern };
        const early = earlierOf(taken, late);
        if (early === undefined) add(taken, late);
        else if (early.input !== input) shadows.push({ late, early });
      }
    }
  }
  return shadows;
}

function add(taken: Map<string, Taken>, use: Use): void {
  const key = filesOf(use.input.file, use);
  const known = taken.get(key) ?? {
    exact: new Map<string, Use>(),
    prefixes: new Map<string, Use>(),
  };
  taken.set(key, known);
  const { pattern } = use.pattern;
  known.exact.set(pattern, use);
  const head = pattern.slice(0, -1);
  if (pattern.endsWith('*') && !hasWildcard(head)) known.prefixes.set(head, use);
}

/** Which files a pattern is for, with those that are left out. */
function filesOf(file: string, { input, pattern }: Use): string {
  return [file, ...[...input.excluded, ...pattern.excluded].sort()].join(' ');
}

function earlierOf(taken: Map<string, Taken>, use: Use): Use | undefined {
  const { file } = use.input;
  const keys = new Set(['*', file, filesOf('*', use), filesOf(file, use)]);
  for (const key of keys) {
    const known = taken.get(key);
    const found = known && coveredBy(known, use.pattern.pattern);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** COMMON is what the compiler left for the linker, no section: a wildcard is seldom meant for it. */
function coveredBy({ exact, prefixes }: Taken, pattern: string): Use | undefined {
  const same = exact.get(pattern);
  if (same !== undefined || pattern === 'COMMON') return same;
  const head = pattern.slice(0, hasWildcard(pattern) ? pattern.search(/[*?[\\]/) : pattern.length);
  for (let length = 0; length <= Math.min(head.length, longestName); length += 1) {
    const found = prefixes.get(head.slice(0, length));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Of sections; looking at every beginning of a longer one would take its square. */
const longestName = 200;

/** Whether symbols stand on both sides: then somebody counts on what is between them. */
function hasBracket({ section, input }: Use): boolean {
  const at = section.items.findIndex((item) => item.kind === 'input' && item.input === input);
  const isSymbol = (index: number): boolean => section.items[index]?.kind === 'symbol';
  return isSymbol(at - 1) && isSymbol(at + 1);
}
