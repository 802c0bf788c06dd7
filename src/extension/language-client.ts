// The client of our language server. Only linker-scripts.ts imports it, and only when it is needed: it brings
// the whole language client library along.

import type * as vscode from 'vscode';
import type { LanguageClientOptions, ServerOptions } from 'vscode-languageclient/node';
import {
  LanguageClient,
  RevealOutputChannelOn,
  State,
  TransportKind,
} from 'vscode-languageclient/node';
import type { LanguageServerOptions } from '../protocol/lsp-extensions';
import { mapSelector } from './linker/map-language';
import { renameSaved } from './linker/rename-saved';
import { scriptSelector } from './linker/script-language';
import { ScriptParts } from './linker/script-parts';
import { SharedProblems } from './linker/shared-problems';
import type { Services } from './services';

export interface ScriptClient extends vscode.Disposable {
  /** Lets the user choose the part of a script. */
  choosePart(script: vscode.Uri): Promise<void>;
}

/** A server that ends is started again this often within three minutes; then VS Code says so. */
const maxRestartCount = 3;

/** Pages and the memory map open in VS Code. */
const initializationOptions: LanguageServerOptions = {
  docsUri: 'command:stm32-preflight.explainFinding?%5B%22{id}%22%5D',
  memoryMapCommand: 'stm32-preflight.showMemoryMap',
};

/** Starts the server, which reads files and runs nothing; it ends with what is returned. */
export async function startLanguageClient(
  services: Pick<Services, 'asset' | 'log' | 'memory' | 'preflight'>,
): Promise<ScriptClient> {
  const { asset, log, preflight } = services;
  const problems = new SharedProblems(preflight.store);
  const server: ServerOptions = {
    module: asset('dist/language-server.js'),
    transport: TransportKind.ipc,
  };
  const options: LanguageClientOptions = {
    documentSelector: [...scriptSelector, ...mapSelector],
    diagnosticCollectionName: 'stm32-linkerscript',
    outputChannel: log,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    initializationOptions,
    connectionOptions: { maxRestartCount },
    markdown: { isTrusted: { enabledCommands: ['stm32-preflight.explainFinding'] } },
    middleware: {
      handleDiagnostics: (uri, diagnostics, next) => problems.take(uri, diagnostics, next),
      provideCodeActions: async (document, range, context, token, next) =>
        problems.fixesOf(document.uri, (await next(document, range, context, token)) ?? []),
      provideRenameEdits: (document, position, name, token, next) =>
        renameSaved(() => next(document, position, name, token)),
    },
  };
  const client = new LanguageClient('stm32-preflight', 'STM32 linker scripts', server, options);
  const parts = new ScriptParts(client, services);
  client.onDidChangeState(({ newState }) => {
    if (newState === State.Running) return;
    problems.forget();
    parts.forget();
  });
  const dispose = (): void => {
    problems.dispose();
    parts.dispose();
    client.dispose().catch((error: unknown) => log.warn(`The language server: ${String(error)}`));
  };
  try {
    await client.start();
  } catch (error) {
    dispose();
    throw error;
  }
  return { choosePart: (script) => parts.choose(script), dispose };
}
