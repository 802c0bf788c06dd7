// Where Linux's dynamic loader would find a program's shared libraries (ld.so(8)), without starting anything.

import { posix } from 'node:path';
import type { Host } from './host';
import type { ProgramFile } from './program-file';

export interface LibrarySearch {
  /** Names that are nowhere; an absolute path when the loader itself is not there. */
  readonly missing: readonly string[];
  /** Where was looked, in the loader's order. */
  readonly searched: readonly string[];
}

/**
 * Only the program's own libraries, not theirs: what is missing here is missing for certain.
 * @param path the program, links followed.
 * @returns undefined when a folder depends on the loader's own variables ($LIB, $PLATFORM)
 */
export async function findLibraries(
  host: Host,
  path: string,
  program: ProgramFile,
): Promise<LibrarySearch | undefined> {
  const origin = posix.dirname(path);
  const runPath = program.runPath.map((folder) => folder.replace(/\$(ORIGIN|\{ORIGIN\})/g, origin));
  if (runPath.some((folder) => folder.includes('$'))) return undefined;
  const given = (host.env['LD_LIBRARY_PATH'] ?? '').split(/[:;]/).filter((folder) => folder !== '');
  const isMusl = program.interpreter?.includes('ld-musl') ?? false;
  const folders = [...runPath, ...given, ...(isMusl ? muslFolders : glibcFolders)];
  const cache = isMusl ? undefined : await readCache(host);
  const isFound = async (name: string): Promise<boolean> => {
    const places = name.includes('/') ? [name] : folders.map((folder) => posix.join(folder, name));
    const all = [...(cache?.placesOf(name) ?? []), ...places];
    for (const place of all) if ((await host.stat(place)) !== undefined) return true;
    return false;
  };
  const names = [
    ...(program.interpreter === undefined ? [] : [program.interpreter]),
    ...program.needed,
  ];
  const found = await Promise.all(names.map(isFound));
  return {
    missing: names.filter((_, index) => found[index] === false),
    searched: [
      ...runPath,
      ...given,
      ...(cache === undefined ? [] : [cacheFile]),
      ...system(isMusl),
    ],
  };
}

const cacheFile = '/etc/ld.so.cache';

/** The loader's own folders; Debian's and Ubuntu's have the machine's name in them. */
const glibcFolders: readonly string[] = ['/lib', '/usr/lib', '/lib64', '/usr/lib64'].concat(
  ['x86_64', 'aarch64', 'i386', 'riscv64', 'powerpc64le', 's390x'].flatMap((machine) => [
    `/lib/${machine}-linux-gnu`,
    `/usr/lib/${machine}-linux-gnu`,
  ]),
  ['/lib/arm-linux-gnueabihf', '/usr/lib/arm-linux-gnueabihf', '/lib32', '/usr/lib32'],
);

const muslFolders: readonly string[] = ['/lib', '/usr/local/lib', '/usr/lib'];

function system(isMusl: boolean): readonly string[] {
  return isMusl ? muslFolders : ['/lib', '/usr/lib', '/lib64', '/usr/lib64'];
}

/**
 * The cache ends with a table of names and paths, each closed by a zero byte (glibc, sysdeps/generic/dl-cache.h).
 * Searching it as text finds the same paths as its index does, and machines need not be told apart here.
 */
async function readCache(
  host: Host,
): Promise<{ placesOf(name: string): readonly string[] } | undefined> {
  const read = await host.readFile(cacheFile);
  if (!read.ok) return undefined;
  const text = Buffer.from(read.bytes.buffer, read.bytes.byteOffset, read.bytes.length);
  return {
    placesOf: (name) => {
      const places: string[] = [];
      const end = `/${name}\0`;
      for (let at = text.indexOf(end); at >= 0; at = text.indexOf(end, at + end.length)) {
        const start = text.lastIndexOf(0, at) + 1;
        places.push(text.toString('latin1', start, at + end.length - 1));
      }
      return places;
    },
  };
}
