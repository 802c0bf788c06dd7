// A panel with the card of a failure, its page drawn by dist/failure-card.js: one for each kind of card in the window. It
// opens only when it is asked for, and is filled anew with the next card.

import * as vscode from 'vscode';
import type { FailureCard } from '../../protocol/failure-card';
import type { FromFailureCard, ShowFailureCard } from '../../protocol/webview-messages';
import { openPlace } from './open-place';
import { webviewPage } from './webview-page';

/** What only one kind of card has. */
export type OwnMessage = Exclude<FromFailureCard, { readonly type: 'ready' | 'open' | 'explain' }>;

export interface CardPanelOptions {
  readonly asset: (path: string) => string;
  /** As VS Code knows it: `stm32-preflight.…`. */
  readonly viewType: string;
  readonly title: string;
  readonly hear: (message: OwnMessage) => Promise<void>;
  readonly onError: (error: unknown) => void;
}

export class CardPanel implements vscode.Disposable {
  private panel: vscode.WebviewPanel | undefined;
  private card: FailureCard | undefined;
  private isReady = false;

  constructor(private readonly options: CardPanelOptions) {}

  /** Keeps it for when it is asked for; a panel that is open shows it now. */
  put(card: FailureCard): void {
    this.card = card;
    this.fill();
  }

  /** Opens it there, or brings it to the front where it is. */
  show(column: vscode.ViewColumn): void {
    if (this.panel === undefined) this.open(column);
    else this.panel.reveal();
  }

  dispose(): void {
    this.panel?.dispose();
  }

  private open(column: vscode.ViewColumn): void {
    const { asset, viewType, title, onError } = this.options;
    const roots = ['dist', 'media'].map((folder) => vscode.Uri.file(asset(folder)));
    const panel = vscode.window.createWebviewPanel(viewType, title, column, {
      enableScripts: true,
      localResourceRoots: roots,
      retainContextWhenHidden: false,
    });
    panel.webview.onDidReceiveMessage((message: FromFailureCard) => {
      this.hear(message).catch(onError);
    });
    panel.onDidDispose(() => {
      this.panel = undefined;
      this.isReady = false;
    });
    this.panel = panel;
    panel.webview.html = webviewPage(panel.webview, asset, {
      title,
      script: 'dist/failure-card.js',
      style: 'media/failure-card.css',
    });
  }

  private async hear(message: FromFailureCard): Promise<void> {
    switch (message.type) {
      // The page says when it can take its data, also after it was hidden.
      case 'ready':
        this.isReady = true;
        return this.fill();
      case 'open':
        return openPlace(vscode.Uri.file(message.location.file), message.location);
      case 'explain':
        await vscode.commands.executeCommand('stm32-preflight.explainFinding', message.id);
        return;
      default:
        return this.options.hear(message);
    }
  }

  private fill(): void {
    const { panel, card } = this;
    if (panel === undefined || card === undefined || !this.isReady) return;
    const message: ShowFailureCard = { type: 'show', card };
    panel.webview.postMessage(message).then(undefined, this.options.onError);
  }
}
