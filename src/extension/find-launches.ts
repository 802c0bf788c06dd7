// The launches that a folder offers without a launch.json, and what is said where it offers none.

import * as vscode from 'vscode';
import { findCandidates } from './candidates';
import type { Candidate, Configuration } from './candidates';
import { findProject } from './find-project';
import type { Services } from './services';

/** Every image of the folder on every server that can work here, the best first. */
export async function findLaunches(
  { drivers, survey }: Pick<Services, 'drivers' | 'survey'>,
  folder: vscode.WorkspaceFolder,
  token?: vscode.CancellationToken,
): Promise<readonly Candidate[]> {
  const [project, surroundings] = await Promise.all([findProject(folder, token), survey(folder)]);
  return findCandidates(project, drivers, surroundings);
}

/** In a workspace of several folders only a launch.json has a `${workspaceFolder}`, so the path is written out. */
export function anchor(
  configuration: Configuration,
  folder: vscode.WorkspaceFolder,
): vscode.DebugConfiguration {
  const executable = String(configuration['executable']);
  const home = folder.uri.fsPath;
  return { ...configuration, executable: executable.replace('${workspaceFolder}', () => home) };
}

export function tellNoFolder(): Promise<void> {
  const message = 'Open the folder of an STM32 project to debug it.';
  return explain(message, 'Open Folder', 'vscode.openFolder');
}

export function tellNoImage({ name }: vscode.WorkspaceFolder): Promise<void> {
  return explain(
    `No ELF file was found in ${name}. Build the project first, or name the file in launch.json.`,
    'Create launch.json',
    'stm32-preflight.createLaunchConfiguration',
  );
}

async function explain(message: string, action: string, command: string): Promise<void> {
  const help = 'How to Debug an STM32';
  const answer = await vscode.window.showErrorMessage(message, action, help);
  if (answer === action) await vscode.commands.executeCommand(command);
  if (answer === help) {
    const walkthrough = 'stm32-preflight.stm32-preflight#getStarted';
    await vscode.commands.executeCommand('workbench.action.openWalkthrough', walkthrough);
  }
}
