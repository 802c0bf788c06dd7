// Opens the page about a finding, a problem of a linker script, or the cause of a failed launch: what it means, why it matters, how to fix it.

import * as vscode from 'vscode';
import type { Command } from './command';

export const explainFinding: Command = {
  id: 'stm32-preflight.explainFinding',
  async run({ asset }, id: unknown) {
    if (typeof id !== 'string' || !/^[a-z0-9-]+$/.test(id)) return;
    const pages = ['findings', 'linker', 'causes'].map((folder) =>
      vscode.Uri.file(asset(`docs/${folder}/${id}.md`)),
    );
    for (const page of pages) {
      if (!(await isThere(page))) continue;
      await vscode.commands.executeCommand('markdown.showPreview', page);
      return;
    }
    throw new Error(`There is no page about "${id}".`);
  },
};

function isThere(file: vscode.Uri): Thenable<boolean> {
  return vscode.workspace.fs.stat(file).then(
    () => true,
    () => false,
  );
}
