// The project facts: linker script, map file, .ioc, sources, and how old the image is beside them. Everything is
// read side by side; only what must know the image waits for it.

import type { ElfImage } from '../../elf/elf-image';
import type { Host } from '../../host/host';
import type { LaunchArgs } from '../../launch/launch-args';
import { folderLookUps, foldersAround } from '../around-script';
import { factNotNeeded, known, unknownFact } from '../facts';
import type { Fact, Facts } from '../facts';
import { projectOf } from '../sources-of-script';
import { readBuildFiles } from './build-files';
import type { BuildFile } from './build-files';
import { findIoc } from './find-ioc';
import { findMapFile } from './find-map';
import { chooseScript, readCandidates } from './find-script';
import { gatherImageAge } from './image-age';
import { createProjectFiles } from './project-files';
import { listSources, readSources } from './sources';

export type ProjectFacts = Pick<
  Facts,
  'linkerScript' | 'mapFile' | 'ioc' | 'sources' | 'neededSymbols' | 'imageAge'
>;

/** The facts, and what the part's names are looked for in. */
export interface ProjectView {
  readonly facts: ProjectFacts;
  readonly buildFiles: readonly BuildFile[];
  /** Text of the linker script in use. */
  readonly scriptText: string | undefined;
  /** The project's own sources, absolute. */
  readonly sourceFiles: readonly string[];
}

/** @param elf under way; the files that do not depend on it are read meanwhile. */
export async function gatherProject(
  host: Host,
  args: LaunchArgs,
  elf: Promise<Fact<ElfImage>>,
): Promise<ProjectView> {
  const files = createProjectFiles(host, args);
  const buildFiles = readBuildFiles(files);
  const [candidates, mapFile, ioc, elfFact] = await Promise.all([
    readCandidates(files, args, buildFiles),
    findMapFile(files, buildFiles),
    findIoc(files, args),
    elf,
  ]);
  const image = elfFact.ok ? elfFact.value : undefined;
  const partName = args.device ?? (ioc.ok ? ioc.value.project.device : undefined);
  const { linkerScript, text } = chooseScript(candidates, image, files, partName);
  const list = await listSources(files, image, ioc);
  const sourceFiles = list?.files.map(({ path }) => path) ?? [];
  const [sources, symbols, imageAge] = await Promise.all([
    readSources(files, list),
    elfFact.ok ? linked : gatherNeeded(host, scriptFileOf(linkerScript), args.cwd),
    gatherImageAge(files, list, linkerScript, ioc),
  ]);
  return {
    facts: { linkerScript, mapFile, ioc, sources, neededSymbols: symbols, imageAge },
    buildFiles: await buildFiles,
    scriptText: text,
    sourceFiles,
  };
}

const linked = factNotNeeded('the image was linked');

function scriptFileOf(linkerScript: Facts['linkerScript']): string | undefined {
  return linkerScript.ok ? linkerScript.value.file : undefined;
}

/** As the editor looks for them: start-up files are among them, which no other fact is about. */
async function gatherNeeded(
  host: Host,
  script: string | undefined,
  cwd: string,
): Promise<Facts['neededSymbols']> {
  if (script === undefined) return unknownFact('the linker script is not known');
  const lookUps = folderLookUps(host);
  const project = projectOf(await foldersAround(script, [cwd], lookUps));
  const found = project === undefined ? undefined : await lookUps.needed(project);
  return found === undefined
    ? unknownFact('no source file of the project was found')
    : known(found, 'sources of the project');
}
