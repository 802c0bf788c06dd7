// Keeps the chosen part of a linker script in the settings of its folder, `stm32-preflight.linkerScripts.part`.

import * as vscode from 'vscode';
import { partsWith } from './parts-with';

const setting = 'linkerScripts.part';

/**
 * A script that is no file, or in no folder of the workspace while none is open, has nowhere to be kept: the choice then
 * holds until the window closes.
 * @param part undefined takes the choice back
 */
export async function keepPart(script: vscode.Uri, part: string | undefined): Promise<void> {
  if (script.scheme !== 'file' || vscode.workspace.workspaceFolders === undefined) return;
  const folder = vscode.workspace.getWorkspaceFolder(script);
  const settings = vscode.workspace.getConfiguration('stm32-preflight', folder ?? null);
  const found = settings.inspect<Readonly<Record<string, string>>>(setting);
  const written = folder === undefined ? found?.workspaceValue : found?.workspaceFolderValue;
  const path = vscode.workspace.asRelativePath(script, false).replaceAll('\\', '/');
  const target =
    folder === undefined
      ? vscode.ConfigurationTarget.Workspace
      : vscode.ConfigurationTarget.WorkspaceFolder;
  await settings.update(setting, partsWith(written, path, part), target);
}
