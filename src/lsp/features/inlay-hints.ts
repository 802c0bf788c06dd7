// Inlay hints: what a LENGTH comes to in bytes and where the region ends, and the values of symbols.

import type { InlayHint, Range } from 'vscode-languageserver';
import { hex32 } from '../../base/hex';
import type { ScriptPlace, ScriptRegion, ScriptSymbol } from '../../linker/script-model';
import type { Feature } from '../feature';
import { InlayHintKind } from '../protocol-values';
import type { ScriptView } from '../script-view';
import { valueText } from '../words/value-words';

export const inlayHints: Feature = {
  capabilities: { inlayHintProvider: true },
  listen(connection, views) {
    connection.languages.inlayHint.on(({ textDocument: { uri }, range }) => {
      const view = views.of(uri);
      return view === undefined ? [] : inlayHintsIn(view, range);
    });
  },
};

interface Hint {
  /** Behind which it stands. */
  readonly place: ScriptPlace;
  readonly label: string;
}

/** Of the script alone: a value that only a build knows may be old, and is told by hover. */
export function inlayHintsIn({ document, file, facts }: ScriptView, range: Range): InlayHint[] {
  const { regions, symbols } = facts.script;
  const text = document.getText();
  const isHere = ({ place }: Pick<Hint, 'place'>): boolean => place.file === file;
  const hints = [
    ...regions.filter(isHere).flatMap(regionHint),
    ...symbols.filter(isHere).flatMap((symbol) => symbolHint(symbol, text)),
  ];
  const [from, to] = [document.offsetAt(range.start), document.offsetAt(range.end)];
  return hints.flatMap(({ place, label }): InlayHint[] => {
    if (place.end < from || place.end > to) return [];
    const position = { line: place.endLine - 1, character: place.endColumn - 1 };
    return [{ position, label, kind: InlayHintKind.Type, paddingLeft: true }];
  });
}

/** `= 131072 bytes, to 0x2001ffff` */
function regionHint({ origin, length, lengthPlace }: ScriptRegion): readonly Hint[] {
  if (length === undefined || lengthPlace === undefined) return [];
  const end = origin === undefined || length === 0 ? '' : `, to ${hex32(origin + length - 1)}`;
  const size = length === 1 ? '1 byte' : `${length} bytes`;
  return [{ place: lengthPlace, label: `= ${size}${end}` }];
}

/** A number, in whichever base, needs no explanation. */
const plainNumber = /^\(*\s*(?:0x[0-9a-f]+|\$[0-9a-f]+|\d[0-9a-f]*[hbodx]?)\s*\)*$/i;

function symbolHint(
  { name, value, operator, valuePlace }: ScriptSymbol,
  text: string,
): readonly Hint[] {
  if (value === undefined || name === '.' || operator !== '=') return [];
  const written = text.slice(valuePlace.start, valuePlace.end);
  return plainNumber.test(written) ? [] : [{ place: valuePlace, label: `= ${valueText(value)}` }];
}
