// The panel of "STM32: Show Memory Map": one for the window, its page drawn by dist/memory-map.js. It is filled anew
// whenever the launch it shows is checked again.

import * as vscode from 'vscode';
import type { MemoryMap } from '../../protocol/memory-map';
import type { FromMemoryMap, ShowMemoryMap } from '../../protocol/webview-messages';
import type { CheckedLaunch, FindingsStore } from '../findings-store';
import { openPlace } from './open-place';
import { webviewPage } from './webview-page';

/** Makes the map of a launch as it is now. */
export type MapMaker = (launch: CheckedLaunch) => Promise<MemoryMap>;

export class MemoryMapPanel implements vscode.Disposable {
  private panel: vscode.WebviewPanel | undefined;
  private launch: CheckedLaunch | undefined;
  private isReady = false;
  /** Counts the maps that were asked for, so that a slow one never replaces a newer one. */
  private round = 0;
  private readonly watching: vscode.Disposable;

  constructor(
    private readonly asset: (path: string) => string,
    private readonly make: MapMaker,
    store: FindingsStore,
    private readonly onError: (error: unknown) => void,
  ) {
    this.watching = store.onDidChange(() => this.refill());
  }

  async show(launch: CheckedLaunch): Promise<void> {
    this.launch = launch;
    if (this.panel === undefined) this.open();
    else this.panel.reveal();
    await this.fill();
  }

  dispose(): void {
    this.watching.dispose();
    this.panel?.dispose();
  }

  private open(): void {
    const roots = ['dist', 'media'].map((folder) => vscode.Uri.file(this.asset(folder)));
    const panel = vscode.window.createWebviewPanel(
      'stm32-preflight.memoryMap',
      'Memory Map',
      vscode.ViewColumn.Active,
      { enableScripts: true, localResourceRoots: roots, retainContextWhenHidden: false },
    );
    panel.webview.onDidReceiveMessage((message: FromMemoryMap) => this.hear(message));
    panel.onDidDispose(() => {
      this.panel = undefined;
      this.isReady = false;
    });
    this.panel = panel;
    panel.webview.html = webviewPage(panel.webview, this.asset, {
      title: 'Memory Map',
      script: 'dist/memory-map.js',
      style: 'media/memory-map.css',
    });
  }

  /** The page says when it can take its data, also after it was hidden. */
  private hear(message: FromMemoryMap): void {
    switch (message.type) {
      case 'ready':
        this.isReady = true;
        this.refill();
        break;
      case 'open':
        openPlace(vscode.Uri.file(message.location.file), message.location).catch(this.onError);
        break;
    }
  }

  private refill(): void {
    this.fill().catch(this.onError);
  }

  private async fill(): Promise<void> {
    const { panel, launch } = this;
    if (panel === undefined || launch === undefined || !this.isReady) return;
    const round = ++this.round;
    const message: ShowMemoryMap = { type: 'show', map: await this.make(launch) };
    // Meanwhile the panel may have been closed, or a newer map may be on its way.
    if (this.panel === panel && this.round === round) await panel.webview.postMessage(message);
  }
}
