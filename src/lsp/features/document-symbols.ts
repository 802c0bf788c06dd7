// The outline of a script: regions of MEMORY, segments, output sections with the symbols in them, symbols between.

import type { DocumentSymbol } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Span } from '../../base/text';
import type {
  OutputSection,
  Placement,
  ProgramHeader,
  Region,
  SyntaxTree,
  Word,
} from '../../linker/syntax';
import type { Feature } from '../feature';
import { SymbolKind } from '../protocol-values';
import { rangeOfSpan } from '../ranges';
import type { ScriptView } from '../script-view';

export const documentSymbols: Feature = {
  capabilities: { documentSymbolProvider: true },
  listen(connection, views) {
    connection.onDocumentSymbol(({ textDocument }) => {
      const view = views.of(textDocument.uri);
      return view === undefined ? [] : outlineOf(view);
    });
  },
};

type Item = SyntaxTree['items'][number] | ProgramHeader;

export function outlineOf({ document, tree }: ScriptView): DocumentSymbol[] {
  const text = document.getText();
  const all = (items: readonly Item[]): DocumentSymbol[] => items.flatMap(of);
  const of = (item: Item): DocumentSymbol[] => {
    switch (item.kind) {
      case 'memory':
        return [block(document, item, 'MEMORY', all(item.items))];
      case 'sections':
        return [block(document, item, 'SECTIONS', all(item.items))];
      case 'phdrs':
        return [block(document, item, 'PHDRS', all(item.headers))];
      case 'overlay':
        return [block(document, item, 'OVERLAY', all(item.sections), placementText(item))];
      case 'group':
        return all(item.items);
      case 'region':
        return named(document, item, item.name, SymbolKind.Struct, regionText(item, text));
      case 'alias':
        return named(document, item, item.alias, SymbolKind.Struct, `= ${item.region.text}`);
      case 'header':
        return named(document, item, item.name, SymbolKind.Object);
      case 'output':
        return section(document, item, all(item.body));
      case 'assignment':
        if (item.target.text === '.') return [];
        return named(document, item, item.target, SymbolKind.Variable, shortened(text, item.value));
      case 'command':
      case 'data':
      case 'input':
      case 'include':
      case 'insert':
      case 'assertion':
      case 'version':
      case 'skipped':
        return [];
    }
  };
  return all(tree.items);
}

/** A symbol's own span has to hold its name's, which a client checks. */
function named(
  document: TextDocument,
  whole: Span,
  word: Word,
  kind: SymbolKind,
  detail = '',
  children: DocumentSymbol[] = [],
): DocumentSymbol[] {
  if (word.text.trim() === '' || word.start < whole.start || word.end > whole.end) return [];
  const range = rangeOfSpan(document, whole);
  const selectionRange = rangeOfSpan(document, word);
  return [{ name: word.text, detail, kind, range, selectionRange, children }];
}

function block(
  document: TextDocument,
  whole: Span,
  name: string,
  children: DocumentSymbol[],
  detail = '',
): DocumentSymbol {
  const { start } = whole;
  const selectionRange = rangeOfSpan(document, {
    start,
    end: Math.min(start + name.length, whole.end),
  });
  const range = rangeOfSpan(document, whole);
  return { name, detail, kind: SymbolKind.Module, range, selectionRange, children };
}

function section(
  document: TextDocument,
  item: OutputSection,
  children: DocumentSymbol[],
): DocumentSymbol[] {
  const type = item.type?.keyword === undefined ? '' : `(${item.type.keyword.text})`;
  const detail = [type, placementText(item)].filter((part) => part !== '').join(' ');
  return named(document, item, item.name, SymbolKind.Namespace, detail, children);
}

function placementText({ region, loadRegion }: Placement): string {
  const parts = [
    region === undefined ? '' : `>${region.text}`,
    loadRegion === undefined ? '' : `AT> ${loadRegion.text}`,
  ];
  return parts.filter((part) => part !== '').join(' ');
}

function regionText({ origin, length }: Region, text: string): string {
  return [origin, length]
    .flatMap((part) =>
      part === undefined || part.end <= part.start ? [] : [shortened(text, part)],
    )
    .join(', ');
}

function shortened(text: string, { start, end }: Span): string {
  const written = text
    .slice(start, Math.min(end, start + 200))
    .replace(/\s+/g, ' ')
    .trim();
  return written.length > 60 ? `${written.slice(0, 60)}…` : written;
}
