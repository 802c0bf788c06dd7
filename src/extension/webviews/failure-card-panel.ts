// The panel of "STM32: Show Launch Failure". It opens only when it is asked for, and is filled anew when another launch fails.

import * as vscode from 'vscode';
import type { ExperimentAction } from '../../findings/diagnosis';
import type { FailureCard } from '../../protocol/failure-card';
import type { CheckedLaunch } from '../findings-store';
import { CardPanel } from './card-panel';
import type { OwnMessage } from './card-panel';

/** A launch that failed, with what is known of it. */
export interface FailedLaunch {
  readonly launch: CheckedLaunch;
  readonly card: FailureCard;
}

/** Makes the experiment of a cause. */
export type Experimenter = (launch: CheckedLaunch, action: ExperimentAction) => Promise<void>;

export class FailureCardPanel implements vscode.Disposable {
  private readonly panel: CardPanel;
  private failed: FailedLaunch | undefined;
  private isTrying = false;

  constructor(
    asset: (path: string) => string,
    private readonly experiment: Experimenter,
    onError: (error: unknown) => void,
  ) {
    const hear = (message: OwnMessage): Promise<void> => this.hear(message);
    const title = 'Launch Failure';
    this.panel = new CardPanel({
      asset,
      viewType: 'stm32-preflight.failureCard',
      title,
      hear,
      onError,
    });
  }

  /** Keeps it for when it is asked for; a panel that is open shows it now. */
  put(failed: FailedLaunch): void {
    this.failed = failed;
    this.panel.put(failed.card);
  }

  /** Opens it, or brings it to the front. @returns whether a launch has failed. */
  show(): boolean {
    if (this.failed === undefined) return false;
    this.panel.show(vscode.ViewColumn.Active);
    return true;
  }

  dispose(): void {
    this.panel.dispose();
  }

  private async hear(message: OwnMessage): Promise<void> {
    switch (message.type) {
      case 'try':
        return this.try(message.action);
      case 'copyReport':
        await vscode.commands.executeCommand('stm32-preflight.copyLaunchReport');
        return;
      case 'showLog':
        await vscode.commands.executeCommand('stm32-preflight.showOutput');
        return;
      case 'openLine':
        // Its lines are those of the launch report, which is no document.
        return;
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
}
