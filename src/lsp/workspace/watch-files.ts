// Files that change outside of the editor: scripts themselves, and what says something about their part and build.

import { basename } from 'node:path';
import { DidChangeWatchedFilesNotification, FileChangeType } from 'vscode-languageserver';
import type { Connection, FileEvent } from 'vscode-languageserver';
import { isInside } from '../../host/paths';
import { fileOfUri } from './file-uris';
import { isSkipped, scriptName } from '../../analysis/find-scripts';
import type { Workspace } from './workspace';

const watched = [
  '**/*.{ld,lds,ld.in,lds.in}',
  '**/*.{ioc,elf,axf,cmake}',
  '**/{.cproject,CMakeLists.txt,Makefile,launch.json}',
  '**/startup*.{s,S,c}',
];

export async function watchFiles(connection: Connection): Promise<void> {
  const watchers = watched.map((globPattern) => ({ globPattern }));
  await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
}

/** @param folders of the workspace. */
export async function filesChanged(
  changes: readonly FileEvent[],
  workspace: Workspace,
  folders: readonly string[],
): Promise<void> {
  const scripts: string[] = [];
  for (const { uri, type } of changes) {
    const file = fileOfUri(uri);
    if (file === undefined) continue;
    if (!scriptName.test(basename(file)) && workspace.texts.known(file) === undefined) {
      workspace.later(workspace.around.forgetAround(file));
      continue;
    }
    const folder = folders.find((each) => isInside(each, file));
    const isOurs = folder !== undefined && !isSkipped(file.slice(folder.length + 1));
    if (type !== FileChangeType.Created || isOurs) scripts.push(file);
  }
  await workspace.changedOnDisk(scripts);
}
