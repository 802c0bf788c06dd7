// What the server says about the parts of open scripts: shown for the active editor, asked for where nothing says it,
// and changed by the user.

import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { scriptPartMethod, setPartMethod } from '../../protocol/lsp-extensions';
import type { ScriptPartParams, SetPartParams, SetPartResult } from '../../protocol/lsp-extensions';
import type { Services } from '../services';
import { askForPart } from './ask-part';
import { choosePart } from './choose-part';
import { keepPart } from './keep-part';
import { PartStatus } from './part-status';
import { isLinkerScript } from './script-language';

export class ScriptParts implements vscode.Disposable {
  private readonly told = new Map<string, ScriptPartParams>();
  private readonly status = new PartStatus();
  /** Scripts that were asked about in this window, answered or not. */
  private readonly asked = new Set<string>();
  private readonly own: vscode.Disposable[];

  constructor(
    private readonly client: LanguageClient,
    private readonly services: Pick<Services, 'log' | 'memory'>,
  ) {
    const show = (): void => this.show();
    this.own = [
      this.status,
      client.onNotification(scriptPartMethod, (about: ScriptPartParams) => this.take(about)),
      vscode.window.onDidChangeActiveTextEditor(show),
    ];
  }

  /** Lets the user choose the part of a script, and keeps it. */
  async choose(script: vscode.Uri): Promise<void> {
    const uri = script.toString();
    const about = this.told.get(uri) ?? { uri, choices: [] };
    const taken = await choosePart(about);
    if (taken === undefined) return;
    const params: SetPartParams = {
      uri: this.client.code2ProtocolConverter.asUri(script),
      ...(taken.part === undefined ? {} : { part: taken.part }),
    };
    const result = await this.client.sendRequest<SetPartResult>(setPartMethod, params);
    if (!result.ok) throw new Error(`There is no part called ${taken.label}.`);
    await keepPart(script, result.part);
  }

  /** The server is gone, and with it what it said. */
  forget(): void {
    this.told.clear();
    this.show();
  }

  dispose(): void {
    for (const part of this.own) part.dispose();
  }

  private take(about: ScriptPartParams): void {
    const uri = this.client.protocol2CodeConverter.asUri(about.uri);
    this.told.set(uri.toString(), about);
    this.show();
  }

  private show(): void {
    const document = vscode.window.activeTextEditor?.document;
    const isScript = document !== undefined && isLinkerScript(document);
    const about = isScript ? this.told.get(document.uri.toString()) : undefined;
    this.status.show(about);
    if (!isScript || about === undefined || about.part !== undefined) return;
    this.ask(document).catch((error: unknown) => {
      this.services.log.error(`The part of ${document.fileName} was not asked: ${String(error)}`);
    });
  }

  private async ask(document: vscode.TextDocument): Promise<void> {
    const key = document.uri.toString();
    if (this.asked.has(key)) return;
    this.asked.add(key);
    if (await askForPart(document, this.services.memory)) await this.choose(document.uri);
  }
}
