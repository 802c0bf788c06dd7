// A linker script with what it includes, out of texts that are known already: reading scripts is synchronous, files
// are not. What it lacked is told, to be fetched for the next try.

import { dirname, resolve } from 'node:path';
import { readProgram } from '../../linker/read-script';
import type { Program } from '../../linker/read-script';
import type { LinkerScript } from '../../linker/script-model';

/** What is known of a path: its text, that there is none, or (undefined) nothing yet. */
export type KnownText = (path: string) => { readonly text: string } | 'missing' | undefined;

export interface IncludingScript {
  readonly program: Program;
  readonly script: LinkerScript;
  /** Paths that nothing was known of; while there are any, an INCLUDE may be told as missing that is not. */
  readonly wanted: readonly string[];
}

/** Where ld looks, as far as that is known. */
export interface IncludeFolders {
  /** Where ld is started. */
  readonly started: readonly string[];
  /** Those of -L. */
  readonly libraries: readonly string[];
}

export function readIncluding(
  text: string,
  file: string,
  folders: IncludeFolders,
  known: KnownText,
): IncludingScript {
  const wanted = new Set<string>();
  const read = readProgram(text, file, (name, from, searched) => {
    const places = includePlaces(folders, file, from, name, searched);
    for (const place of places) {
      const found = known(place);
      if (found === undefined) wanted.add(place);
      else if (found !== 'missing') return { file: place, text: found.text };
    }
    return undefined;
  });
  return { ...read, wanted: [...wanted] };
}

/**
 * ld looks in its working folder, in those of -L, then in those of SEARCH_DIR, which are seen from the working folder
 * (ld/ldfile.c, ldfile_find_command_file). The script's own folder and the one above may be that one, and are where
 * people put what they include.
 */
function includePlaces(
  { started, libraries }: IncludeFolders,
  file: string,
  from: string,
  name: string,
  searched: readonly string[],
): readonly string[] {
  const own = dirname(file);
  // Behind `=` or $SYSROOT stands a folder of the toolchain's, which is not known.
  const plain = searched.filter((folder) => !/^(?:=|\$SYSROOT)/.test(folder));
  const seenFrom = (working: string): readonly string[] =>
    plain.map((folder) => resolve(working, folder));
  const all = [
    ...started,
    ...libraries,
    ...started.flatMap(seenFrom),
    ...[own, dirname(own)].flatMap((working) => [working, ...seenFrom(working)]),
    dirname(from),
  ];
  const places = new Set(all.map((folder) => resolve(folder, name)));
  return [...places].filter((place) => !isShare(place) || isShare(file));
}

/** Windows logs on to the computer that such a path names: no script that is only looked at may ask for that. */
export function isShare(path: string): boolean {
  return path.startsWith('\\\\');
}
