// The folders that build files give the linker with -L: it looks there for what a script includes.

import { dirname, resolve } from 'node:path';
import { hintsFor } from './build-files';
import type { BuildFile } from './build-files';
import type { ProjectFiles } from './project-files';
import { isShare } from './read-including';

/** A project has a few; generated files name the same again and again. */
const tryLimit = 64;
const folderLimit = 8;

/**
 * Those that are there, absolute, in the order in which the build files name them. A relative one is looked for from the
 * build file's folder and from those in which the linker may be started.
 */
export async function libraryFolders(
  files: ProjectFiles,
  buildFiles: readonly BuildFile[],
): Promise<readonly string[]> {
  const named = buildFiles.flatMap(({ file, hints }) =>
    hintsFor(hints.libraryFolders, files.imagePath).flatMap(({ text }) =>
      [dirname(file), ...files.folders]
        .map((folder) => resolve(folder, text))
        .filter((path) => !isShare(path) || isShare(file)),
    ),
  );
  const tried = [...new Set(named)].slice(0, tryLimit);
  const stats = await Promise.all(tried.map((path) => files.stat(path)));
  return tried.filter((_, index) => stats[index]?.kind === 'directory').slice(0, folderLimit);
}
