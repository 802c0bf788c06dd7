// Starts the language client when the first linker script is opened, never before.

import * as vscode from 'vscode';
import type { Services } from './services';

export function watchLinkerScripts(services: Services): vscode.Disposable {
  const own: vscode.Disposable[] = [];
  const startFor = ({ languageId }: vscode.TextDocument): void => {
    if (languageId !== 'linkerscript' || own.length > 1) return;
    own.push(startOnce(services));
  };
  own.push(vscode.workspace.onDidOpenTextDocument(startFor));
  vscode.workspace.textDocuments.forEach(startFor);
  return new vscode.Disposable(() => own.forEach((part) => void part.dispose()));
}

function startOnce(services: Services): vscode.Disposable {
  const started = import('./language-client')
    .then(({ startLanguageClient }) => startLanguageClient(services))
    .catch((error: unknown) => {
      services.log.error(`The linker-script checks could not start: ${String(error)}`);
      return undefined;
    });
  return new vscode.Disposable(() => void started.then((client) => void client?.dispose()));
}
