// Many lines, and the search for a pattern in all of them: it is tried only where the words are that it needs.

import { neededWords } from './needed-words';
import type { Needed } from './needed-words';
import { shortest, WordIndex } from './word-index';

/** What the patterns need does not change. */
const needs = new WeakMap<RegExp, { readonly needed: Needed }>();

export class SpokenText {
  /** Each text once, logs repeat themselves. */
  private readonly distinct: readonly string[];
  /** The lines that have a distinct text, by its index. */
  private readonly holders: readonly (readonly number[])[];
  private readonly words: WordIndex;

  constructor(lines: readonly string[]) {
    const holders = new Map<string, number[]>();
    lines.forEach((line, index) => {
      if (line === '') return;
      const known = holders.get(line);
      if (known !== undefined) known.push(index);
      else holders.set(line, [index]);
    });
    this.distinct = [...holders.keys()];
    this.holders = [...holders.values()];
    this.words = new WordIndex(this.distinct);
  }

  /** The indexes of the lines that match, rising. */
  find(pattern: RegExp): readonly number[] {
    const among = this.candidates(neededBy(pattern));
    const found: number[] = [];
    const tryOn = (text: string, at: number): void => {
      if (pattern.test(text)) found.push(...(this.holders[at] ?? []));
    };
    if (among === undefined) this.distinct.forEach(tryOn);
    else for (const at of among) tryOn(this.distinct[at] ?? '', at);
    return found.sort((a, b) => a - b);
  }

  /** The distinct texts that have what is needed; undefined: any may. */
  private candidates(needed: Needed): readonly number[] | undefined {
    if (needed === undefined) return undefined;
    if (typeof needed === 'string') return this.words.textsWith(needed);
    if ('all' in needed)
      return shortest(needed.all.flatMap((part) => [this.candidates(part) ?? []]));
    return this.words.united(needed.any.map((part) => this.candidates(part) ?? []));
  }
}

function neededBy(pattern: RegExp): Needed {
  const known = needs.get(pattern);
  if (known !== undefined) return known.needed;
  const needed = neededWords(pattern);
  needs.set(pattern, { needed });
  return needed;
}
