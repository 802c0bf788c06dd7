// The files that the server reads besides the image, looked for where the server itself looks.

import { posix, win32 } from 'node:path';
import { findTool } from '../../host/find-tool';
import type { ToolSearch } from '../../host/find-tool';
import type { Host } from '../../host/host';
import { knownFolders } from '../../host/known-places';
import type { LaunchArgs } from '../../launch/launch-args';
import type { NeededFile, NeededFileFolder, ServerDriver } from '../../launch/server-driver';
import { factNotNeeded, known, unknownFact } from '../facts';
import type { Fact, ServerFile } from '../facts';
import { searchTool } from './tools';

export async function gatherServerFiles(
  host: Host,
  args: LaunchArgs,
  driver: ServerDriver | undefined,
  server: Fact<ToolSearch>,
): Promise<Fact<readonly ServerFile[]>> {
  if (driver === undefined) return unknownFact('the servertype is not known');
  if (driver.files === undefined) return factNotNeeded(`servertype ${driver.id} needs no files`);
  if (!server.ok) return server;
  const program = server.value.found;
  if (program === undefined) return unknownFact(`the program of ${driver.name} is not there`);
  const path = host.platform === 'win32' ? win32 : posix;
  const programFolder = path.dirname(await host.realPath(program));
  const bases = { cwd: args.cwd, home: host.homeDir, program: programFolder, root: '/' };
  const folderOf = (folder: NeededFileFolder): string =>
    path.resolve(bases[folder.from], folder.path);
  const isKnown = ({ text, program: wanted }: NeededFile): boolean =>
    !`${text} ${wanted?.folder ?? ''}`.includes('${');
  const wanted = driver.files(args).filter(isKnown);
  const own = wanted.flatMap((file) =>
    isProgram(file) ? [] : file.folders.filter(({ from }) => from === 'program'),
  );
  const ownStats = await Promise.all(own.map((folder) => host.stat(folderOf(folder))));
  // A program whose own files are elsewhere has folders that we do not know.
  if (own.length > 0 && ownStats.every((stat) => stat === undefined))
    return unknownFact(`the folder of ${program}'s own scripts is not known`);
  const files = await Promise.all(
    wanted.map((file) =>
      isProgram(file)
        ? lookForProgram(host, file, folderOf, args.cwd)
        : look(host, file, folderOf, path),
    ),
  );
  return known(files, program);
}

type NeededProgram = NeededFile & Required<Pick<NeededFile, 'program'>>;

function isProgram(file: NeededFile): file is NeededProgram {
  return file.program !== undefined;
}

async function look(
  host: Host,
  { attribute, text, role, folders }: NeededFile,
  folderOf: (folder: NeededFileFolder) => string,
  path: typeof posix,
): Promise<ServerFile> {
  const searched = path.isAbsolute(text)
    ? [path.dirname(text)]
    : [...new Set(folders.map(folderOf))];
  const candidates = path.isAbsolute(text)
    ? [text]
    : searched.map((folder) => path.join(folder, text));
  const stats = await Promise.all(candidates.map((candidate) => host.stat(candidate)));
  const found = candidates.find((_, index) => stats[index]?.kind === 'file');
  return { attribute, text, role, found, searched };
}

/** A program that the user names the folder of is nowhere else. */
async function lookForProgram(
  host: Host,
  { attribute, text, role, folders, program: { folder, places, install } }: NeededProgram,
  folderOf: (folder: NeededFileFolder) => string,
  baseDir: string,
): Promise<ServerFile> {
  const names = [text];
  if (folder !== undefined) {
    const setting = { name: attribute, value: `${folder}/${text}` };
    const { found } = await findTool(host, { names, setting, baseDir });
    return { attribute, text, role, found, searched: [folder], install, isNamed: true };
  }
  const own = { [host.platform]: folders.map(folderOf) };
  const query = { names, preferredFolders: await knownFolders(host, own), baseDir };
  const { found, trail } = await searchTool(host, query, places);
  const searched = [...new Set([...folders.map(folderOf), ...trail.map(({ where }) => where)])];
  return { attribute, text, role, found, searched, install };
}
