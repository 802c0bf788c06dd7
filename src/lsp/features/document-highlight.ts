// Every place of the name under the cursor in this document.

import type { DocumentHighlight, Position } from 'vscode-languageserver';
import type { Feature } from '../feature';
import { nameUnder, namesOf } from '../names-index';
import { DocumentHighlightKind } from '../protocol-values';
import { rangeOfSpan } from '../ranges';
import type { ScriptView } from '../script-view';

export const documentHighlight: Feature = {
  capabilities: { documentHighlightProvider: true },
  listen(connection, views) {
    connection.onDocumentHighlight(({ textDocument, position }) => {
      const view = views.of(textDocument.uri);
      return view === undefined ? [] : highlightsOf(view, position);
    });
  },
};

export function highlightsOf(view: ScriptView, position: Position): DocumentHighlight[] {
  const name = nameUnder(view, position);
  if (name === undefined) return [];
  return namesOf(view.tree)
    .filter((use) => use.kind === name.kind && use.name === name.name)
    .map((use) => ({
      range: rangeOfSpan(view.document, use),
      kind: use.role === 'declaration' ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
    }));
}
