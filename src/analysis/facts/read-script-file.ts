// A linker script read with what it includes: the reader is synchronous, so the files are fetched in rounds.

import type { LinkerScript } from '../../linker/script-model';
import type { ProjectFiles } from './project-files';
import { readIncluding } from './read-including';
import type { KnownText } from './read-including';

/** Included files include others; ld itself stops at ten. */
const roundLimit = 10;
/** Places looked at; an INCLUDE has a dozen. */
const placeLimit = 400;

export interface ReadScript {
  readonly file: string;
  readonly text: string;
  readonly script: LinkerScript;
}

/**
 * Undefined where there is no such file.
 * @param libraries folders of -L.
 */
export async function readScriptFile(
  files: ProjectFiles,
  file: string,
  libraries: readonly string[],
): Promise<ReadScript | undefined> {
  const text = await files.text(file);
  if (text === undefined) return undefined;
  const folders = { started: files.folders, libraries };
  const fetched = new Map<string, ReturnType<KnownText>>();
  for (let round = 0; ; round++) {
    const { script, wanted } = readIncluding(text, file, folders, (path) => fetched.get(path));
    const isDone = wanted.length === 0 || round >= roundLimit || fetched.size >= placeLimit;
    if (isDone) return { file, text, script };
    const places = wanted.slice(0, placeLimit - fetched.size);
    const texts = await Promise.all(places.map((place) => files.text(place)));
    for (const [index, place] of places.entries()) {
      const found = texts[index];
      fetched.set(place, found === undefined ? 'missing' : { text: found });
    }
  }
}
