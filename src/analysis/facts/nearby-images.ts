// ELF files near the place where one was expected, for a suggestion. Runs only when the image is missing.

import { dirname, join } from 'node:path';
import type { Host } from '../../host/host';
import { newestFirst } from '../newest-first';

/** Bounds of the search: a suggestion must not cost seconds on a big tree. */
const depthLimit = 3;
const folderLimit = 150;
const fileLimit = 200;
const suggestionLimit = 3;

const imageName = /\.(elf|axf)$/i;
const skippedFolder = /^(node_modules|CMakeFiles|\.git|\.vscode|Drivers|Middlewares)$/i;

/**
 * @param cwd where the search starts.
 * @param expected the path that was not there; its folder is searched too.
 * @returns absolute paths, newest first, at most three.
 */
export async function findNearbyImages(
  host: Host,
  cwd: string,
  expected: string | undefined,
): Promise<readonly string[]> {
  const roots = new Set(expected === undefined ? [cwd] : [dirname(expected), cwd]);
  const images = new Set<string>();
  let level = [...roots];
  let visited = 0;
  for (let depth = 0; depth <= depthLimit && level.length > 0; depth++) {
    const next: string[] = [];
    for (const folder of level) {
      if (visited++ >= folderLimit || images.size >= fileLimit) break;
      for (const name of await host.readDir(folder)) {
        if (imageName.test(name)) images.add(join(folder, name));
        else if (mayBeFolder(name)) next.push(join(folder, name));
      }
    }
    level = next;
  }
  return (await newestFirst(host, [...images])).slice(0, suggestionLimit);
}

/** Listing a file gives nothing, so a guess by the name is enough: build, Debug, cmake-build-debug, .pio. */
function mayBeFolder(name: string): boolean {
  return !skippedFolder.test(name) && (name === '.pio' || !name.includes('.'));
}
