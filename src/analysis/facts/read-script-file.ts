// A linker script read with what it includes: the reader is synchronous, so the files are fetched in rounds.

import { dirname, resolve } from 'node:path';
import { readScript } from '../../linker/read-script';
import type { LinkerScript } from '../../linker/script-model';
import type { ProjectFiles } from './project-files';

/** Included files include others; ld itself stops at ten. */
const roundLimit = 10;
const includeLimit = 32;
const sizeLimitBytes = 1024 * 1024;

export interface ReadScript {
  readonly file: string;
  readonly text: string;
  readonly script: LinkerScript;
}

/** Undefined where there is no such file. */
export async function readScriptFile(
  files: ProjectFiles,
  file: string,
): Promise<ReadScript | undefined> {
  const text = (await files.text(file))?.slice(0, sizeLimitBytes);
  if (text === undefined) return undefined;
  const fetched = new Map<string, { file: string; text: string } | undefined>();
  for (let round = 0; ; round++) {
    const wanted = new Set<string>();
    const script = readScript(text, file, (name) => {
      if (!fetched.has(name)) wanted.add(name);
      return fetched.get(name);
    });
    const isDone = wanted.size === 0 || round >= roundLimit || fetched.size >= includeLimit;
    if (isDone) return { file, text, script };
    const names = [...wanted].slice(0, includeLimit - fetched.size);
    const found = await Promise.all(names.map((name) => findInclude(files, file, name)));
    for (const [index, name] of names.entries()) fetched.set(name, found[index]);
  }
}

/** ld looks in its working folder and in -L folders; the script's own is where people put them. */
async function findInclude(
  files: ProjectFiles,
  from: string,
  name: string,
): Promise<{ file: string; text: string } | undefined> {
  const folders = [...files.folders, dirname(from), dirname(dirname(from))];
  const places = [...new Set(folders.map((folder) => resolve(folder, name)))];
  const texts = await Promise.all(places.map((place) => files.text(place)));
  for (const [index, text] of texts.entries()) {
    const file = places[index];
    if (text !== undefined && file !== undefined) {
      return { file, text: text.slice(0, sizeLimitBytes) };
    }
  }
  return undefined;
}
