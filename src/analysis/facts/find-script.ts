// Which linker script made the image: what the configuration says, what a build file names, the only one, or the
// one that fits the image best.

import { basename, join, relative } from 'node:path';
import type { ElfImage } from '../../elf/elf-image';
import type { LaunchArgs } from '../../launch/launch-args';
import { known, unknownFact } from '../facts';
import type { Fact, ScriptInUse } from '../facts';
import { firstFile, hintsFor, placesOf } from './build-files';
import type { BuildFile } from './build-files';
import { libraryFolders } from './library-folders';
import { matchScript } from './match-script';
import type { ProjectFiles } from './project-files';
import { readScriptFile } from './read-script-file';
import type { ReadScript } from './read-script-file';

/** A script that may be it; `because` as in ScriptInUse. */
interface Candidate extends ReadScript {
  readonly because: string;
  /** Nobody names it: it only lies there. */
  readonly isGuess: boolean;
}

/** Below this neither the image's segments nor its sections are the script's. */
const leastFit = 0.2;

export interface ScriptSearchResult {
  readonly linkerScript: Fact<ScriptInUse>;
  /** Of the script in use; for what its comments say. */
  readonly text: string | undefined;
}

const scriptName = /\.lds?$/i;
const candidateLimit = 16;
const innerFolderLimit = 40;
const skippedFolder = /^(?:node_modules|Drivers|Middlewares|CMakeFiles|\..*)$|\.\w{1,8}$/i;

/** Reads what may be the script; the image is only needed to choose between several. */
export async function readCandidates(
  files: ProjectFiles,
  args: LaunchArgs,
  buildFiles: Promise<readonly BuildFile[]>,
): Promise<readonly Candidate[] | string> {
  const { linkerScript } = args;
  const libraries = await libraryFolders(files, await buildFiles);
  if (linkerScript !== undefined) {
    if (linkerScript.includes('${'))
      return 'linkerScript contains a variable that was not replaced';
    const read = await readScriptFile(files, linkerScript, libraries);
    if (read === undefined) {
      const why = files.whyUnread(linkerScript);
      return `linkerScript names ${linkerScript}, which cannot be read (${why})`;
    }
    return [{ ...read, because: 'linkerScript names it', isGuess: false }];
  }
  const hinted = await hintedScripts(files, await buildFiles, libraries);
  if (hinted.length > 0) return hinted;
  const found = await nearbyScripts(files, libraries);
  if (found.length === 0)
    return 'no build file names a linker script, and there is none beside them';
  return found;
}

/** @param candidates as readCandidates gives them. */
export function chooseScript(
  candidates: readonly Candidate[] | string,
  image: ElfImage | undefined,
  files: ProjectFiles,
  partName: string | undefined,
): ScriptSearchResult {
  if (typeof candidates === 'string') {
    return { linkerScript: unknownFact(candidates), text: undefined };
  }
  const best = bestOf(candidates, image, partName);
  const [only] = best;
  if (only === undefined || best.length > 1) {
    const names = candidates.map(({ file }) => relative(files.folder, file)).join(', ');
    const why = `several linker scripts may have made the image (${names}); linkerScript chooses one`;
    return { linkerScript: unknownFact(why), text: undefined };
  }
  const { file, script, because, text } = only;
  if (only.isGuess && image !== undefined && matchScript(script, image) < leastFit) {
    const why = `${relative(files.folder, file)} does not fit the image, and no build file names another linker script`;
    return { linkerScript: unknownFact(why), text: undefined };
  }
  return { linkerScript: known({ file, script, because }, file), text };
}

/** The scripts of the build file nearest to the link that names any that is there. */
async function hintedScripts(
  files: ProjectFiles,
  buildFiles: readonly BuildFile[],
  libraries: readonly string[],
): Promise<readonly Candidate[]> {
  for (const { file, hints } of buildFiles) {
    const candidates: Candidate[] = [];
    for (const hint of hintsFor(hints.linkerScripts, files.imagePath).slice(0, candidateLimit)) {
      const path = await firstFile(files, placesOf(files, file, hint.text));
      const read = path === undefined ? undefined : await readScriptFile(files, path, libraries);
      if (read === undefined || candidates.some((other) => other.file === read.file)) continue;
      const because = `${relative(files.folder, file)}:${hint.line} names it`;
      candidates.push({ ...read, because, isGuess: false });
    }
    if (candidates.length > 0) return candidates;
  }
  return [];
}

/** Those beside the image and above it; else those one folder further down. */
async function nearbyScripts(
  files: ProjectFiles,
  libraries: readonly string[],
): Promise<readonly Candidate[]> {
  const inChain = await scriptsIn(files, files.folders);
  if (inChain.length > 0) return candidatesOf(files, inChain, libraries);
  const inner = (await files.names(files.folder))
    .filter((name) => !skippedFolder.test(name))
    .slice(0, innerFolderLimit)
    .map((name) => join(files.folder, name));
  return candidatesOf(files, await scriptsIn(files, inner), libraries);
}

async function scriptsIn(
  files: ProjectFiles,
  folders: readonly string[],
): Promise<readonly string[]> {
  const listed = await Promise.all(folders.map((folder) => files.names(folder)));
  return listed.flatMap((names, index) =>
    names
      .filter((name) => scriptName.test(name))
      .sort()
      .map((name) => join(folders[index] ?? '', name)),
  );
}

async function candidatesOf(
  files: ProjectFiles,
  paths: readonly string[],
  libraries: readonly string[],
): Promise<readonly Candidate[]> {
  const all = await Promise.all(
    paths.slice(0, candidateLimit).map((path) => readScriptFile(files, path, libraries)),
  );
  const read = all.filter((each) => each !== undefined);
  // A script that another one includes is a part of it.
  const included = new Set(read.flatMap(({ script }) => script.files.slice(1)));
  const whole = read.filter(({ file }) => !included.has(file));
  const because =
    whole.length === 1
      ? 'it is the only linker script of the project'
      : `it fits the image best among ${whole.length} linker scripts`;
  return whole.map((each) => ({ ...each, because, isGuess: true }));
}

/** One, or the several between which nothing decides. */
function bestOf(
  candidates: readonly Candidate[],
  image: ElfImage | undefined,
  partName: string | undefined,
): readonly Candidate[] {
  if (candidates.length <= 1) return candidates;
  const scored = candidates.map((candidate) => ({
    candidate,
    score: image === undefined ? 0 : matchScript(candidate.script, image),
  }));
  const top = Math.max(...scored.map(({ score }) => score));
  const equal = scored.filter(({ score }) => top - score < 1e-6).map((each) => each.candidate);
  const [first] = equal;
  if (first !== undefined && equal.every(({ text }) => text === first.text)) return [first];
  return narrowed(
    narrowed(equal, (name) => isForPart(name, partName)),
    (name) => /_FLASH\b/i.test(name),
  );
}

/** Keeps those whose name passes, unless none does. */
function narrowed(
  candidates: readonly Candidate[],
  test: (name: string) => boolean,
): readonly Candidate[] {
  const passing = candidates.filter(({ file }) => test(basename(file)));
  return passing.length === 0 ? candidates : passing;
}

/** `STM32F405RGTX_FLASH.ld` is for STM32F405RG, whatever is written behind that in the configuration. */
function isForPart(name: string, partName: string | undefined): boolean {
  const part = /^(?:STM32)?([A-Z0-9]{6})/i.exec(partName?.trim() ?? '')?.[1];
  return part !== undefined && name.toUpperCase().includes(part.toUpperCase());
}
