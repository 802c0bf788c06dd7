// Completion: names, words of the language, memories of the part and whole sections, as they fit at the cursor.

import type { CompletionItem, Position, Range } from 'vscode-languageserver';
import { builtins } from '../builtins';
import { withoutStops } from '../completion/offer';
import type { Offer } from '../completion/offer';
import { offersAt } from '../completion/offers-at';
import { cursorPlace } from '../cursor-place';
import type { Feature } from '../feature';
import { builtinText } from '../hover/builtin-hover';
import { InsertTextFormat } from '../protocol-values';
import { rangeOfSpan } from '../ranges';
import type { ScriptView } from '../script-view';

export const completion: Feature = {
  capabilities: {
    completionProvider: { triggerCharacters: ['>', '(', '.', '*'], resolveProvider: true },
  },
  listen(connection, views, client) {
    connection.onCompletion(({ textDocument: { uri }, position }) => {
      const view = views.of(uri);
      if (view === undefined) return [];
      return completionsAt(view, position, {
        hasSnippets: client().hasSnippets,
        scripts: () => views.scriptUris(),
      });
    });
    connection.onCompletionResolve(resolveCompletion);
  },
};

export interface CompletionOptions {
  readonly hasSnippets: boolean;
  /** Uris of every script that the server knows, for INCLUDE. */
  readonly scripts: () => readonly string[];
}

export function completionsAt(
  view: ScriptView,
  position: Position,
  { hasSnippets, scripts }: CompletionOptions,
): CompletionItem[] {
  const { document, tree } = view;
  const offset = document.offsetAt(position);
  const text = document.getText();
  const place = cursorPlace(text, offset, tree.context, tree.isPreprocessed);
  if (place?.inside !== 'word') return [];
  return offersAt(place, view, scripts).map((offer) => {
    const range = rangeOfSpan(document, { start: startOf(offer, text, place.start), end: offset });
    return toItem(offer, range, hasSnippets);
  });
}

/** Signs that the user has typed already, and that are no part of a word: `*` of `*(.text)`, `/` of `/DISCARD/`. */
function startOf({ label }: Offer, text: string, start: number): number {
  const first = label[0] ?? '';
  return /[*>(]/.test(first) && text[start - 1] === first ? start - 1 : start;
}

function toItem(offer: Offer, range: Range, hasSnippets: boolean): CompletionItem {
  const { label, kind, detail, documentation, snippet, rank = 5, builtin } = offer;
  const isSnippet = hasSnippets && snippet !== undefined;
  const newText = isSnippet ? snippet : withoutStops(snippet ?? label);
  return {
    ...{ label, kind, sortText: `${rank}${label}`, textEdit: { range, newText } },
    ...(detail === undefined ? {} : { detail }),
    ...(documentation === undefined
      ? {}
      : { documentation: { kind: 'markdown' as const, value: documentation } }),
    ...(isSnippet ? { insertTextFormat: InsertTextFormat.Snippet } : {}),
    ...(builtin === undefined ? {} : { data: { builtin } }),
  };
}

/** Adds what a word of the language does; other items are complete. */
export function resolveCompletion(item: CompletionItem): CompletionItem {
  const data: unknown = item.data;
  const index = typeof data === 'object' && data !== null && 'builtin' in data ? data.builtin : -1;
  const found = typeof index === 'number' ? builtins[index] : undefined;
  if (found === undefined) return item;
  return { ...item, documentation: { kind: 'markdown', value: builtinText(found) } };
}
