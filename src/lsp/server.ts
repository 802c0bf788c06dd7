// The language server's connection and documents; each feature is a function in features/ and a line here.

import { TextDocumentSyncKind, TextDocuments } from 'vscode-languageserver';
import type { Connection } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { diagnose } from './features/diagnostics';

/** Serves one client until it says `exit`. */
export function serve(connection: Connection): void {
  const documents = new TextDocuments(TextDocument);
  connection.onInitialize(() => ({
    capabilities: { textDocumentSync: TextDocumentSyncKind.Incremental },
    serverInfo: { name: 'stm32-preflight' },
  }));
  const publish = (uri: string, diagnostics: ReturnType<typeof diagnose>): void => {
    connection
      .sendDiagnostics({ uri, diagnostics })
      .catch((error: unknown) => connection.console.error(String(error)));
  };
  documents.onDidChangeContent(({ document }) => publish(document.uri, diagnose(document)));
  documents.onDidClose(({ document }) => publish(document.uri, []));
  documents.listen(connection);
  connection.listen();
}
