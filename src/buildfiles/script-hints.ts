// The linker scripts of a make or CMake file: what -T takes, told at the line that gives the variable its value.

import type { LineIndex } from '../base/text';
import { isScriptPath } from './hint-collector';
import type { HintCollector } from './hint-collector';
import type { LinkWord } from './link-words';
import type { Variables } from './variables';

/** A variable's value that is one word, and where it is set. */
export interface Assigned {
  readonly value: string;
  readonly offset: number;
}

export interface ScriptSearch {
  readonly assigned: readonly Assigned[];
  readonly words: readonly LinkWord[];
  readonly variables: Variables;
  readonly lines: LineIndex;
  readonly hints: HintCollector;
}

/** Where no -T is seen, a variable with the name of a script is a guess worth having. */
export function addScriptHints({ assigned, words, variables, lines, hints }: ScriptSearch): void {
  const linked = words
    .filter(({ kind }) => kind === 'script')
    .flatMap(({ value, offset }) => variables.expand(value).map((path) => ({ path, offset })))
    .filter(({ path }) => isScriptPath(path));
  const linkedPaths = new Set(linked.map(({ path }) => path));
  for (const { value, offset } of assigned) {
    for (const path of variables.expand(value)) {
      const isUsed = linkedPaths.size === 0 || linkedPaths.has(path);
      if (isUsed) hints.script(path, lines.placeOf(offset).line);
    }
  }
  for (const { path, offset } of linked) hints.script(path, lines.placeOf(offset).line);
}
