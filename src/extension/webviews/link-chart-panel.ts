// The panel of "STM32: Test SWD Link": one for the window, its page drawn by dist/link-chart.js. It is filled with each
// clock that was measured.

import * as vscode from 'vscode';
import type { LinkChart } from '../../protocol/link-chart';
import type { FromLinkChart, ShowLinkChart } from '../../protocol/webview-messages';
import { webviewPage } from './webview-page';

export class LinkChartPanel implements vscode.Disposable {
  private panel: vscode.WebviewPanel | undefined;
  private chart: LinkChart | undefined;
  private isReady = false;

  constructor(
    private readonly asset: (path: string) => string,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** Opens it, or brings it to the front. */
  show(chart: LinkChart): void {
    if (this.panel === undefined) this.open();
    else this.panel.reveal(undefined, true);
    this.update(chart);
  }

  /** Fills it if it is open: one that was closed meanwhile is not opened again. */
  update(chart: LinkChart): void {
    this.chart = chart;
    this.fill();
  }

  dispose(): void {
    this.panel?.dispose();
  }

  private open(): void {
    const roots = ['dist', 'media'].map((folder) => vscode.Uri.file(this.asset(folder)));
    const panel = vscode.window.createWebviewPanel(
      'stm32-preflight.linkChart',
      'SWD Link',
      { viewColumn: vscode.ViewColumn.Active, preserveFocus: true },
      { enableScripts: true, localResourceRoots: roots, retainContextWhenHidden: false },
    );
    // The page says when it can take its data, also after it was hidden.
    panel.webview.onDidReceiveMessage(({ type }: FromLinkChart) => {
      switch (type) {
        case 'ready':
          this.isReady = true;
          this.fill();
      }
    });
    panel.onDidDispose(() => {
      this.panel = undefined;
      this.isReady = false;
    });
    this.panel = panel;
    panel.webview.html = webviewPage(panel.webview, this.asset, {
      title: 'SWD Link',
      script: 'dist/link-chart.js',
      style: 'media/link-chart.css',
    });
  }

  private fill(): void {
    const { panel, chart } = this;
    if (panel === undefined || chart === undefined || !this.isReady) return;
    const message: ShowLinkChart = { type: 'show', chart };
    panel.webview.postMessage(message).then(undefined, this.onError);
  }
}
