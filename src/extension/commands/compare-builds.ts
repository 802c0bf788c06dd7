// Tells what grew and what shrank between two builds: their map files, or their ELF files.

import * as vscode from 'vscode';
import { loadAnalyzer } from '../analyzer';
import type { GivenBuild } from '../compare-build-files';
import { showMarkdown } from '../show-markdown';
import type { Command } from './command';

const filters = { 'Map and ELF files': ['map', 'elf', 'axf', 'out'], 'All files': ['*'] };

export const compareBuilds: Command = {
  id: 'stm32-preflight.compareBuilds',
  async run() {
    const before = await chosen('Compare Builds: the earlier build', undefined);
    if (before === undefined) return;
    const after = await chosen('Compare Builds: the later build', before);
    if (after === undefined) return;
    const { compareBuildFiles } = await loadAnalyzer();
    const compared = await compareBuildFiles(await buildOf(before), await buildOf(after));
    if (compared.ok) await showMarkdown('Builds compared', compared.markdown);
    else await vscode.window.showErrorMessage(compared.why);
  },
};

async function chosen(
  title: string,
  beside: vscode.Uri | undefined,
): Promise<vscode.Uri | undefined> {
  const start = beside === undefined ? {} : { defaultUri: vscode.Uri.joinPath(beside, '..') };
  const [file] =
    (await vscode.window.showOpenDialog({ title, openLabel: 'Compare', filters, ...start })) ?? [];
  return file;
}

async function buildOf(file: vscode.Uri): Promise<GivenBuild> {
  return { name: file.fsPath, bytes: await vscode.workspace.fs.readFile(file) };
}
