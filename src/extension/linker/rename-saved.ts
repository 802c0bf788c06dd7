// Renaming a symbol of a linker script changes C sources too, whose places the server reads from the disk: in one with
// unsaved changes they may be others, so it is refused until that is saved.

import * as vscode from 'vscode';
import { fileNameOf } from '../../base/file-name';
import { isLinkerScript } from './script-language';

/** @param rename what the server answers */
export async function renameSaved(
  rename: () => vscode.ProviderResult<vscode.WorkspaceEdit>,
): Promise<vscode.WorkspaceEdit | null | undefined> {
  const edit = await rename();
  const unsaved = vscode.workspace.textDocuments.find(
    (each) => each.isDirty && !isLinkerScript(each) && edit?.has(each.uri) === true,
  );
  if (unsaved === undefined) return edit;
  throw new Error(
    // VS Code shows the beginning of it.
    `Save ${fileNameOf(unsaved.fileName)} and rename again: it uses this name, and has unsaved changes.`,
  );
}
