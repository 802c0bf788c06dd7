// The client of our language server. Only linker-scripts.ts imports it, and only when it is needed: it brings
// the whole language client library along.

import type * as vscode from 'vscode';
import type { LanguageClientOptions, ServerOptions } from 'vscode-languageclient/node';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import type { Services } from './services';

/** Starts the server; it ends with the disposable. */
export async function startLanguageClient({ asset, log }: Services): Promise<vscode.Disposable> {
  const server: ServerOptions = {
    module: asset('dist/language-server.js'),
    transport: TransportKind.ipc,
  };
  const options: LanguageClientOptions = {
    documentSelector: [{ scheme: 'file', language: 'linkerscript' }],
    diagnosticCollectionName: 'stm32-linkerscript',
    outputChannel: log,
  };
  const client = new LanguageClient('stm32-preflight', 'STM32 Preflight', server, options);
  await client.start();
  return client;
}
