// The part of the linker script in the active editor, in the status bar; a click chooses another.

import * as vscode from 'vscode';
import type { ScriptPartParams } from '../../protocol/lsp-extensions';
import { statusText, statusTooltip } from './part-words';

/** Left of the cursor's place, so that it does not move what every editor shows. */
const priority = 101;

export class PartStatus implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem(
    'stm32-preflight.scriptPart',
    vscode.StatusBarAlignment.Right,
    priority,
  );

  constructor() {
    this.item.name = 'Part of the Linker Script';
    this.item.command = 'stm32-preflight.chooseScriptPart';
  }

  /** @param about of the script in the active editor; undefined where there is none, or nothing is known about it yet */
  show(about: ScriptPartParams | undefined): void {
    if (about === undefined) {
      this.item.hide();
      return;
    }
    const text = statusText(about);
    this.item.text = `$(circuit-board) ${text}`;
    this.item.tooltip = statusTooltip(about);
    this.item.accessibilityInformation = { label: `Part of the linker script: ${text}` };
    this.item.show();
  }

  dispose(): void {
    this.item.dispose();
  }
}
