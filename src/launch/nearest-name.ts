// The name that was probably meant by one that does not exist: a letter or two away, whatever its case, or a word in its
// middle left out.

import { editDistance } from '../base/edit-distance';

/** More letters to change than this, and it is another word. */
const mostEdits = 2;

/** @returns undefined when none of the names is near. */
export function nearestName<N extends string>(given: string, names: Iterable<N>): N | undefined {
  const wanted = bare(given);
  // Nothing is as long as its own mistakes: "x" is two letters away from "on".
  const most = Math.min(mostEdits, Math.ceil(wanted.length / 2) - 1);
  let best: { readonly name: N; readonly distance: number } | undefined;
  for (const name of names) {
    const distance = editDistance(wanted, bare(name));
    if (distance <= most && distance < (best?.distance ?? Infinity)) best = { name, distance };
  }
  return best?.name ?? onlyWithMoreWords(given, [...names]);
}

/** `showDevOutput` is `showDevDebugOutput` without one of its words; of several such names none is nearer. */
function onlyWithMoreWords<N extends string>(given: string, names: readonly N[]): N | undefined {
  const words = wordsOf(given);
  if (words.length < 2) return undefined;
  const [only, ...others] = names.filter((name) => isMiddleMissing(words, wordsOf(name)));
  return others.length === 0 ? only : undefined;
}

function isMiddleMissing(given: readonly string[], whole: readonly string[]): boolean {
  if (given.length !== whole.length - 1) return false;
  const missing = whole.findIndex((word, at) => word !== given[at]);
  const isInMiddle = missing > 0 && missing < whole.length - 1;
  return isInMiddle && given.every((word, at) => word === whole[at < missing ? at : at + 1]);
}

/** "showDevOutput", "show_dev_output" and "Show-Dev-Output" have the same words. */
function wordsOf(name: string): readonly string[] {
  const parted = name.replace(/([a-z0-9])(?=[A-Z])/g, '$1 ');
  return parted
    .toLowerCase()
    .split(/[-_ ]+/)
    .filter((word) => word !== '');
}

/** "ST-Link" and "stlink" are one word. */
function bare(name: string): string {
  return name.toLowerCase().replace(/[-_ ]/g, '');
}
