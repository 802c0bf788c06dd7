// Which part a linker script is for, of a script alone, without a launch: what the user chose, launch.json, .ioc, the
// script's own name and head comment, build files; those in its folder and above it.

import { basename, dirname, join } from 'node:path';
import { allDeviceNames, findDevice } from '../devices/find-device';
import type { Host } from '../host/host';
import { readLaunchJson } from '../launch/launch-json';
import type { RawConfiguration } from '../launch/launch-json';
import type { NamedPart, ScriptPart } from '../script-checks/script-check';
import { readBuildFiles } from './facts/build-files';
import type { BuildFile } from './facts/build-files';
import { chooseDevice, fromBuildFiles, fromIoc, fromScript, lineOf } from './facts/devices';
import { findIocIn } from './facts/find-ioc';
import { libraryFolders } from './facts/library-folders';
import { filesAt } from './facts/project-files';
import type { ProjectFiles } from './facts/project-files';
import { lineStem } from './line-stem';

/** What a folder says of parts, whichever scripts are in it. Small: it is kept for each folder of a workspace. */
export interface FolderSeen {
  readonly folder: string;
  /** Names of linker scripts in it. */
  readonly scripts: readonly string[];
  /** ELF files in it, in its build folders, and one level below these. */
  readonly images: readonly string[];
  /** Of its launch.json. */
  readonly launches: readonly LaunchPart[];
  readonly ioc: readonly NamedPart[];
  readonly buildFiles: readonly BuildFile[];
  /** Of -L in its build files; absolute. */
  readonly libraryFolders: readonly string[];
}

interface LaunchPart extends NamedPart {
  /** The name of the linker script that the configuration is for, where it names one. */
  readonly script: string | undefined;
}

export interface PartOfScript {
  readonly part: ScriptPart | undefined;
  /** Every place that names a part for this script, in the order in which they count. */
  readonly named: readonly NamedPart[];
  /** What it may be, likeliest first: a part's name, and who says so. */
  readonly choices: readonly { readonly part: string; readonly why: string }[];
}

const scriptName = /\.lds?$/i;
const imageName = /\.(?:elf|axf)$/i;
const buildName = /^(?:build.*|debug|release|out|bin|cmake-build-.*|\.pio)$/i;
const launchTypes: ReadonlySet<unknown> = new Set(['stm32', 'cortex-debug']);
/** More parts than this nobody looks through. */
const choiceLimit = 50;

/** Lists the folder and reads what may name a part. */
export async function lookIntoFolder(host: Host, folder: string): Promise<FolderSeen> {
  const files = filesAt(host, { folder, imagePath: undefined, folders: [folder] });
  const [names, ioc, buildFiles] = await Promise.all([
    files.names(folder),
    findIocIn(files),
    readBuildFiles(files),
  ]);
  const launchJson = join(folder, '.vscode', 'launch.json');
  const launchText = names.includes('.vscode') ? await files.text(launchJson) : undefined;
  return {
    folder,
    scripts: names.filter((name) => scriptName.test(name)),
    images: await imagesBelow(files, names),
    launches: launchText === undefined ? [] : launchParts(launchJson, launchText),
    ioc: ioc.ok ? fromIoc(ioc.value) : [],
    buildFiles: buildFiles.filter(({ hints }) => {
      return hints.devices.length > 0 || hints.linkerScripts.length > 0;
    }),
    libraryFolders: await libraryFolders(files, buildFiles),
  };
}

async function imagesBelow(
  files: ProjectFiles,
  names: readonly string[],
): Promise<readonly string[]> {
  const outer = names.filter((name) => buildName.test(name)).map((n) => join(files.folder, n));
  const listed = await Promise.all(outer.map((each) => files.names(each)));
  const inner = listed.flatMap((found, index) =>
    found.filter((name) => !name.includes('.')).map((name) => join(outer[index] ?? '', name)),
  );
  const folders = [files.folder, ...outer, ...inner];
  const all = await Promise.all(
    folders.map(async (folder) =>
      (await files.names(folder))
        .filter((name) => imageName.test(name))
        .map((name) => join(folder, name)),
    ),
  );
  return all.flat();
}

function launchParts(file: string, text: string): readonly LaunchPart[] {
  return readLaunchJson(text).configurations.flatMap((configuration) => {
    const device = stringOf(configuration, 'device')?.trim() ?? '';
    if (!launchTypes.has(configuration['type']) || device === '' || device.includes('${'))
      return [];
    const script = stringOf(configuration, 'linkerScript')?.split(/[\\/]/).at(-1);
    const match = findDevice(device);
    return [
      { text: device, where: file, kind: 'configuration', location: { file }, match, script },
    ];
  });
}

function stringOf(configuration: RawConfiguration, name: string): string | undefined {
  const value = configuration[name];
  return typeof value === 'string' ? value : undefined;
}

/**
 * @param folders the script's own, then those above it.
 * @param chosen what the user said; a name of no part is not regarded.
 */
export function partOfScript(
  file: string,
  text: string,
  folders: readonly FolderSeen[],
  chosen: string | undefined,
): PartOfScript {
  const own = fromScript(file, text);
  const seen = placesAround(file, folders);
  const places = seen.filter((place) => belongs(place, file, own[0], folders));
  const named = [
    ...places.filter(({ part }) => part.kind !== 'build').map(({ part }) => part),
    ...own,
    ...places.filter(({ part }) => part.kind === 'build').map(({ part }) => part),
  ];
  const part = chosenPart(chosen) ?? partNamed(named);
  return { part, named, choices: choicesOf([...named, ...seen.map((each) => each.part)], part) };
}

function chosenPart(chosen: string | undefined): ScriptPart | undefined {
  const match = chosen === undefined ? undefined : findDevice(chosen);
  if (match?.kind !== 'found') return undefined;
  return { device: match.device, source: 'device table; the part was chosen for this script' };
}

function partNamed(named: readonly NamedPart[]): ScriptPart | undefined {
  if (named.length === 0) return undefined;
  const device = chooseDevice(named);
  return device.ok ? { device: device.value, source: device.source } : undefined;
}

/** A part, and the folder of the project that names it. */
interface Place {
  readonly part: NamedPart;
  readonly folder: string;
  /** The configuration or build file is for a script of this name. */
  readonly isForScript: boolean;
}

/** Of each kind the nearest: launch.json, .ioc, build files. */
function placesAround(file: string, folders: readonly FolderSeen[]): readonly Place[] {
  const name = basename(file);
  const nearest = (partsOf: (seen: FolderSeen) => readonly Place[]): readonly Place[] => {
    for (const seen of folders) {
      const parts = partsOf(seen);
      if (parts.length > 0) return parts;
    }
    return [];
  };
  const namesScript = ({ buildFiles }: FolderSeen): boolean =>
    buildFiles.some(({ hints }) => hints.linkerScripts.some((each) => isCalled(each.text, name)));
  return [
    ...nearest(({ folder, launches }) => {
      const fitting = launches.filter(({ script }) => script === undefined || script === name);
      return agreed(fitting).map((part) => ({ part, folder, isForScript: part.script === name }));
    }),
    ...nearest((seen) =>
      seen.ioc.map((part) => ({ part, folder: seen.folder, isForScript: namesScript(seen) })),
    ),
    ...nearest((seen) =>
      fromBuildFiles(seen.buildFiles).map((part) => {
        return { part, folder: seen.folder, isForScript: namesScript(seen) };
      }),
    ),
  ];
}

function isCalled(path: string, name: string): boolean {
  return path.split('/').at(-1) === name;
}

/** The first; none where they are for several lines. */
function agreed(launches: readonly LaunchPart[]): readonly LaunchPart[] {
  const [first] = launches;
  if (first === undefined) return [];
  return launches.every((each) => lineOf(each) === lineOf(first)) ? [first] : [];
}

/**
 * A place that says something else than the script's own name is about it only when it names the script, or lies beside
 * it and no other script there fits better: a repository holds scripts for many boards.
 */
function belongs(
  { part, folder, isForScript }: Place,
  file: string,
  own: NamedPart | undefined,
  folders: readonly FolderSeen[],
): boolean {
  if (own === undefined || isForScript || lineOf(own) === lineOf(part)) return true;
  if (folder !== dirname(file)) return false;
  const siblings = folders[0]?.scripts ?? [];
  return !siblings.some((name) => {
    const [named] = fromScript(join(folder, name), '');
    return named !== undefined && lineOf(named) === lineOf(part);
  });
}

function choicesOf(
  named: readonly NamedPart[],
  part: ScriptPart | undefined,
): PartOfScript['choices'] {
  const choices = new Map<string, string>();
  const add = (name: string, why: string): void => {
    if (!choices.has(name)) choices.set(name, why);
  };
  for (const { match, where } of named) {
    if (match.kind === 'found') add(match.device.name, `${basename(where)} names it`);
  }
  const lines = named.flatMap(({ match }) => (match.kind === 'found' ? [match.device] : []));
  if (part !== undefined) lines.unshift(part.device);
  for (const { name, match } of lines) {
    if (match !== 'line') continue;
    const stem = lineStem(name);
    for (const each of allDeviceNames()) {
      if (each.startsWith(stem)) add(each, `part of the line ${stem}`);
    }
  }
  return [...choices].slice(0, choiceLimit).map(([name, why]) => ({ part: name, why }));
}
