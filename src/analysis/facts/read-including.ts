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

/** @param folders where ld looks first: where it is started, and those of -L. */
export function readIncluding(
  text: string,
  file: string,
  folders: readonly string[],
  known: KnownText,
): IncludingScript {
  const wanted = new Set<string>();
  const read = readProgram(text, file, (name, from) => {
    const places = includePlaces(folders, file, from, name);
    for (const place of places) {
      const found = known(place);
      if (found === undefined) wanted.add(place);
      else if (found !== 'missing') return { file: place, text: found.text };
    }
    return undefined;
  });
  return { ...read, wanted: [...wanted] };
}

/** ld looks in its working folder and in -L folders; the script's own and the one above are where people put them. */
function includePlaces(
  folders: readonly string[],
  file: string,
  from: string,
  name: string,
): readonly string[] {
  const own = dirname(file);
  const all = [...folders, own, dirname(own), dirname(from)];
  const places = new Set(all.map((folder) => resolve(folder, name)));
  return [...places].filter((place) => !isShare(place) || isShare(file));
}

/** Windows logs on to the computer that such a path names: no script that is only looked at may ask for that. */
export function isShare(path: string): boolean {
  return path.startsWith('\\\\');
}
