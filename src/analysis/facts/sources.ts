// The project's own sources: those the image was compiled from, as its debug information names them, else those of
// the project's source folder.

import { basename, dirname, join, posix, relative, resolve } from 'node:path';
import { findStatements } from '../../csource/statements';
import type { ElfImage } from '../../elf/elf-image';
import type { FileStat } from '../../host/host';
import { isInside } from '../../host/paths';
import { known, unknownFact } from '../facts';
import type { Fact, IocInUse, ProjectSources, SourceStatement } from '../facts';
import type { ProjectFiles } from './project-files';

const fileLimit = 200;
const sizeLimitBytes = 4 * 1024 * 1024;
/** Compile units looked at: each costs a question to the file system. */
const unitLimit = 1000;

const sourceName = /\.(?:c|cc|cpp|cxx|s)$/i;
const statementName = /\.(?:c|cc|cpp|cxx)$/i;
/** ST's and others' code, which nobody edits to lose the debug port. */
const foreignFolder =
  /(?:^|\/)(?:drivers?|middlewares?|cmsis|third_?party|vendor|node_modules|\.[^/]*|cmakefiles|freertos|lwip|fatfs|stm32\w+_hal_driver|stm32cube\w*)\//i;
/** HAL and LL beside the user's own files; what CubeMX generates for the project stays. */
const foreignName = /^stm32\w+?_(?:hal|ll)(?!_msp|_timebase)(?:_\w+)?\.c$/i;

/** A source file that is there. */
export interface SourceFile {
  readonly path: string;
  readonly stat: FileStat;
}

export interface SourceList {
  readonly from: ProjectSources['from'];
  readonly files: readonly SourceFile[];
  readonly isComplete: boolean;
}

/** Undefined where neither the image nor the folder gives any. */
export async function listSources(
  files: ProjectFiles,
  image: ElfImage | undefined,
  ioc: Fact<IocInUse>,
): Promise<SourceList | undefined> {
  const roots = [files.folder];
  if (ioc.ok && !isInside(files.folder, ioc.value.file)) roots.push(dirname(ioc.value.file));
  const linked = image === undefined ? [] : await linkedSources(files, image, roots);
  if (linked.length > 0) return toList('debug-info', linked);
  const found = await folderSources(files, ioc, roots);
  return found.length === 0 ? undefined : toList('folder', found);
}

/** Reads them and finds the statements that matter to a debugger. */
export async function readSources(
  files: ProjectFiles,
  list: SourceList | undefined,
): Promise<Fact<ProjectSources>> {
  if (list === undefined) return unknownFact('no source file of the project was found');
  const wanted = list.files.filter(({ path }) => statementName.test(path));
  const texts = await Promise.all(wanted.map(({ path }) => files.text(path)));
  const statements = texts.flatMap((text, index): readonly SourceStatement[] => {
    const file = wanted[index]?.path ?? '';
    return text === undefined ? [] : findStatements(text).map((each) => ({ ...each, file }));
  });
  const { from, isComplete } = list;
  const fileCount = texts.filter((text) => text !== undefined).length;
  return known({ fileCount, isComplete, from, statements }, files.folder);
}

/** The files of the compile units, as far as they are the project's own. */
async function linkedSources(
  files: ProjectFiles,
  image: ElfImage,
  roots: readonly string[],
): Promise<readonly SourceFile[]> {
  const tops = new Set((await Promise.all(roots.map((root) => files.names(root)))).flat());
  const units = image.compileUnits().slice(0, unitLimit);
  const found = await Promise.all(
    units.map(async ({ name, folder }) => {
      const unit = name.replaceAll('\\', '/');
      // A folder that was mapped away (-ffile-prefix-map=…=.) stands for the project's.
      const places = placesOfUnit(unit, folder?.replaceAll('\\', '/'), files, tops, roots);
      const own = places.filter((place) => isOwn(place, roots));
      return firstSource(files, own);
    }),
  );
  const byPath = new Map(found.flatMap((each) => (each === undefined ? [] : [[each.path, each]])));
  return [...byPath.values()];
}

/** Where a unit's file can be on this machine, likeliest first. */
function placesOfUnit(
  unit: string,
  folder: string | undefined,
  files: ProjectFiles,
  tops: ReadonlySet<string>,
  roots: readonly string[],
): readonly string[] {
  if (!sourceName.test(unit)) return [];
  const whole = posix.normalize(
    folder === undefined ? unit : posix.join(isFull(unit) ? '' : folder, unit),
  );
  const places = isFull(whole) ? [resolve(whole)] : files.folders.map((at) => resolve(at, whole));
  // Built elsewhere: what follows the name of a file or folder of this project is the path in it.
  const parts = whole.split('/');
  const from = parts.findIndex((part, index) => index > 0 && tops.has(part));
  if (isFull(whole) && from > 0) {
    for (const root of roots) places.push(join(root, ...parts.slice(from)));
  }
  return [...new Set(places)];
}

/** An absolute path of either system, whatever this one is. */
function isFull(path: string): boolean {
  return path.startsWith('/') || /^[A-Za-z]:/.test(path);
}

function isOwn(path: string, roots: readonly string[]): boolean {
  return roots.some((root) => {
    if (!isInside(root, path)) return false;
    const way = relative(root, path).replaceAll('\\', '/');
    return !foreignFolder.test(way) && !foreignName.test(basename(way));
  });
}

async function firstSource(
  files: ProjectFiles,
  places: readonly string[],
): Promise<SourceFile | undefined> {
  for (const path of places) {
    const stat = await files.stat(path);
    if (stat?.kind === 'file') return { path, stat };
  }
  return undefined;
}

/** `Core/Src` and its like, with the folders one level below them. */
async function folderSources(
  files: ProjectFiles,
  ioc: Fact<IocInUse>,
  roots: readonly string[],
): Promise<readonly SourceFile[]> {
  const main = ioc.ok ? ioc.value.project.mainLocation : undefined;
  const names = [
    ...(main === undefined ? [] : [main.replaceAll('\\', '/')]),
    'Core/Src',
    'Src',
    'src',
  ];
  for (const root of roots) {
    for (const name of new Set(names)) {
      const folder = join(root, name);
      if (!isInside(root, folder)) continue;
      const found = await sourcesBelow(files, folder, 2);
      if (found.length > 0) return found;
    }
  }
  return [];
}

async function sourcesBelow(
  files: ProjectFiles,
  folder: string,
  levels: number,
): Promise<readonly SourceFile[]> {
  const names = (await files.names(folder)).slice(0, unitLimit);
  const own = names.filter((name) => sourceName.test(name) && !foreignName.test(name)).sort();
  const stats = await Promise.all(own.map((name) => files.stat(join(folder, name))));
  const here = own.flatMap((name, index) => {
    const stat = stats[index];
    return stat?.kind === 'file' ? [{ path: join(folder, name), stat }] : [];
  });
  if (levels <= 1) return here;
  const inner = names
    .filter((name) => !name.includes('.') && !foreignFolder.test(`${name}/`))
    .slice(0, 40);
  const below = await Promise.all(
    inner.map((name) => sourcesBelow(files, join(folder, name), levels - 1)),
  );
  return [...here, ...below.flat()];
}

/** Cut where the limits are. */
function toList(from: SourceList['from'], found: readonly SourceFile[]): SourceList {
  const files: SourceFile[] = [];
  let sizeBytes = 0;
  for (const file of found.slice(0, fileLimit)) {
    sizeBytes += file.stat.sizeBytes;
    if (sizeBytes > sizeLimitBytes) break;
    files.push(file);
  }
  return { from, files, isComplete: files.length === found.length };
}
