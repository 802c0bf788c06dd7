// Looks through a workspace folder for what a launch is made of: ELF files and .ioc files. It reads names,
// dates and the .ioc's text, nothing else.

import * as vscode from 'vscode';
import { readIocFile } from '../ioc/read-ioc-file';
import type { FoundProject } from './candidates';

/** CMake's compiler trials are ELF files too; the others are big and hold nobody's firmware. */
const skipped = '**/{node_modules,.git,CMakeFiles}/**';
const maxElfs = 100;
const maxIocs = 20;

/** @param token ends the search early, with what was found until then. */
export async function findProject(
  folder: vscode.WorkspaceFolder,
  token?: vscode.CancellationToken,
): Promise<FoundProject> {
  const find = (pattern: string, limit: number): Thenable<vscode.Uri[]> =>
    vscode.workspace.findFiles(new vscode.RelativePattern(folder, pattern), skipped, limit, token);
  const [elfs, iocs] = await Promise.all([
    find('**/*.{elf,axf}', maxElfs),
    find('**/*.ioc', maxIocs),
  ]);
  const path = (uri: vscode.Uri): string => vscode.workspace.asRelativePath(uri, false);
  return {
    elfs: await Promise.all(
      elfs.map(async (uri) => ({ path: path(uri), modifiedMs: await modifiedMs(uri) })),
    ),
    iocs: await Promise.all(
      iocs.map(async (uri) => ({ path: path(uri), device: await deviceOf(uri) })),
    ),
  };
}

/** Whether some folder of the workspace has a CubeMX project. */
export async function isStm32Workspace(): Promise<boolean> {
  return (await vscode.workspace.findFiles('**/*.ioc', skipped, 1)).length > 0;
}

/** 0, the oldest, for a file that went away meanwhile. */
function modifiedMs(uri: vscode.Uri): Thenable<number> {
  return vscode.workspace.fs.stat(uri).then(
    (stat) => stat.mtime,
    () => 0,
  );
}

/** Undefined for a file that names no part, and for one that cannot be read. */
function deviceOf(uri: vscode.Uri): Thenable<string | undefined> {
  return vscode.workspace.fs.readFile(uri).then(
    (bytes) => readIocFile(uri.path, bytes).device,
    () => undefined,
  );
}
