// Offers to write into launch.json how a target was reached, and writes it once the user has agreed.

import * as vscode from 'vscode';
import type { ConnectWay } from '../protocol/debug-events';
import { loadAnalyzer } from './analyzer';
import type { CheckedLaunch } from './findings-store';

/** Asks, unless there is nothing to change or the user has declined it for this configuration in this window. */
export type KeepOffer = (launch: CheckedLaunch, way: ConnectWay) => Promise<void>;

export function createKeepOffer(): KeepOffer {
  const declined = new Set<string>();
  return async ({ folder, configuration: { name } }, { attributes, text }) => {
    if (folder === undefined) return;
    const key = `${folder.uri.toString()} ${name}`;
    const file = vscode.Uri.joinPath(folder.uri, '.vscode', 'launch.json');
    if (declined.has(key) || ((await edits(file, name, attributes))?.length ?? 0) === 0) return;
    const keep = 'Keep';
    const message = `Connected ${text}. Keep this in launch.json?`;
    const answer = await vscode.window.showInformationMessage(message, keep, 'Not Now');
    if (answer !== keep) declined.add(key);
    else await write(file, name, attributes);
  };
}

/** @returns undefined where the file has no such configuration, or is not there. */
async function edits(
  file: vscode.Uri,
  name: string,
  attributes: ConnectWay['attributes'],
): Promise<readonly vscode.TextEdit[] | undefined> {
  const document = await vscode.workspace.openTextDocument(file).then(
    (found) => found,
    () => undefined,
  );
  if (document === undefined) return undefined;
  const { keepWayEdits } = await loadAnalyzer();
  return keepWayEdits(document.getText(), name, attributes)?.map(({ offset, length, content }) => {
    const range = new vscode.Range(
      document.positionAt(offset),
      document.positionAt(offset + length),
    );
    return new vscode.TextEdit(range, content);
  });
}

/** Made from the file as it is now: the question may have stood for long. What the user has not saved stays unsaved. */
async function write(
  file: vscode.Uri,
  name: string,
  attributes: ConnectWay['attributes'],
): Promise<void> {
  const document = await vscode.workspace.openTextDocument(file);
  const { isDirty } = document;
  const change = new vscode.WorkspaceEdit();
  change.set(file, [...((await edits(file, name, attributes)) ?? [])]);
  await vscode.workspace.applyEdit(change);
  if (!isDirty) await document.save();
}
