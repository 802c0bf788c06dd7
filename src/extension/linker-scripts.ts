// Starts the language client with the first linker script: the first that is opened, or one that the workspace has.
// Until then nothing of it is loaded.

import * as vscode from 'vscode';
import type { ScriptClient } from './language-client';
import { isMapFile } from './linker/map-language';
import { isLinkerScript, scriptFiles } from './linker/script-language';
import type { Services } from './services';

/** Folders whose scripts are nobody's own, or none. */
const skipped = '**/{node_modules,.git,CMakeFiles}/**';

export class LinkerScripts implements vscode.Disposable {
  private client: Promise<ScriptClient | undefined> | undefined;
  private readonly listening: vscode.Disposable;

  constructor(private readonly services: Pick<Services, 'asset' | 'log' | 'memory' | 'preflight'>) {
    const startFor = (document: vscode.TextDocument): void => {
      if (isLinkerScript(document) || isMapFile(document)) void this.start();
    };
    this.listening = vscode.workspace.onDidOpenTextDocument(startFor);
    vscode.workspace.textDocuments.forEach(startFor);
    this.startForWorkspace().catch((error: unknown) => {
      services.log.warn(`The workspace could not be searched for linker scripts: ${String(error)}`);
    });
  }

  /** Lets the user choose the part of the linker script in the active editor. */
  async choosePart(): Promise<void> {
    const document = vscode.window.activeTextEditor?.document;
    if (document === undefined || !isLinkerScript(document)) {
      throw new Error('Open the linker script first: its part is chosen for the active editor.');
    }
    const client = await this.start();
    if (client === undefined) throw new Error('The linker-script checks did not start.');
    await client.choosePart(document.uri);
  }

  dispose(): void {
    this.listening.dispose();
    void this.client?.then((client) => void client?.dispose());
  }

  /** Problems of scripts that nobody opened are wanted too, unless a setting says otherwise. */
  private async startForWorkspace(): Promise<void> {
    const settings = vscode.workspace.getConfiguration('stm32-preflight');
    if (!settings.get<boolean>('linkerScripts.workspaceDiagnostics', true)) return;
    const found = await vscode.workspace.findFiles(scriptFiles, skipped, 1);
    if (found.length > 0) await this.start();
  }

  /** @returns undefined when it could not start, which is in the log. */
  private start(): Promise<ScriptClient | undefined> {
    this.client ??= import('./language-client')
      .then(({ startLanguageClient }) => startLanguageClient(this.services))
      .catch((error: unknown) => {
        this.services.log.error(`The linker-script checks could not start: ${String(error)}`);
        return undefined;
      });
    return this.client;
  }
}
