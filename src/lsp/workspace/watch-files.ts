// Files that change outside of the editor: scripts themselves, and what says something about their part and build.

import { basename, dirname, extname } from 'node:path';
import type { Connection, FileEvent } from 'vscode-languageserver';
import { DidChangeWatchedFilesNotification, FileChangeType, WatchKind } from '../protocol-values';
import { fileOfUri } from './file-uris';
import { scriptName } from '../../analysis/find-scripts';
import type { Workspace } from './workspace';

/** What says something about parts and builds, and sources, for what they need of a script. */
const namesAround = ['.cproject', 'CMakeLists.txt', 'Makefile', 'launch.json'];
const endingsAround = ['ioc', 'elf', 'axf', 'cmake', 'c', 'cc', 'cpp', 'cxx', 's', 'S'];

const watchers = [
  { globPattern: '**/*.{ld,lds,ld.in,lds.in}' },
  { globPattern: `**/{${namesAround.join()}}` },
  { globPattern: `**/*.{${endingsAround.join()}}` },
  // A folder that goes is told without what was in it, and its name may be any.
  { globPattern: '**/*', kind: WatchKind.Delete },
];

export async function watchFiles(connection: Connection): Promise<void> {
  await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
}

export async function filesChanged(
  changes: readonly FileEvent[],
  workspace: Workspace,
): Promise<void> {
  const scripts = new Set<string>();
  const gone = new Set<string>();
  // A checkout changes hundreds of files in a few folders.
  const foldersAround = new Set<string>();
  for (const { uri, type } of changes) {
    const file = fileOfUri(uri);
    if (file === undefined) continue;
    const isKnown = workspace.texts.known(file) !== undefined;
    if (isKnown || scriptName.test(basename(file))) {
      // Not what a build makes anew each time.
      if (isKnown || workspace.isOurs(file)) scripts.add(file);
    } else if (isAround(file)) {
      foldersAround.add(projectFolderOf(file));
    } else if (type === FileChangeType.Deleted) {
      gone.add(file);
    }
  }
  if (foldersAround.size > 0) workspace.later(workspace.around.forgetAround(foldersAround));
  for (const file of workspace.texts.filesBelow(gone)) scripts.add(file);
  await workspace.changedOnDisk([...scripts]);
}

/** What `.vscode` holds is about the folder it lies in. */
function projectFolderOf(file: string): string {
  const folder = dirname(file);
  return basename(folder) === '.vscode' ? dirname(folder) : folder;
}

function isAround(file: string): boolean {
  return namesAround.includes(basename(file)) || endingsAround.includes(extname(file).slice(1));
}
