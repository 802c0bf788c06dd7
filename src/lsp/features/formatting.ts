// Formatting of a script, and of the lines that a range touches.

import type { FormattingOptions, Range, TextEdit } from 'vscode-languageserver';
import { formatScript } from '../../linker/format/format-script';
import { isTooLong } from '../../linker/program';
import type { Feature } from '../feature';
import { rangeOfSpan } from '../ranges';
import type { ScriptView } from '../script-view';

export const formatting: Feature = {
  capabilities: { documentFormattingProvider: true, documentRangeFormattingProvider: true },
  listen(connection, views) {
    connection.onDocumentFormatting(({ textDocument, options }) => {
      const view = views.of(textDocument.uri);
      return view === undefined ? [] : formatted(view, options);
    });
    connection.onDocumentRangeFormatting(({ textDocument, options, range }) => {
      const view = views.of(textDocument.uri);
      return view === undefined ? [] : formatted(view, options, range);
    });
  },
};

export function formatted(
  { document, tree }: ScriptView,
  options: FormattingOptions,
  within?: Range,
): TextEdit[] {
  if (isTooLong(document.getText())) return [];
  const edits = formatScript(document.getText(), tree, options).map((edit) => {
    return { range: rangeOfSpan(document, edit), newText: edit.newText };
  });
  if (within === undefined) return edits;
  const first = within.start.line;
  // A selection of whole lines ends at the beginning of the next one.
  const last = within.end.character === 0 ? within.end.line - 1 : within.end.line;
  return edits.filter(
    ({ range }) => range.end.line >= first && range.end.line <= Math.max(first, last),
  );
}
