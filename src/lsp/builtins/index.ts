// The words of GNU ld's language with what they do, in our own words; the manual's section is named with each.

import type { Builtin, BuiltinPlace } from './builtin';
import { commandWords } from './commands';
import { expressionWords } from './functions';
import { sectionWords } from './sections';

export const builtins: readonly Builtin[] = [...commandWords, ...sectionWords, ...expressionWords];

/** What may stand at a place. */
export function builtinsAt(place: BuiltinPlace): readonly Builtin[] {
  return builtins.filter(({ places }) => places.includes(place));
}

/** The word as it is meant at a place; undefined where it may not stand there. */
export function builtinNamed(name: string, place: BuiltinPlace): Builtin | undefined {
  return builtins.find((each) => each.name === name && each.places.includes(place));
}
