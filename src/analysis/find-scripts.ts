// The linker scripts of a workspace folder: not in what builds and package managers put there, not in libraries.

import { join } from 'node:path';
import { surelyFile } from './find-projects';
import { nextTurn } from '../base/abort';
import type { Host } from '../host/host';

export const scriptName = /\.lds?(?:\.in)?$/i;

/** Bounds: somebody may open his whole home folder. */
const depthLimit = 12;
const folderLimit = 20_000;
const scriptLimit = 5_000;
const neighbourLimit = 50;
/** Folders listed at once. */
const batchSize = 32;

const skippedName =
  /^(?:\..*|node_modules|drivers|middlewares|cmakefiles|__pycache__|build|debug|release|out|target|cmake-build-.*|build[-_].*)$/i;
/** What lies beside them was made by a build. */
const buildMarks: ReadonlySet<string> = new Set(['CMakeCache.txt', 'build.ninja']);

/** Whether the search would come by a path below the folder. */
export function isSkipped(pathInFolder: string): boolean {
  return pathInFolder
    .split(/[\\/]/)
    .slice(0, -1)
    .some((name) => skippedName.test(name));
}

/** @returns absolute paths, a folder's own before those below it. */
export async function findScripts(host: Host, root: string): Promise<readonly string[]> {
  const scripts: string[] = [];
  let level: readonly string[] = [root];
  let visited = 0;
  for (let depth = 0; depth <= depthLimit && level.length > 0; depth++) {
    const next: string[] = [];
    for (let from = 0; from < level.length && visited < folderLimit; from += batchSize) {
      const batch = level.slice(from, from + batchSize);
      visited += batch.length;
      const listed = await Promise.all(batch.map((folder) => host.readDir(folder)));
      for (const [index, names] of listed.entries()) {
        const folder = batch[index] ?? root;
        if (folder !== root && names.some((name) => buildMarks.has(name))) continue;
        const sorted = [...names].sort();
        scripts.push(...sorted.filter((name) => scriptName.test(name)).map((n) => join(folder, n)));
        next.push(...(await foldersIn(host, folder, sorted)));
      }
      if (scripts.length >= scriptLimit) return scripts.slice(0, scriptLimit);
      await nextTurn();
    }
    level = next;
  }
  return scripts;
}

/** Of one folder alone. */
export async function scriptsIn(host: Host, folder: string): Promise<readonly string[]> {
  const names = await host.readDir(folder);
  return names
    .filter((name) => scriptName.test(name))
    .sort()
    .slice(0, neighbourLimit)
    .map((name) => join(folder, name));
}

/** Links are left out: what they lead to is found without them, or belongs to somebody else. */
async function foldersIn(
  host: Host,
  folder: string,
  names: readonly string[],
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const name of names) {
    if (skippedName.test(name) || surelyFile.test(name) || scriptName.test(name)) continue;
    const path = join(folder, name);
    if ((await host.stat(path))?.kind !== 'directory') continue;
    if ((await host.readLink(path)) === undefined) found.push(path);
  }
  return found;
}
