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
import { distinct, scriptEvidence, scriptLocation, shortPlace } from '../script-words';
import { isWholeText } from '../whole-program';

/** ld's own scripts name these twice, and so does who copies them; no compiler for Arm makes them any more. */
const fromLdsOwn = /^\.(?:[cd]tors|gnu\.linkonce)\b/;

/** More would not be read. */
const mostTold = 20;
const mostNames = 4;

export const ldPatternShadowed = defineScriptCheck({
  id: 'ld-pattern-shadowed',
  title: 'No input description takes what a later one is for',
  severity: 'warning',
  needs: [],
  run({ script }) {
    if (!isWholeText(script)) return [];
    return grouped(shadowsIn(script)).slice(0, mostTold).map(findingOf);
  },
});

type Group = readonly [Shadow, ...Shadow[]];

/** Patterns of one section that all come behind those of another. */
function grouped(shadows: readonly Shadow[]): readonly Group[] {
  const groups: [Shadow, ...Shadow[]][] = [];
  for (const shadow of shadows) {
    const [before] = groups.at(-1) ?? [];
    const isSame =
      before?.late.section === shadow.late.section &&
      before.early.section === shadow.early.section &&
      isRepeated(before) === isRepeated(shadow);
    if (isSame) groups.at(-1)?.push(shadow);
    else groups.push([shadow]);
  }
  return groups;
}

/** The same words twice are left over more often than meant. */
function isRepeated({ late, early }: Shadow): boolean {
  const isSame =
    late.pattern.pattern === early.pattern.pattern && late.input.file === early.input.file;
  return isSame && !late.isBetweenSymbols;
}

function findingOf(shadows: Group): ScriptFinding {
  const [first] = shadows;
  const { late, early } = first;
  const { section, input } = late;
  const names = listed(shadows.map((each) => each.late.pattern.pattern));
  const takers = listed(shadows.map((each) => each.early.input.text));
  const verb = shadows.length > 1 ? 'get' : 'gets';
  const what = early.section === section ? input.text : `section ${section.name}`;
  const isThrownAway = isDiscard(early.section);
  const taken = isThrownAway ? 'first and thrown away' : 'first';
  const place = shortPlace(early.pattern.place);
  const evidence = shadows
    .slice(0, mostNames)
    .flatMap((each) => [
      scriptEvidence(
        `${each.early.input.text} in section ${early.section.name}`,
        each.early.pattern.place,
      ),
      scriptEvidence(`${each.late.input.text} in section ${section.name}`, each.late.pattern.place),
    ]);
  return {
    severity: isRepeated(first) && !isThrownAway ? 'information' : 'warning',
    message: `${names} in section ${section.name} never ${verb} anything: all of it is taken ${taken} by ${takers} in section ${early.section.name} (${place}).`,
    evidence: distinct(evidence),
    fixes: [
      { title: `Put ${what} in front of ${place}, or let the pattern there leave ${names} out.` },
    ],
    location: scriptLocation(late.pattern.place),
  };
}

/** A pattern with everything that it stands in. */
interface Use {
  readonly section: ScriptSection;
  readonly input: ScriptInput;
  readonly pattern: ScriptPattern;
  readonly isBetweenSymbols: boolean;
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

/** The patterns that come too late and matter, in the order of the script. Linear: prefixes are looked up, not searched. */
function shadowsIn(script: LinkerScript): readonly Shadow[] {
  const taken = new Map<string, Taken>();
  const shadows: Shadow[] = [];
  for (const section of script.sections) {
    // ONLY_IF_RO and ONLY_IF_RW make a section depend on what it gets.
    if (section.isConditional) continue;
    const items = section.items.filter(({ kind }) => kind !== 'move');
    for (const [at, item] of items.entries()) {
      if (item.kind !== 'input' || item.input.hasFlags) continue;
      // Then somebody counts on what is between them.
      const isBetweenSymbols = items[at - 1]?.kind === 'symbol' && items[at + 1]?.kind === 'symbol';
      const { input } = item;
      for (const pattern of input.sections) {
        const late = { section, input, pattern, isBetweenSymbols };
        const early = earlierOf(taken, late);
        if (early === undefined) add(taken, late);
        else if (early.input !== input) shadows.push({ late, early });
      }
    }
  }
  return shadows.filter(matters);
}

/** In one output section it only matters where symbols stand around it. */
function matters({ late, early }: Shadow): boolean {
  if (fromLdsOwn.test(late.pattern.pattern)) return false;
  return early.section !== late.section || late.isBetweenSymbols;
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

/** `.text, .text.* and .rodata*` */
function listed(all: readonly string[]): string {
  const unique = [...new Set(all)];
  const names = unique.slice(0, mostNames);
  if (unique.length > mostNames) names.push(`${unique.length - mostNames} more`);
  const last = names.pop() ?? '';
  return names.length === 0 ? last : `${names.join(', ')} and ${last}`;
}
