// Jumps from a webview to a place in a text: in the editor that shows it already, else beside.

import * as vscode from 'vscode';

/** @param place counts from 1 */
export async function openPlace(
  uri: vscode.Uri,
  { line = 1, column = 1 }: { readonly line?: number; readonly column?: number },
): Promise<void> {
  const at = new vscode.Position(line - 1, column - 1);
  const shown = vscode.window.visibleTextEditors.find(
    ({ document }) => document.uri.toString() === uri.toString(),
  );
  await vscode.window.showTextDocument(uri, {
    selection: new vscode.Range(at, at),
    viewColumn: shown?.viewColumn ?? vscode.ViewColumn.Beside,
  });
}
