// Saves what is known of the last launch with its whole transcript, as a zip file.

import * as vscode from 'vscode';
import { loadAnalyzer } from '../analyzer';
import { reportEnvironment } from '../report-environment';
import { noLaunchYet } from './copy-launch-report';
import type { Command } from './command';

const save = 'Save…';

export const saveLaunchReport: Command = {
  id: 'stm32-preflight.saveLaunchReport',
  async run(services) {
    const { last } = services.records;
    if (last === undefined) {
      await vscode.window.showInformationMessage(noLaunchYet);
      return;
    }
    const question = 'Save the launch report with everything that was said?';
    const detail =
      'transcript.txt and launch.json in the zip file are as they are: names of users and computers, folders and serial numbers stand in them. report.md is without.';
    const answer = await vscode.window.showWarningMessage(question, { modal: true, detail }, save);
    if (answer !== save) return;
    const atMs = Date.now();
    const file = await vscode.window.showSaveDialog({
      ...defaultPlace(atMs),
      filters: { Zip: ['zip'] },
      title: 'Save Launch Report',
    });
    if (file === undefined) return;
    const { reportZip } = await loadAnalyzer();
    const zip = reportZip(last.record, await reportEnvironment(services), atMs);
    await vscode.workspace.fs.writeFile(file, zip);
    await vscode.window.showInformationMessage(`The launch report was saved: ${file.fsPath}`);
  },
};

/** In the first folder of the workspace, by date and time. */
function defaultPlace(atMs: number): { readonly defaultUri?: vscode.Uri } {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  const time = new Date(atMs).toISOString().slice(0, 16).replace(/[T:]/g, '-');
  const name = `stm32-launch-${time}.zip`;
  return folder === undefined ? {} : { defaultUri: vscode.Uri.joinPath(folder.uri, name) };
}
