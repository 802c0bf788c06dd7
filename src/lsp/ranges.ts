// Places of the linker's model and of findings (counted from 1) and spans of a text, as the protocol's ranges (from 0).

import type { Range } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Span } from '../base/text';

export function rangeOfSpan(document: TextDocument, { start, end }: Span): Range {
  return { start: document.positionAt(start), end: document.positionAt(end) };
}

export function rangeOfPlace(place: {
  readonly line: number;
  readonly column: number;
  readonly endLine?: number;
  readonly endColumn: number;
}): Range {
  const { line, column, endLine = line, endColumn } = place;
  return {
    start: { line: line - 1, character: column - 1 },
    end: { line: endLine - 1, character: endColumn - 1 },
  };
}
