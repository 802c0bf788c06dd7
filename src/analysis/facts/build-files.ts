// The build files near the image, and what each says about the link; those that made this image first.

import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import { isBuildFile, readBuildHints } from '../../buildfiles/build-hints';
import type { BuildHints, HintedPath } from '../../buildfiles/build-hints';
import { isInside } from '../../host/paths';
import type { ProjectFiles } from './project-files';

export interface BuildFile {
  readonly file: string;
  readonly hints: BuildHints;
}

/** Bounds: a build file is text that somebody or CubeMX wrote; only Ninja's grow. */
const fileLimit = 24;
const sizeLimitBytes = 4 * 1024 * 1024;

/** Written by CMake for itself; they never name a script. */
const uselessName = /^(?:cmake_install|CTestTestfile|CMakeCache|CPackConfig)\b|\.launch$/;

/** @returns them by how near they are to the link of the image: its build folder's, then the project's. */
export async function readBuildFiles(files: ProjectFiles): Promise<readonly BuildFile[]> {
  const listed = await Promise.all(files.folders.map((folder) => candidatesIn(files, folder)));
  const paths = [...new Set(listed.flat())].slice(0, fileLimit);
  const read = await Promise.all(paths.map((path) => readOne(files, path)));
  return read.filter((each) => each !== undefined);
}

async function candidatesIn(files: ProjectFiles, folder: string): Promise<readonly string[]> {
  const names = await files.names(folder);
  const own = names
    .filter((name) => isBuildFile(name) && !uselessName.test(name))
    .sort((a, b) => rankOf(a) - rankOf(b) || (a < b ? -1 : 1))
    .map((name) => join(folder, name));
  // What the Makefiles that CMake writes link with: one command for each target.
  const targets = names.includes('CMakeFiles') ? linkCommandsIn(files, folder) : [];
  return [...targets, ...own, ...(await cmakeFolder(files, folder, names))];
}

/** Nearest to the real link first. */
function rankOf(name: string): number {
  const order = ['build.ninja', 'makefile', '.cproject', 'Makefile', 'CMakeLists.txt'];
  const at = order.indexOf(name);
  return at < 0 ? order.length : at;
}

function linkCommandsIn({ imagePath }: ProjectFiles, folder: string): readonly string[] {
  if (imagePath === undefined || dirname(imagePath) !== folder) return [];
  const name = basename(imagePath);
  return [name, withoutExtension(name)].map((target) =>
    join(folder, 'CMakeFiles', `${target}.dir`, 'link.txt'),
  );
}

/** CubeMX's CMake projects keep the toolchain and the defines in `cmake`. */
async function cmakeFolder(
  files: ProjectFiles,
  folder: string,
  names: readonly string[],
): Promise<readonly string[]> {
  if (!names.includes('CMakeLists.txt') || !names.includes('cmake')) return [];
  const inner = join(folder, 'cmake');
  const found = (await files.names(inner)).filter((name) => name.endsWith('.cmake'));
  return [...found, 'stm32cubemx/CMakeLists.txt'].map((name) => join(inner, name));
}

async function readOne(files: ProjectFiles, file: string): Promise<BuildFile | undefined> {
  const name = basename(file);
  if (name === 'build.ninja') {
    const stat = await files.stat(file);
    if (stat === undefined || stat.sizeBytes > sizeLimitBytes) return undefined;
  }
  const text = await files.text(file);
  if (text === undefined) return undefined;
  const hints = readBuildHints(name, text.slice(0, sizeLimitBytes));
  return { file, hints: { ...hints, devices: hintsFor(hints.devices, files.imagePath) } };
}

/** The hints that can be about this image: of another image or another configuration they are not. */
export function hintsFor(
  hints: readonly HintedPath[],
  imagePath: string | undefined,
): readonly HintedPath[] {
  if (imagePath === undefined) return hints;
  const wanted = withoutExtension(basename(imagePath));
  const ofImage = hints.filter(
    ({ image }) => image === undefined || withoutExtension(basename(image)) === wanted,
  );
  const folder = basename(dirname(imagePath));
  const hasConfiguration = ofImage.some(({ configuration }) => configuration === folder);
  return ofImage.filter(
    ({ configuration }) => !hasConfiguration || [undefined, folder].includes(configuration),
  );
}

/**
 * Where a hinted path can be: as it stands from the file's folder and each folder above it, without a leading
 * variable, and by its name alone, since absolute paths are those of the machine that generated the file.
 */
export function placesOf(files: ProjectFiles, from: string, text: string): readonly string[] {
  const plain = text.replace(/^\$[{(][^{}()]*[})]\/?/, '');
  if (isAbsolute(text))
    return [resolve(text), ...files.folders.map((at) => join(at, basename(text)))];
  const folders = [dirname(from), ...files.folders];
  const above = dirname(dirname(from));
  if (isInside(files.folder, above)) folders.push(above);
  const paths = [plain, plain.replace(/^(?:\.\.\/)+/, ''), basename(plain.replaceAll('\\', '/'))];
  return [...new Set(paths.flatMap((path) => folders.map((folder) => resolve(folder, path))))];
}

/** The first of the places where there is a file. */
export async function firstFile(
  files: ProjectFiles,
  places: readonly string[],
): Promise<string | undefined> {
  const stats = await Promise.all(places.map((place) => files.stat(place)));
  return places.find((_, index) => stats[index]?.kind === 'file');
}

export function withoutExtension(name: string): string {
  return name.replace(/\.(?:elf|axf|out|ioc2?|map|ld|lds)$/i, '');
}
