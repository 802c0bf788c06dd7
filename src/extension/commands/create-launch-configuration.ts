// Puts a configuration for what the workspace offers into launch.json and opens the file. Comments and other
// configurations there stay: VS Code itself makes the edit.

import * as vscode from 'vscode';
import type { Configuration } from '../candidates';
import { findCandidates, templateConfiguration } from '../candidates';
import { askForCandidate } from '../choose-candidate';
import { chooseFolder } from '../choose-folder';
import { findProject } from '../find-project';
import type { Services } from '../services';
import type { Command } from './command';

export const createLaunchConfiguration: Command = {
  id: 'stm32-preflight.createLaunchConfiguration',
  async run({ drivers, survey }: Services) {
    const folder = await chooseFolder();
    if (folder === undefined) return;
    const project = await findProject(folder);
    const candidates = findCandidates(project, drivers, await survey(folder));
    const chosen =
      candidates.length === 0
        ? templateConfiguration(project)
        : (await askForCandidate(candidates))?.configuration;
    if (chosen === undefined) return;
    await addToLaunchJson(folder, chosen);
    await showInLaunchJson(folder, String(chosen['executable']));
  },
};

async function addToLaunchJson(
  folder: vscode.WorkspaceFolder,
  added: Configuration,
): Promise<void> {
  const launch = vscode.workspace.getConfiguration('launch', folder.uri);
  const inFolder = launch.inspect<Configuration[]>('configurations')?.workspaceFolderValue ?? [];
  const { WorkspaceFolder } = vscode.ConfigurationTarget;
  if (launch.inspect('version')?.workspaceFolderValue === undefined) {
    await launch.update('version', '0.2.0', WorkspaceFolder);
  }
  const named = { ...added, name: freeName(added.name, inFolder) };
  await launch.update('configurations', [...inFolder, named], WorkspaceFolder);
}

/** Selects the path of the ELF file, the one thing that may have to be changed. */
async function showInLaunchJson(folder: vscode.WorkspaceFolder, executable: string): Promise<void> {
  const file = vscode.Uri.joinPath(folder.uri, '.vscode', 'launch.json');
  const document = await vscode.workspace.openTextDocument(file);
  const start = Math.max(0, document.getText().lastIndexOf(executable));
  const end = start + executable.length;
  const selection = new vscode.Range(document.positionAt(start), document.positionAt(end));
  await vscode.window.showTextDocument(document, { selection });
}

function freeName(name: string, taken: readonly Configuration[]): string {
  const isTaken = (wanted: string): boolean => taken.some((other) => other.name === wanted);
  let free = name;
  for (let count = 2; isTaken(free); count++) free = `${name} ${count}`;
  return free;
}
