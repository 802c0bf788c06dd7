// Opens the page about a finding: what it means, why it matters, how to fix it.

import * as vscode from 'vscode';
import type { Command } from './command';

export const explainFinding: Command = {
  id: 'stm32-preflight.explainFinding',
  async run({ asset }, id: unknown) {
    if (typeof id !== 'string' || !/^[a-z0-9-]+$/.test(id)) return;
    const page = vscode.Uri.file(asset(`docs/findings/${id}.md`));
    await vscode.commands.executeCommand('markdown.showPreview', page);
  },
};
