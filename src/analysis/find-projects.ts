// The projects below a folder, by their names alone: for whoever checks a whole repository in one call.

import { join } from 'node:path';
import { textLimitBytes } from '../host/host';
import type { Host } from '../host/host';
import { isInside } from '../host/paths';
import { newestFirst } from './newest-first';

/** A folder that holds one project. All paths are absolute. */
export interface ProjectFolder {
  readonly folder: string;
  /** `.vscode/launch.json`, where it has a configuration of type stm32. */
  readonly launchJson?: string;
  /** Its own; those of the project above it where it has none (a context of a CubeMX project). */
  readonly iocFiles: readonly string[];
  /** ELF files in it and below it, newest first. */
  readonly images: readonly string[];
  /** Linker scripts in it and below it. */
  readonly scripts: readonly string[];
}

/** Bounds of the search: somebody may ask for his whole home folder. */
const depthLimit = 6;
const folderLimit = 2000;
/** Listings under way at once; Node's thread pool has four threads. */
const batchSize = 32;

const imageName = /\.(?:elf|axf)$/i;
const scriptName = /\.lds?$/i;
const iocName = /\.ioc2?$/i;
const skippedName = /^(?:node_modules|drivers|middlewares|cmakefiles|__pycache__)$/i;
/** Listing a file gives nothing but costs a system call, so what is surely a file is not tried. */
export const surelyFile =
  /\.(?:[achs]|cc|cpp|cxx|hpp|hh|inl|o|d|su|cyclo|map|list|bin|hex|srec|md|txt|json|xml|ya?ml|mk|cmake|py|sh|bat|ps1|svg|png|jpe?g|gif|pdf|html?|css|js|ts|icf|sct|ewp|ewd|eww|uvprojx|uvoptx|ninja|lib|so|zip|gz|log|csv|cfg|ini|toml|lock|project|mxproject|launch|chm|svd)$/i;

type Unlisted = Pick<Listed, 'folder' | 'parent'>;

/** A folder that was listed. */
interface Listed {
  readonly folder: string;
  readonly parent: Listed | undefined;
  readonly iocFiles: readonly string[];
  readonly images: readonly string[];
  readonly scripts: readonly string[];
  readonly isCubeIde: boolean;
  readonly launchJson: string | undefined;
}

/**
 * Finds the projects below a folder, itself included: a folder with a stm32 launch configuration, an .ioc, a
 * .cproject, or a linker script beside or above an ELF file. Looks six levels deep and at 2,000 folders, not into
 * node_modules, hidden folders, Drivers and Middlewares. Never throws; what cannot be listed holds nothing.
 * @returns them by their paths.
 */
export async function findProjects(host: Host, folder: string): Promise<readonly ProjectFolder[]> {
  const listed = await listAll(host, folder);
  const owners = new Set(listed.filter(isProject));
  addBuiltFolders(listed, owners);
  const parts = new Map<Listed, Listed[]>([...owners].map((owner) => [owner, []]));
  for (const entry of listed) {
    const owner = ownerOf(entry, owners);
    if (owner !== undefined) parts.get(owner)?.push(entry);
  }
  const projects = await Promise.all([...parts].map(([owner, own]) => toProject(host, owner, own)));
  return projects
    .filter((project) => !isShell(project, projects))
    .sort((a, b) => (a.folder < b.folder ? -1 : 1));
}

async function listAll(host: Host, root: string): Promise<readonly Listed[]> {
  const listed: Listed[] = [];
  const isElsewhere = linkFilter(await host.realPath(root));
  let level: Unlisted[] = [{ folder: root, parent: undefined }];
  let visited = 0;
  for (let depth = 0; depth <= depthLimit && level.length > 0; depth++) {
    const next: Unlisted[] = [];
    for (let from = 0; from < level.length && visited < folderLimit; from += batchSize) {
      const batch = level.slice(from, from + Math.min(batchSize, folderLimit - visited));
      visited += batch.length;
      const targets = await Promise.all(batch.map(({ folder }) => linkTarget(host, folder)));
      const listing = batch.map((each, index) =>
        each.parent === undefined || isElsewhere(targets[index])
          ? list(host, each)
          : Promise.resolve(nothing(each)),
      );
      for (const { names, entry } of await Promise.all(listing)) {
        listed.push(entry);
        for (const name of names.filter(mayBeFolder)) {
          next.push({ folder: join(entry.folder, name), parent: entry });
        }
      }
    }
    level = next;
  }
  return listed;
}

/** Where a link leads; undefined: it is none. */
async function linkTarget(host: Host, path: string): Promise<string | undefined> {
  return (await host.readLink(path)) === undefined ? undefined : host.realPath(path);
}

/**
 * Whether a folder is to be listed: not by a link to what is found without it, nor to a folder around it, which would
 * never end, nor by a second link to the same folder. Asked in order, so that the first link is the same each time.
 */
function linkFilter(root: string): (target: string | undefined) => boolean {
  const followed = new Set<string>();
  return (target) => {
    if (target === undefined) return true;
    if (isInside(root, target) || isInside(target, root) || followed.has(target)) return false;
    followed.add(target);
    return true;
  };
}

function nothing({ folder, parent }: Unlisted): Awaited<ReturnType<typeof list>> {
  const entry = { iocFiles: [], images: [], scripts: [], isCubeIde: false, launchJson: undefined };
  return { names: [], entry: { folder, parent, ...entry } };
}

async function list(
  host: Host,
  { folder, parent }: Unlisted,
): Promise<{ readonly names: readonly string[]; readonly entry: Listed }> {
  // The system's order is another on each machine.
  const names = [...(await host.readDir(folder))].sort();
  const pick = (pattern: RegExp): string[] =>
    names.filter((name) => pattern.test(name) && !name.startsWith('.')).map((n) => join(folder, n));
  const entry = {
    folder,
    parent,
    iocFiles: pick(iocName),
    images: pick(imageName),
    scripts: pick(scriptName),
    isCubeIde: names.includes('.cproject'),
    launchJson: names.includes('.vscode') ? await launchJsonOf(host, folder) : undefined,
  };
  return { names, entry };
}

/** PlatformIO builds into .pio; no other hidden folder holds a project. */
function mayBeFolder(name: string): boolean {
  if (name.startsWith('.')) return name === '.pio';
  if (imageName.test(name) || scriptName.test(name) || iocName.test(name)) return false;
  return !skippedName.test(name) && !surelyFile.test(name);
}

/** The type is looked for in the text: whoever uses the file parses it, and tells what is wrong with it. */
async function launchJsonOf(host: Host, folder: string): Promise<string | undefined> {
  const path = join(folder, '.vscode', 'launch.json');
  const read = await host.readFile(path, textLimitBytes);
  const isOurs =
    read.ok && /"type"\s{0,20}:\s{0,20}"stm32"/.test(new TextDecoder().decode(read.bytes));
  return isOurs ? path : undefined;
}

function isProject({ launchJson, iocFiles, isCubeIde }: Listed): boolean {
  return launchJson !== undefined || iocFiles.length > 0 || isCubeIde;
}

/** Above each ELF file that nobody owns: the nearest folder with a linker script in it or below it. */
function addBuiltFolders(listed: readonly Listed[], owners: Set<Listed>): void {
  const withScripts = new Set<Listed>();
  for (const entry of listed) {
    if (entry.scripts.length === 0) continue;
    for (const each of lineage(entry)) {
      withScripts.add(each);
      if (owners.has(each)) break;
    }
  }
  for (const entry of listed) {
    if (entry.images.length === 0 || ownerOf(entry, owners) !== undefined) continue;
    const found = lineage(entry).find((each) => withScripts.has(each));
    if (found !== undefined) owners.add(found);
  }
}

/** The folder and those above it, nearest first. */
function lineage(entry: Listed): readonly Listed[] {
  const line: Listed[] = [];
  for (let at: Listed | undefined = entry; at !== undefined; at = at.parent) line.push(at);
  return line;
}

function ownerOf(entry: Listed, owners: ReadonlySet<Listed>): Listed | undefined {
  return lineage(entry).find((each) => owners.has(each));
}

async function toProject(
  host: Host,
  owner: Listed,
  own: readonly Listed[],
): Promise<ProjectFolder> {
  const { folder, launchJson } = owner;
  const above = lineage(owner).find(({ iocFiles }) => iocFiles.length > 0);
  return {
    folder,
    ...(launchJson === undefined ? {} : { launchJson }),
    iocFiles: above?.iocFiles ?? [],
    images: await newestFirst(
      host,
      own.flatMap(({ images }) => images),
    ),
    scripts: own.flatMap(({ scripts }) => scripts),
  };
}

/** The upper folder of a CubeMX project whose contexts are projects of their own: its .ioc is told with theirs. */
function isShell(project: ProjectFolder, all: readonly ProjectFolder[]): boolean {
  const { launchJson, images, scripts, iocFiles } = project;
  if (launchJson !== undefined || images.length > 0 || scripts.length > 0) return false;
  return all.some(
    (other) =>
      other !== project &&
      other.iocFiles === iocFiles &&
      iocFiles.length > 0 &&
      isInside(project.folder, other.folder),
  );
}
