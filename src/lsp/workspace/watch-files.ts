// Files that change outside of the editor: scripts themselves, and what says something about their part and build.

import { basename } from 'node:path';
import { DidChangeWatchedFilesNotification } from 'vscode-languageserver';
import type { Connection, FileEvent } from 'vscode-languageserver';
import { fileOfUri } from './file-uris';
import { scriptName } from '../../analysis/find-scripts';
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

export async function filesChanged(
  changes: readonly FileEvent[],
  workspace: Workspace,
): Promise<void> {
  const scripts: string[] = [];
  for (const { uri } of changes) {
    const file = fileOfUri(uri);
    if (file === undefined) continue;
    const isKnown = workspace.texts.known(file) !== undefined;
    if (!scriptName.test(basename(file)) && !isKnown) {
      workspace.later(workspace.around.forgetAround(file));
      continue;
    }
    // Not what a build makes anew each time.
    if (isKnown || workspace.isOurs(file)) scripts.push(file);
  }
  await workspace.changedOnDisk(scripts);
}
