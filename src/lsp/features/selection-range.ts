// Grows a selection from the word by its statement and its block to the whole script.

import type { Position, SelectionRange } from 'vscode-languageserver';
import type { Span } from '../../base/text';
import type { ProgramHeader, SyntaxTree } from '../../linker/syntax';
import type { Feature } from '../feature';
import { nameUnder } from '../names-index';
import { rangeOfSpan } from '../ranges';
import type { ScriptView } from '../script-view';

export const selectionRange: Feature = {
  capabilities: { selectionRangeProvider: true },
  listen(connection, views) {
    connection.onSelectionRanges(({ textDocument, positions }) => {
      const view = views.of(textDocument.uri);
      return view === undefined ? [] : positions.map((position) => selectionAt(view, position));
    });
  },
};

export function selectionAt(view: ScriptView, position: Position): SelectionRange {
  const { document, tree } = view;
  const offset = document.offsetAt(position);
  const spans: Span[] = [tree, ...spansAt(tree.items, offset)];
  const word = nameUnder(view, position) ?? { start: offset, end: offset };
  spans.push(word);
  let selection: SelectionRange | undefined;
  let last: Span | undefined;
  for (const span of spans) {
    const isInside = last === undefined || (span.start >= last.start && span.end <= last.end);
    const isSame = last?.start === span.start && last.end === span.end;
    if (!isInside || isSame) continue;
    const range = rangeOfSpan(document, span);
    selection = selection === undefined ? { range } : { range, parent: selection };
    last = span;
  }
  return selection ?? { range: { start: position, end: position } };
}

type Item = SyntaxTree['items'][number] | ProgramHeader;

/** From outside in. */
function spansAt(items: readonly Item[], offset: number): readonly Span[] {
  const spans: Span[] = [];
  for (let rest = items; ;) {
    const item = rest.find(({ start, end }) => start <= offset && offset <= end);
    if (item === undefined) return spans;
    spans.push(item);
    if ('inside' in item && offset >= item.inside.start && offset <= item.inside.end) {
      spans.push(item.inside);
    }
    rest = childrenOf(item);
  }
}

function childrenOf(item: Item): readonly Item[] {
  switch (item.kind) {
    case 'memory':
    case 'sections':
    case 'group':
      return item.items;
    case 'phdrs':
      return item.headers;
    case 'overlay':
      return item.sections;
    case 'output':
      return item.body;
    case 'region':
    case 'header':
    case 'alias':
    case 'assignment':
    case 'assertion':
    case 'command':
    case 'data':
    case 'input':
    case 'include':
    case 'insert':
    case 'version':
    case 'skipped':
      return [];
  }
}
