// The files that the server reads besides the image, looked for where the server itself looks.

import { posix, win32 } from 'node:path';
import type { ToolSearch } from '../../host/find-tool';
import type { Host } from '../../host/host';
import type { LaunchArgs } from '../../launch/launch-args';
import type { NeededFile, NeededFileFolder, ServerDriver } from '../../launch/server-driver';
import { factNotNeeded, known, unknownFact } from '../facts';
import type { Fact, ServerFile } from '../facts';

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
  const wanted = driver.files(args).filter(({ text }) => !text.includes('${'));
  const own = wanted.flatMap(({ folders }) => folders.filter(({ from }) => from === 'program'));
  const ownStats = await Promise.all(own.map((folder) => host.stat(folderOf(folder))));
  // A program whose own files are elsewhere has folders that we do not know.
  if (wanted.length > 0 && own.length > 0 && ownStats.every((stat) => stat === undefined))
    return unknownFact(`the folder of ${program}'s own scripts is not known`);
  const files = await Promise.all(wanted.map((file) => look(host, file, folderOf, path)));
  return known(files, program);
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
