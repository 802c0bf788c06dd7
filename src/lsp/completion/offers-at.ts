// What may be typed at a place of a script.

import type { CursorPlace } from '../cursor-place';
import { builtinPlaceOf } from '../place-of-builtin';
import { CompletionItemKind } from '../protocol-values';
import type { ScriptView } from '../script-view';
import { builtinOffers } from './builtin-offers';
import { includeOffers } from './include-offers';
import { inputOffers, patternOffers } from './input-offers';
import { fieldOffers, memoryOffers, originOffers } from './memory-offers';
import {
  missingSymbolOffers,
  regionOffers,
  sectionOffers,
  segmentOffers,
  symbolOffers,
} from './name-offers';
import { named } from './offer';
import type { Offer } from './offer';
import { sectionSnippets } from './section-snippets';

/** @param scripts uris of every script that the server knows, for INCLUDE. */
export function offersAt(
  place: CursorPlace,
  view: ScriptView,
  scripts: () => readonly string[],
): readonly Offer[] {
  const builtin = builtinPlaceOf(place.kind);
  const words = builtin === undefined ? [] : builtinOffers(builtin);
  switch (place.kind) {
    case 'top':
      return [...missingSymbolOffers(view), ...words];
    case 'attributes':
    case 'header':
    case 'insert':
    case 'type':
      return words;
    case 'memory':
      return [...memoryOffers(view), ...words];
    case 'flags':
      return place.isInBrackets ? flags : flags.map(inBrackets);
    case 'fields':
      return [
        ...fieldOffers(view, place.fields),
        ...words.filter(({ label }) => !place.fields.includes(label)),
      ];
    case 'sections':
      return [...sectionSnippets(view), ...missingSymbolOffers(view), ...words];
    case 'head':
      return [...builtinOffers('type', 1).map(inBrackets), ...builtinOffers('expression')];
    case 'body':
      return [...inputOffers(), move, ...missingSymbolOffers(view), ...words];
    case 'keep':
      return [...inputOffers(), ...words];
    case 'patterns':
      return [...patternOffers(view), ...words];
    case 'tail':
      return [...regionOffers(view, '>'), ...regionOffers(view, 'AT> ')];
    case 'region':
      return regionOffers(view);
    case 'segment':
      return segmentOffers(view);
    case 'files':
      return fileOffers(place.callee, words);
    case 'names':
      return namesFor(place, view);
    case 'include':
      return includeOffers(view, scripts());
    case 'insert-after':
      return sectionOffers(view);
    case 'provide':
      return missingSymbolOffers(view);
    case 'expression':
      return expressionOffers(place, view, words);
    case 'colon':
    case 'overlay':
    case 'phdrs':
    case 'version':
      return [];
  }
}

function expressionOffers(
  { callee, argument, fields, prefix }: CursorPlace,
  view: ScriptView,
  words: readonly Offer[],
): readonly Offer[] {
  switch (callee) {
    case 'ORIGIN':
    case 'LENGTH':
      return regionOffers(view);
    case 'SIZEOF':
    case 'ADDR':
    case 'LOADADDR':
    case 'ALIGNOF':
      return sectionOffers(view);
    case 'DEFINED':
      return symbolOffers(view);
    case 'CONSTANT':
      return builtinOffers('constant');
    case 'SEGMENT_START':
      if (argument === 0) return [];
      break;
    default:
  }
  const origins =
    callee === '' && prefix === '' && fields.at(-1) === 'ORIGIN' ? originOffers(view) : [];
  return [...origins, ...symbolOffers(view), ...words];
}

function namesFor({ callee, argument }: CursorPlace, view: ScriptView): readonly Offer[] {
  switch (callee) {
    case 'ENTRY':
    case 'EXTERN':
      return [
        named('Reset_Handler', CompletionItemKind.Function, 'of the startup file', 0),
        ...symbolOffers(view),
      ];
    case 'REGION_ALIAS':
      return argument === 0 ? [] : regionOffers(view);
    case 'NOCROSSREFS':
    case 'NOCROSSREFS_TO':
      return sectionOffers(view);
    default:
      return [];
  }
}

function fileOffers(callee: string, words: readonly Offer[]): readonly Offer[] {
  if (callee === 'OUTPUT_FORMAT' || callee === 'TARGET') {
    return ['elf32-littlearm', 'elf32-bigarm'].map((name) =>
      named(name, CompletionItemKind.Constant),
    );
  }
  if (callee === 'OUTPUT_ARCH') return [named('arm', CompletionItemKind.Constant)];
  return callee === 'INPUT' || callee === 'GROUP' ? words : [];
}

const move: Offer = {
  ...{ label: '. = ALIGN(4);', kind: CompletionItemKind.Snippet, rank: 3 },
  ...{ detail: 'to the next multiple', snippet: '. = ALIGN(${1:4});' },
};

const flags: readonly Offer[] = [
  named('rx', CompletionItemKind.Value, 'readable and executable: flash'),
  named('xrw', CompletionItemKind.Value, 'readable, writable and executable: RAM'),
  named('rw', CompletionItemKind.Value, 'readable and writable: RAM without code'),
];

function inBrackets(offer: Offer): Offer {
  const { label, snippet } = offer;
  const inside = `(${label})`;
  return { ...offer, label: inside, snippet: snippet === undefined ? inside : `(${snippet})` };
}
