// Reads another debugger's configuration of this folder as one of ours, puts it into launch.json once the user has chosen
// it, and shows what was kept, converted and lost.

import { posix } from 'node:path';
import * as vscode from 'vscode';
import { Failure } from '../../base/failure';
import { loadAnalyzer } from '../analyzer';
import { chooseFolder } from '../choose-folder';
import { findProject } from '../find-project';
import { orTell } from '../probes/or-tell';
import { showMarkdown } from '../show-markdown';
import type { Command } from './command';

const skipped = '**/{node_modules,.git,.metadata}/**';
const maxLaunchFiles = 50;

export const importLaunchConfiguration: Command = {
  id: 'stm32-preflight.importLaunchConfiguration',
  run: () =>
    orTell(async () => {
      const folder = await chooseFolder();
      if (folder === undefined) return;
      const { importLaunches } = await loadAnalyzer();
      const file = vscode.Uri.joinPath(folder.uri, '.vscode', 'launch.json');
      const [text, launchFiles, project] = await Promise.all([
        textOf(file),
        findLaunchFiles(folder),
        findProject(folder),
      ]);
      const found = importLaunches({ launchJson: text, launchFiles, project });
      if (!found.ok) throw broken(found.fault);
      const chosen = await choose(found.sources, folder);
      if (chosen === undefined) return;
      const name = await put(file, chosen.convert().configuration);
      await showMarkdown(`Imported ${name}`, chosen.page(name));
    }),
};

type Found = ReturnType<Awaited<ReturnType<typeof loadAnalyzer>>['importLaunches']>;
type Source = Extract<Found, { readonly ok: true }>['sources'][number];

function broken(fault: {
  readonly message: string;
  readonly line: number;
  readonly column: number;
}): Failure {
  const place = `line ${fault.line}, column ${fault.column}`;
  return failed(`launch.json cannot be read: ${place}: ${fault.message}. Nothing was written.`);
}

function failed(message: string): Failure {
  return new Failure('import-failed', 'user', message);
}

/** Undefined when there is none. An open editor's text counts, saved or not. */
async function textOf(file: vscode.Uri): Promise<string | undefined> {
  const isThere = await vscode.workspace.fs.stat(file).then(
    () => true,
    () => false,
  );
  return isThere ? (await vscode.workspace.openTextDocument(file)).getText() : undefined;
}

async function findLaunchFiles(
  folder: vscode.WorkspaceFolder,
): Promise<readonly { readonly path: string; readonly text: string }[]> {
  const pattern = new vscode.RelativePattern(folder, '**/*.launch');
  const files = await vscode.workspace.findFiles(pattern, skipped, maxLaunchFiles);
  return Promise.all(
    files.map(async (uri) => ({
      path: vscode.workspace.asRelativePath(uri, false),
      text: new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)),
    })),
  );
}

async function choose(
  sources: readonly Source[],
  folder: vscode.WorkspaceFolder,
): Promise<Extract<Source, { readonly ok: true }> | undefined> {
  if (sources.length === 0) {
    throw failed(
      `${folder.name} has nothing to import: no configuration of another debugger in launch.json, and no .launch file of STM32CubeIDE.`,
    );
  }
  const items = sources.map((source) => ({
    label: source.name,
    description: source.origin,
    ...(source.ok ? {} : { detail: `$(warning) ${source.fault}` }),
    source,
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: 'Import Launch Configuration',
    placeHolder: 'Select the configuration to import; it stays as it is',
    matchOnDescription: true,
  });
  if (chosen === undefined) return undefined;
  const { source } = chosen;
  if (source.ok) return source;
  throw failed(`${posix.basename(source.origin)} cannot be imported: ${source.fault}.`);
}

/** Read again: the user may have taken long to choose. @returns the name that it got */
async function put(
  file: vscode.Uri,
  configuration: Readonly<Record<string, unknown>>,
): Promise<string> {
  const { appendEdit } = await loadAnalyzer();
  const text = await textOf(file);
  const appended = appendEdit(text, configuration);
  if (!appended.ok) throw broken(appended.fault);
  const edit = new vscode.WorkspaceEdit();
  if (text === undefined) edit.createFile(file, { ignoreIfExists: true });
  const document = text === undefined ? undefined : await vscode.workspace.openTextDocument(file);
  for (const { offset, length, content } of appended.edits) {
    const start = document?.positionAt(offset) ?? new vscode.Position(0, 0);
    const end = document?.positionAt(offset + length) ?? start;
    edit.replace(file, new vscode.Range(start, end), content);
  }
  if (!(await vscode.workspace.applyEdit(edit)))
    throw failed('launch.json could not be changed, so nothing was imported.');
  const written = await vscode.workspace.openTextDocument(file);
  await written.save();
  const at = written.positionAt(
    Math.max(0, written.getText().lastIndexOf(JSON.stringify(appended.name))),
  );
  // Where it is seen already, or on the left: the page about it stands beside.
  const shown = vscode.window.visibleTextEditors.find(({ document: each }) => each === written);
  const viewColumn = shown?.viewColumn ?? vscode.ViewColumn.One;
  const selection = new vscode.Range(at, at);
  await vscode.window.showTextDocument(written, { viewColumn, selection });
  return appended.name;
}
