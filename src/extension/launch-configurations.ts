// The launch configurations as they are written down.

import * as vscode from 'vscode';
import { debugType } from './candidates';

/** The configurations of our type in a folder's launch.json. */
export function launchConfigurations(
  folder: vscode.WorkspaceFolder | undefined,
): readonly vscode.DebugConfiguration[] {
  const launch = vscode.workspace.getConfiguration('launch', folder);
  const all = launch.get<readonly vscode.DebugConfiguration[]>('configurations', []);
  return all.filter(({ type }) => type === debugType);
}
