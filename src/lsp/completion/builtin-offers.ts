// Words of the linker's language that may stand at a place.

import { builtins } from '../builtins';
import type { BuiltinPlace } from '../builtins/builtin';
import { CompletionItemKind } from '../protocol-values';
import type { Offer } from './offer';

const functionPlaces: readonly BuiltinPlace[] = ['expression'];

export function builtinOffers(place: BuiltinPlace, rank = 5): readonly Offer[] {
  return builtins.flatMap(({ name, places, forms, snippet }, index): readonly Offer[] => {
    if (!places.includes(place) || name === '.') return [];
    const kind = functionPlaces.includes(place)
      ? CompletionItemKind.Function
      : CompletionItemKind.Keyword;
    const shown = { label: name, kind, detail: forms[0] ?? name, rank, builtin: index };
    return [snippet === undefined ? shown : { ...shown, snippet }];
  });
}
