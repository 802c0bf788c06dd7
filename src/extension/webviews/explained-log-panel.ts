// The panel of "STM32: Explain Log…": the causes that a log tells, beside the log where that is a document.

import * as vscode from 'vscode';
import type { FailureCard } from '../../protocol/failure-card';
import { CardPanel } from './card-panel';
import type { OwnMessage } from './card-panel';
import { openPlace } from './open-place';

export class ExplainedLogPanel implements vscode.Disposable {
  private readonly panel: CardPanel;
  private log: vscode.Uri | undefined;

  constructor(asset: (path: string) => string, onError: (error: unknown) => void) {
    const hear = (message: OwnMessage): Promise<void> => this.hear(message);
    const title = 'Explained Log';
    this.panel = new CardPanel({
      asset,
      viewType: 'stm32-preflight.explainedLog',
      title,
      hear,
      onError,
    });
  }

  /** @param log the document with its lines; undefined where there is none */
  show(card: FailureCard, log: vscode.Uri | undefined): void {
    this.log = log;
    this.panel.put(card);
    const seen = vscode.window.activeTextEditor?.document.uri.toString();
    const isSeen = log !== undefined && seen === log.toString();
    this.panel.show(isSeen ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active);
  }

  dispose(): void {
    this.panel.dispose();
  }

  private async hear(message: OwnMessage): Promise<void> {
    if (message.type === 'openLine' && this.log !== undefined)
      await openPlace(this.log, { line: message.line });
  }
}
