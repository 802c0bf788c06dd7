// The sources of the project that a linker script belongs to, and the symbols that they take from it.

import { join } from 'node:path';
import { externSymbols } from '../csource/extern-symbols';
import type { Host } from '../host/host';
import type { SymbolNeeded } from '../script-checks/script-check';
import type { FolderSeen } from './part-of-script';

/** What of a project is looked through. Of one that is larger, nothing is said that needs all of its sources. */
interface Reach {
  readonly file: RegExp;
  readonly skippedFolder: RegExp;
  readonly depthLimit: number;
  readonly folderLimit: number;
  readonly fileLimit: number;
}

/** Without what a build makes, libraries that take nothing from scripts, tests of the project. */
const ownSources: Reach = {
  file: /\.(?:c|cc|cpp|cxx|s)$/i,
  skippedFolder:
    /^(?:\..*|node_modules|drivers|middlewares|cmakefiles|build.*|debug|release|out|cmake-build-.*|tests?|docs?|.*\.\w{1,8})$/i,
  ...{ depthLimit: 4, folderLimit: 100, fileLimit: 400 },
};

/** Everything that may name a symbol, headers and libraries too: for a search that somebody waits for. */
export const allSources: Reach = {
  file: /\.(?:c|cc|cpp|cxx|h|hh|hpp|hxx|inc|s|sx|asm)$/i,
  skippedFolder:
    /^(?:\..*|node_modules|cmakefiles|build.*|debug|release|out|cmake-build-.*|docs?|.*\.\w{1,8})$/i,
  ...{ depthLimit: 10, folderLimit: 2000, fileLimit: 6000 },
};

const sizeLimitBytes = 512 * 1024;

export interface ScriptSources {
  /** Absolute. */
  readonly files: readonly string[];
  /** Whether these are all. */
  readonly isComplete: boolean;
}

/** The nearest folder that has a build of its own; the script's where none has. */
export function projectOf(folders: readonly FolderSeen[]): string | undefined {
  const project = folders.find(({ buildFiles, ioc }) => buildFiles.length > 0 || ioc.length > 0);
  return (project ?? folders[0])?.folder;
}

export async function listScriptSources(
  host: Host,
  folder: string,
  reach = ownSources,
): Promise<ScriptSources> {
  const { file, skippedFolder, depthLimit, folderLimit, fileLimit } = reach;
  const files: string[] = [];
  let level: readonly string[] = [folder];
  let visited = 0;
  for (let depth = 0; depth < depthLimit && level.length > 0; depth++) {
    visited += level.length;
    if (visited > folderLimit) return { files, isComplete: false };
    const listed = await Promise.all(level.map((each) => host.readDir(each)));
    const inner: string[] = [];
    for (const [index, names] of listed.entries()) {
      const at = level[index] ?? folder;
      for (const name of names) {
        if (file.test(name)) files.push(join(at, name));
        else if (!skippedFolder.test(name)) inner.push(join(at, name));
      }
    }
    if (files.length > fileLimit) return { files: files.slice(0, fileLimit), isComplete: false };
    level = inner;
  }
  return { files, isComplete: level.length === 0 };
}

/** Their texts one after the other: none is kept. */
export async function* textsOf(
  host: Host,
  files: readonly string[],
): AsyncGenerator<{ readonly file: string; readonly text: string }> {
  for (const file of files) {
    const read = await host.readFile(file, sizeLimitBytes);
    if (read.ok) yield { file, text: new TextDecoder().decode(read.bytes) };
  }
}

/**
 * Symbols that the sources want from the script. Of several startup files, as templates are, only what all of them
 * want; undefined where there is no source at all.
 */
export async function neededSymbols(
  host: Host,
  { files }: ScriptSources,
): Promise<readonly SymbolNeeded[] | undefined> {
  if (files.length === 0) return undefined;
  const startups: SymbolNeeded[][] = [];
  const others: SymbolNeeded[] = [];
  for await (const { file, text } of textsOf(host, files)) {
    const found = externSymbols(text, file)
      .filter(({ isNeeded }) => isNeeded)
      .map(({ name, place, isStartup }): SymbolNeeded => {
        const { line, column, endColumn } = place;
        const location = { file: place.file, line, column, endLine: line, endColumn };
        return { name, location, isStartup };
      });
    if (found.some(({ isStartup }) => isStartup)) startups.push(found);
    else others.push(...found);
  }
  const [first = [], ...more] = startups;
  const shared = first.filter(({ name }) =>
    more.every((other) => other.some((each) => each.name === name)),
  );
  return [...shared, ...others];
}
