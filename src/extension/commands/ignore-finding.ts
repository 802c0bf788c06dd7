// Puts a finding's id into `preflight.ignore` of a launch configuration; the edit waits in VS Code's preview.

import * as vscode from 'vscode';
import { loadAnalyzer } from '../analyzer';
import type { Command } from './command';

export const ignoreFinding: Command = {
  id: 'stm32-preflight.ignoreFinding',
  async run(_services, folder: unknown, name: unknown, id: unknown) {
    if (![folder, name, id].every((part) => typeof part === 'string')) return;
    const uri = vscode.Uri.joinPath(vscode.Uri.parse(String(folder)), '.vscode', 'launch.json');
    const document = await vscode.workspace.openTextDocument(uri);
    const { ignoreEdits } = await loadAnalyzer();
    const edits = ignoreEdits(document.getText(), String(name), String(id));
    if (edits === undefined) {
      throw new Error(
        `launch.json has no configuration "${String(name)}", so nothing was ignored.`,
      );
    }
    const label = `Ignore ${String(id)} in "${String(name)}"`;
    const edit = new vscode.WorkspaceEdit();
    for (const { offset, length, content } of edits) {
      const range = new vscode.Range(
        document.positionAt(offset),
        document.positionAt(offset + length),
      );
      edit.replace(uri, range, content, { needsConfirmation: true, label });
    }
    await vscode.workspace.applyEdit(edit);
  },
};
