// Patterns a letter away from a section that every compiler makes, in a script where nothing else takes that section.

import type { LinkerScript } from '../linker/script-model';
import { hasWildcard, matchesPattern, takersOf } from './input-patterns';
import type { Taker } from './input-patterns';
import { isSlipOf } from './name-slips';
import type { BuildSeen } from './script-check';
import { isWholeText } from './whole-program';

export interface Misspelling {
  /** `.rodata` */
  readonly meant: string;
  readonly takers: readonly [Taker, ...Taker[]];
}

/** Of these a script for a program takes most; one that takes fewer is a part of a script. */
const ofPrograms = ['.text', '.rodata', '.data', '.bss'];
const leastTaken = 2;

/** What is made for programs with constructors, unwind tables or old-style variables. */
const ofSome = [
  'COMMON',
  '.init_array',
  '.preinit_array',
  '.fini_array',
  '.ARM.exidx',
  '.ARM.extab',
];

/** More of one name would not be read. */
const mostTakers = 8;

/** With the last build's map, what nothing takes is told by its name (ld-init-array-missing and others). */
export function misspeltPatterns(
  script: LinkerScript,
  build: BuildSeen | undefined,
): readonly Misspelling[] {
  if (!isWholeText(script)) return [];
  const missing = ofPrograms.filter((name) => !isTaken(script, name));
  if (ofPrograms.length - missing.length < leastTaken) return [];
  const optional =
    build?.inputs === undefined ? ofSome.filter((name) => !isTaken(script, name)) : [];
  return [...missing, ...optional].flatMap((meant): Misspelling[] => {
    const [first, ...rest] = nearTakers(script, build, meant).slice(0, mostTakers);
    return first === undefined ? [] : [{ meant, takers: [first, ...rest] }];
  });
}

/** Also as -ffunction-sections and -fdata-sections name it. */
function isTaken(script: LinkerScript, name: string): boolean {
  return takersOf(script, name).length > 0 || takersOf(script, `${name}.x`).length > 0;
}

function nearTakers(
  { sections }: LinkerScript,
  build: BuildSeen | undefined,
  meant: string,
): readonly Taker[] {
  return sections.flatMap((section) =>
    section.inputs
      .filter(({ file }) => file === '*')
      .flatMap((input) =>
        input.sections
          .filter(({ pattern }) => isMistakeFor(stemOf(pattern), meant) && !isMade(build, pattern))
          .map((pattern) => ({ section, input, pattern })),
      ),
  );
}

/** `.text` of `.text`, `.text*` and `.text.*`. */
export function stemOf(pattern: string): string {
  return pattern.replace(/\.?\*$/, '');
}

/** `.sdata` and `.tbss` are sections of their own: a letter more behind the dot is no mistake. */
function isMistakeFor(stem: string, meant: string): boolean {
  return !hasWildcard(stem) && stem.slice(2) !== meant.slice(1) && isSlipOf(stem, meant);
}

function isMade(build: BuildSeen | undefined, pattern: string): boolean {
  return build?.inputs?.some(({ name }) => matchesPattern(pattern, name)) ?? false;
}
