// Names of the table that look like an unknown one: fewest letters to change, first among lines, then among
// the parts of the best lines, so that a look-up compares a few hundred short words and not all.

import { partsOfLine } from './part-name';
import { deviceTable, ownValue } from './table';

/** More changes than that is another name: of a part, of a line alone. */
const partChanges = 2;
const lineChanges = 1;

/** Package and packing of the text are not compared; the longest key has eight letters. */
const comparedLength = 9;

const nameCount = 5;

interface Candidate {
  readonly word: string;
  readonly changes: number;
}

/**
 * At most five parts, or lines where only that much can be guessed, best first, without `STM32`.
 * @param text upper-case name without `STM32`.
 */
export function nearestKeys(text: string): readonly string[] {
  if (text.length < 2) return [];
  const names = Object.keys(deviceTable().lines);
  const begun = names.filter((line) => line.startsWith(text));
  if (begun.length > 0) return begun.slice(0, nameCount);
  const wanted = fromLine(text).slice(0, comparedLength);
  const near = ranked(names, wanted, partChanges);
  const best = near[0]?.changes ?? 0;
  const keys = near
    .filter(({ changes }) => changes <= best + 1)
    .flatMap(({ word }) => partsOfLine(word));
  const parts = ranked(keys, wanted, partChanges);
  const found = parts.length > 0 ? parts : near.filter(({ changes }) => changes <= lineChanges);
  return found.slice(0, nameCount).map(({ word }) => word);
}

/** From where a line's name stands inside: boards (`NUCLEO-L552ZE-Q`) and clones (`GD32F103C8T6`) carry one. */
function fromLine(text: string): string {
  const { lines } = deviceTable();
  for (let start = 1; start + 4 <= text.length; start += 1) {
    const isLine = [5, 4].some((length) => {
      return ownValue(lines, text.slice(start, start + length)) !== undefined;
    });
    if (isLine) return text.slice(start);
  }
  return text;
}

/** Those within the limit, by changes; equals with more of the beginning in common first, then as given. */
function ranked(words: readonly string[], wanted: string, limit: number): readonly Candidate[] {
  const row = new Uint8Array(wanted.length + 1);
  return words
    .map((word) => ({ word, changes: changesToStart(word, wanted, row) }))
    .filter(({ changes }) => changes <= limit)
    .map((candidate) => ({ ...candidate, common: commonStart(candidate.word, wanted) }))
    .sort((a, b) => a.changes - b.changes || b.common - a.common);
}

function commonStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}

/**
 * Insertions, deletions and replacements (Levenshtein) from a word to the nearest beginning of a text.
 * @param row one byte more than the text has letters; it is written.
 */
function changesToStart(word: string, text: string, row: Uint8Array): number {
  for (let column = 0; column < row.length; column += 1) row[column] = column;
  for (let index = 0; index < word.length; index += 1) {
    const letter = word.charCodeAt(index);
    let diagonal = row[0] ?? 0;
    let left = index + 1;
    row[0] = left;
    for (let column = 1; column < row.length; column += 1) {
      const above = row[column] ?? 0;
      const replaced = diagonal + (text.charCodeAt(column - 1) === letter ? 0 : 1);
      left = Math.min(replaced, left + 1, above + 1);
      row[column] = left;
      diagonal = above;
    }
  }
  return row.reduce((least, changes) => Math.min(least, changes), word.length);
}
