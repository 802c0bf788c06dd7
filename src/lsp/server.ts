// The language server: its documents, and the features that answer for them.

import { TextDocumentSyncKind } from 'vscode-languageserver';
import type { Connection } from 'vscode-languageserver';
import { features } from './features';
import { openDocuments } from './open-documents';

/** Serves one client until it says `exit`. */
export function serve(connection: Connection): void {
  const views = openDocuments(connection);
  connection.onInitialize(() => ({
    capabilities: Object.assign(
      { textDocumentSync: TextDocumentSyncKind.Incremental },
      ...features.map(({ capabilities }) => capabilities),
    ) as object,
    serverInfo: { name: 'stm32-preflight' },
  }));
  for (const feature of features) feature.listen(connection, views);
  connection.listen();
}
