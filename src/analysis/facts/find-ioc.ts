// Which CubeMX project the image belongs to: the configured one, else the nearest above the image.

import { basename, dirname, join, relative } from 'node:path';
import { readIocFile } from '../../ioc/read-ioc-file';
import type { LaunchArgs } from '../../launch/launch-args';
import { known, unknownFact } from '../facts';
import type { Fact, IocInUse } from '../facts';
import { withoutExtension } from './build-files';
import type { ProjectFiles } from './project-files';

const iocName = /^[^.].*\.ioc2?$/i;
const candidateLimit = 16;
/** The longest that CubeMX writes has some 100 kB; a project takes twenty times its file's size in memory. */
const sizeLimitBytes = 4 * 1024 * 1024;
/** ST's multi-core and multi-toolchain projects keep the .ioc above the folder of each IDE's project. */
const foldersAboveIde = 2;

export async function findIoc(files: ProjectFiles, args: LaunchArgs): Promise<Fact<IocInUse>> {
  if (args.ioc !== undefined) {
    if (args.ioc.includes('${'))
      return unknownFact('ioc contains a variable that was not replaced');
    const read = await readOne(files, args.ioc);
    const why = `ioc names ${args.ioc}, which cannot be read (${files.whyUnread(args.ioc)})`;
    return read ?? unknownFact(why);
  }
  return findIocIn(files);
}

/** The nearest to what the files are about. */
export async function findIocIn(files: ProjectFiles): Promise<Fact<IocInUse>> {
  const paths = await nearestIocs(files);
  const [only] = paths;
  if (only === undefined) return unknownFact('there is no .ioc file in cwd or above the ELF file');
  if (paths.length > 1) return chooseByName(files, paths);
  return (
    (await readOne(files, only)) ?? unknownFact(`${only} cannot be read (${files.whyUnread(only)})`)
  );
}

async function readOne(files: ProjectFiles, file: string): Promise<Fact<IocInUse> | undefined> {
  const bytes = await files.bytes(file);
  if (bytes === undefined) return undefined;
  if (bytes.length > sizeLimitBytes) {
    return unknownFact(`${file} has ${bytes.length} bytes, too many for a CubeMX project`);
  }
  return known({ file, project: readIocFile(basename(file), bytes) }, file);
}

/** All .ioc files of the first folder that has any. */
async function nearestIocs(files: ProjectFiles): Promise<readonly string[]> {
  for (const folder of files.folders) {
    const found = await iocsIn(files, folder);
    if (found.length > 0) return found;
  }
  if (!(await files.names(files.folder)).includes('.cproject')) return [];
  let above = files.folder;
  for (let step = 0; step < foldersAboveIde; step++) {
    above = dirname(above);
    const found = await iocsIn(files, above);
    if (found.length > 0) return found.length === 1 ? found : [];
  }
  return [];
}

async function iocsIn(files: ProjectFiles, folder: string): Promise<readonly string[]> {
  const names = await files.names(folder);
  return names
    .filter((name) => iocName.test(name))
    .sort()
    .map((name) => join(folder, name));
}

async function chooseByName(
  files: ProjectFiles,
  paths: readonly string[],
): Promise<Fact<IocInUse>> {
  const { imagePath, folder } = files;
  const wanted = imagePath === undefined ? '' : withoutExtension(basename(imagePath)).toLowerCase();
  const read = await Promise.all(
    paths.slice(0, candidateLimit).map((path) => readOne(files, path)),
  );
  const fitting = read.filter((fact) => {
    if (fact?.ok !== true) return false;
    const name = fact.value.project.projectName ?? withoutExtension(basename(fact.value.file));
    return name.toLowerCase() === wanted;
  });
  const [only] = fitting;
  if (only !== undefined && fitting.length === 1) return only;
  const names = paths.map((path) => relative(folder, path)).join(', ');
  return unknownFact(`there are several .ioc files (${names}); ioc chooses one`);
}
