// What is around a linker script: the folders that say its part, its last build, the symbols that sources want of it.
// The same for the language server and the command line.

import { dirname } from 'node:path';
import { remember } from '../base/remember';
import type { Host } from '../host/host';
import { isInside } from '../host/paths';
import type { LinkerScript } from '../linker/script-model';
import type { BuildSeen, SymbolNeeded } from '../script-checks/script-check';
import { buildOfScript } from './build-of-script';
import type { IncludeFolders } from './facts/read-including';
import { lookIntoFolder } from './part-of-script';
import type { FolderSeen } from './part-of-script';
import { allSources, listScriptSources, neededSymbols, projectOf } from './sources-of-script';
import type { ScriptSources } from './sources-of-script';

/** More folders above than this are no project any more. */
const parentLimit = 12;

/** Around one script. */
export interface Surroundings {
  /** Its own folder, then those above it. */
  readonly folders: readonly FolderSeen[];
  readonly build: BuildSeen | undefined;
  readonly needed: readonly SymbolNeeded[] | undefined;
}

/** What was found out about folders, each once: a thousand scripts may lie in one project. */
export interface FolderLookUps {
  readonly seen: (folder: string) => Promise<FolderSeen>;
  /** With headers and libraries. */
  readonly allSources: (folder: string) => Promise<ScriptSources>;
  readonly needed: (folder: string) => Promise<readonly SymbolNeeded[] | undefined>;
}

export function folderLookUps(host: Host): FolderLookUps {
  const sources = remember((folder: string) => listScriptSources(host, folder));
  return {
    seen: remember((folder) => lookIntoFolder(host, folder)),
    allSources: remember((folder) => listScriptSources(host, folder, allSources)),
    needed: remember(async (folder) => neededSymbols(host, await sources(folder))),
  };
}

/**
 * The script's own folder and those above it up to the workspace's; its own alone outside of any.
 * @param roots folders of the workspace, absolute.
 */
export async function foldersAround(
  file: string,
  roots: readonly string[],
  lookUps: FolderLookUps,
): Promise<readonly FolderSeen[]> {
  const own = dirname(file);
  const root = roots.find((each) => isInside(each, own));
  const folders = [own];
  for (let at = own; root !== undefined && at !== root && folders.length < parentLimit;) {
    at = dirname(at);
    folders.push(at);
  }
  return Promise.all(folders.map((each) => lookUps.seen(each)));
}

/** @param folders as foldersAround gives them. */
export async function lookAround(
  host: Host,
  script: LinkerScript,
  folders: readonly FolderSeen[],
  lookUps: FolderLookUps,
): Promise<Surroundings> {
  const project = projectOf(folders);
  const [build, needed] = await Promise.all([
    buildOfScript(host, script, folders),
    project === undefined ? undefined : lookUps.needed(project),
  ]);
  return { folders, build, needed };
}

/**
 * Where a script's INCLUDE is looked for first: ld is started in a build folder or in the project's, and looks there
 * before it looks in those of -L.
 */
export function includeFolders(folders: readonly FolderSeen[]): IncludeFolders {
  const started = folders.filter(({ buildFiles }) => buildFiles.length > 0);
  return {
    started: started.map(({ folder }) => folder),
    libraries: folders.flatMap(({ libraryFolders }) => libraryFolders),
  };
}

/** A template is not what ld reads: what fills it in is not known here, so nothing of it is a mistake. */
export function asTemplate(file: string, script: LinkerScript): LinkerScript {
  return /\.in$/i.test(file) ? { ...script, isPreprocessed: true, problems: [] } : script;
}
