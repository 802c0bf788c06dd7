// Which input sections a pattern of a linker script takes, by ld's rules: `*`, `?`, `[…]` and `\` as in fnmatch, and
// whatever comes first in the script wins (manual, "Input Section Wildcards").

import type {
  LinkerScript,
  ScriptInput,
  ScriptPattern,
  ScriptSection,
} from '../linker/script-model';

const wildcard = /[*?[]/;

export function hasWildcard(pattern: string): boolean {
  return wildcard.test(pattern);
}

/** Whether ld takes a section, or a file, of this name for the pattern. Time grows with the product of the lengths. */
export function matchesPattern(pattern: string, name: string): boolean {
  const first = pattern.search(wildcard);
  if (first < 0) return pattern === name;
  // What stands in front of a lone last `*` ld takes as it is, backslashes too.
  if (first === pattern.length - 1 && pattern.endsWith('*')) {
    return name.startsWith(pattern.slice(0, -1));
  }
  let [at, next] = [0, 0];
  // Where the last `*` can be tried again, one character further.
  let retry: { readonly pattern: number; name: number } | undefined;
  while (next < name.length) {
    const step = pattern[at] === '*' ? undefined : stepAt(pattern, at, name[next] ?? '');
    if (pattern[at] === '*') {
      retry = { pattern: at + 1, name: next };
      at += 1;
    } else if (step !== undefined) {
      at = step;
      next += 1;
    } else if (retry !== undefined) {
      retry.name += 1;
      at = retry.pattern;
      next = retry.name;
    } else {
      return false;
    }
  }
  while (pattern[at] === '*') at += 1;
  return at >= pattern.length;
}

/** Where the pattern goes on once the character is taken; undefined where it does not fit. */
function stepAt(pattern: string, at: number, character: string): number | undefined {
  const here = pattern[at];
  if (here === undefined) return undefined;
  if (here === '?') return at + 1;
  if (here === '[') {
    const set = setAt(pattern, at);
    if (set !== undefined) return set.has(character) ? set.end : undefined;
  }
  const quoted = here === '\\' && at + 1 < pattern.length ? 1 : 0;
  return pattern[at + quoted] === character ? at + quoted + 1 : undefined;
}

interface CharacterSet {
  readonly end: number;
  has(character: string): boolean;
}

/** `[a-c]`, `[!0-9]`, `[]x]`; undefined where it is never closed: then the bracket stands for itself. */
function setAt(pattern: string, at: number): CharacterSet | undefined {
  const isNegated = pattern[at + 1] === '!' || pattern[at + 1] === '^';
  const first = at + (isNegated ? 2 : 1);
  const close = pattern.indexOf(']', first + 1);
  if (close < 0) return undefined;
  const inside = pattern.slice(first, close);
  const has = (character: string): boolean => {
    for (let index = 0; index < inside.length; index += 1) {
      const low = inside[index] ?? '';
      const isRange = inside[index + 1] === '-' && index + 2 < inside.length;
      const high = isRange ? (inside[index + 2] ?? low) : low;
      if (character >= low && character <= high) return true;
      if (isRange) index += 2;
    }
    return false;
  };
  return { end: close + 1, has: (character) => has(character) !== isNegated };
}

/** Whether the pattern is taken from every file: `*(.text)`, without EXCLUDE_FILE. */
export function isOfEveryFile(input: ScriptInput, { excluded }: ScriptPattern): boolean {
  return input.file === '*' && input.excluded.length === 0 && excluded.length === 0;
}

/** The pattern of an input description that takes sections of this name, from any file or only from some. */
export function patternFor(input: ScriptInput, name: string): ScriptPattern | undefined {
  return input.sections.find(({ pattern }) => matchesPattern(pattern, name));
}

/** Where the sections of a name go. */
export interface Taker {
  readonly section: ScriptSection;
  readonly input: ScriptInput;
  readonly pattern: ScriptPattern;
}

/** Everything that takes sections of this name, in the order of the script; the first from every file has the rest. */
export function takersOf(script: LinkerScript, name: string): readonly Taker[] {
  return script.sections.flatMap((section) =>
    section.inputs.flatMap((input) => {
      const pattern = patternFor(input, name);
      return pattern === undefined ? [] : [{ section, input, pattern }];
    }),
  );
}

/** Where a section of this name from an ordinary file goes. */
export function takerOf(script: LinkerScript, name: string): Taker | undefined {
  return takersOf(script, name).find(({ input, pattern }) => isOfEveryFile(input, pattern));
}

/** `/DISCARD/`: what it takes is not linked at all. */
export function isDiscard({ name }: ScriptSection): boolean {
  return name === '/DISCARD/';
}
