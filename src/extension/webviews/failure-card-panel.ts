// The panel of "STM32: Show Launch Failure": one for the window, its page drawn by dist/failure-card.js. It opens only when
// it is asked for, and is filled anew when another launch fails.

import * as vscode from 'vscode';
import type { ExperimentAction } from '../../findings/diagnosis';
import type { SourceLocation } from '../../findings/finding';
import type { FailureCard } from '../../protocol/failure-card';
import type { FromFailureCard, ShowFailureCard } from '../../protocol/webview-messages';
import type { CheckedLaunch } from '../findings-store';
import { webviewPage } from './webview-page';

/** A launch that failed, with what is known of it. */
export interface FailedLaunch {
  readonly launch: CheckedLaunch;
  readonly card: FailureCard;
}

/** Makes the experiment of a cause. */
export type Experimenter = (launch: CheckedLaunch, action: ExperimentAction) => Promise<void>;

export class FailureCardPanel implements vscode.Disposable {
  private panel: vscode.WebviewPanel | undefined;
  private failed: FailedLaunch | undefined;
  private isReady = false;
  private isTrying = false;

  constructor(
    private readonly asset: (path: string) => string,
    private readonly experiment: Experimenter,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** Keeps it for when it is asked for; a panel that is open shows it now. */
  put(failed: FailedLaunch): void {
    this.failed = failed;
    this.fill();
  }

  /** Opens it, or brings it to the front. @returns whether a launch has failed. */
  show(): boolean {
    if (this.failed === undefined) return false;
    if (this.panel === undefined) this.open();
    else this.panel.reveal();
    return true;
  }

  dispose(): void {
    this.panel?.dispose();
  }

  private open(): void {
    const roots = ['dist', 'media'].map((folder) => vscode.Uri.file(this.asset(folder)));
    const panel = vscode.window.createWebviewPanel(
      'stm32-preflight.failureCard',
      'Launch Failure',
      vscode.ViewColumn.Active,
      { enableScripts: true, localResourceRoots: roots, retainContextWhenHidden: false },
    );
    panel.webview.onDidReceiveMessage((message: FromFailureCard) => {
      this.hear(message).catch(this.onError);
    });
    panel.onDidDispose(() => {
      this.panel = undefined;
      this.isReady = false;
    });
    this.panel = panel;
    panel.webview.html = webviewPage(panel.webview, this.asset, {
      title: 'Launch Failure',
      script: 'dist/failure-card.js',
      style: 'media/failure-card.css',
    });
  }

  private async hear(message: FromFailureCard): Promise<void> {
    const run = (command: string, ...args: readonly unknown[]): Thenable<unknown> =>
      vscode.commands.executeCommand(`stm32-preflight.${command}`, ...args);
    switch (message.type) {
      // The page says when it can take its data, also after it was hidden.
      case 'ready':
        this.isReady = true;
        return this.fill();
      case 'try':
        return this.try(message.action);
      case 'open':
        return openPlace(message.location);
      case 'explain':
        await run('explainFinding', message.id);
        return;
      case 'copyReport':
        await run('copyLaunchReport');
        return;
      case 'showLog':
        await run('showOutput');
    }
  }

  /** One at a time: a second click on a button is no second launch. */
  private async try(action: ExperimentAction): Promise<void> {
    if (this.failed === undefined || this.isTrying) return;
    this.isTrying = true;
    try {
      await this.experiment(this.failed.launch, action);
    } finally {
      this.isTrying = false;
    }
  }

  private fill(): void {
    const { panel, failed } = this;
    if (panel === undefined || failed === undefined || !this.isReady) return;
    const message: ShowFailureCard = { type: 'show', card: failed.card };
    panel.webview.postMessage(message).then(undefined, this.onError);
  }
}

async function openPlace({ file, line = 1, column = 1 }: SourceLocation): Promise<void> {
  const at = new vscode.Position(line - 1, column - 1);
  await vscode.window.showTextDocument(vscode.Uri.file(file), {
    selection: new vscode.Range(at, at),
    viewColumn: vscode.ViewColumn.Beside,
  });
}
