// Where a program is: explicit setting, then named folders, then PATH, then known folders, with the trail of
// what was looked at. It does not start the program.

import { posix, win32 } from 'node:path';
import type { Host } from './host';

/** One place that was looked at, and what was there. */
export interface TrailStep {
  readonly what: string;
  readonly where: string;
}

export interface ToolSearch {
  /** Absolute path of the program. */
  readonly found: string | undefined;
  /** Every step that was taken, in order; the last one is the hit when there is one. */
  readonly trail: readonly TrailStep[];
}

export interface ToolQuery {
  /** Looked up in every folder, first one wins; without `.exe`. */
  readonly names: readonly string[];
  /** What the user set, and under which name; when given, nothing else is tried. */
  readonly setting?: { readonly name: string; readonly value: string } | undefined;
  /** Absolute folders before PATH. */
  readonly preferredFolders?: readonly string[];
  /** Absolute folders behind PATH, only tried when PATH has no answer. */
  readonly knownFolders?: readonly string[];
  /** What a relative setting starts from; absolute. */
  readonly baseDir: string;
}

/** Looks a program up without starting it. A setting that leads nowhere is an answer, not a reason to guess. */
export async function findTool(host: Host, query: ToolQuery): Promise<ToolSearch> {
  const trail: TrailStep[] = [];
  const { setting } = query;
  if (setting !== undefined) return findSetting(host, setting, query.baseDir);
  for (const folder of query.preferredFolders ?? []) {
    const found = await searchFolders(host, query.names, [folder], folder, trail);
    if (found !== undefined) return { found, trail };
  }
  const inPath = await searchFolders(host, query.names, pathFolders(host), 'PATH', trail);
  if (inPath !== undefined) return { found: inPath, trail };
  for (const folder of query.knownFolders ?? []) {
    const found = await searchFolders(host, query.names, [folder], folder, trail);
    if (found !== undefined) return { found, trail };
  }
  return { found: undefined, trail };
}

async function findSetting(
  host: Host,
  setting: { readonly name: string; readonly value: string },
  baseDir: string,
): Promise<ToolSearch> {
  const trail: TrailStep[] = [];
  const path = pathOf(host);
  const value = setting.value.replace(/^~(?=[/\\]|$)/, host.homeDir);
  const where = `${setting.name} "${setting.value}"`;
  if (!/[/\\]/.test(value)) {
    const found = await searchFolders(host, [value], pathFolders(host), `${where} in PATH`, trail);
    return { found, trail };
  }
  const file = path.resolve(baseDir, value);
  for (const candidate of withExtensions(host, file)) {
    if (!(await host.isExecutable(candidate))) continue;
    return { found: candidate, trail: [{ what: candidate, where }] };
  }
  const found = await host.stat(file);
  const reason =
    found === undefined
      ? 'is not there'
      : found.kind === 'directory'
        ? 'is a folder, not a program'
        : 'is there, but may not be executed';
  return { found: undefined, trail: [{ what: `${file} ${reason}`, where }] };
}

/** All folders at once, but the first in order wins; one step in the trail for the whole list. */
async function searchFolders(
  host: Host,
  names: readonly string[],
  folders: readonly string[],
  where: string,
  trail: TrailStep[],
): Promise<string | undefined> {
  for (const name of names) {
    const candidates = folders.flatMap((folder) =>
      withExtensions(host, pathOf(host).join(folder, name)),
    );
    const usable = await Promise.all(candidates.map((candidate) => host.isExecutable(candidate)));
    const found = candidates[usable.indexOf(true)];
    trail.push({ what: found ?? `${name} is not there`, where: placeOf(where, folders) });
    if (found !== undefined) return found;
  }
  return undefined;
}

function placeOf(where: string, folders: readonly string[]): string {
  if (folders.length === 0) return `${where}, which is empty`;
  return folders.length === 1 && folders[0] === where ? where : `${where}: ${folders.join(', ')}`;
}

/** Empty entries of PATH mean the current folder on POSIX; a debugger is not taken from there by accident. */
function pathFolders(host: Host): readonly string[] {
  const text = variable(host, 'PATH') ?? '';
  const folders = text
    .split(pathOf(host).delimiter)
    .map((folder) => folder.replace(/^"(.*)"$/, '$1'));
  return [...new Set(folders.filter((folder) => pathOf(host).isAbsolute(folder)))];
}

/**
 * On Windows the file names a bare name can mean, in PATHEXT's order. Batch files are left out: Node starts
 * them only through a shell (nodejs.org, security release of April 2024, CVE-2024-27980).
 */
function withExtensions(host: Host, file: string): readonly string[] {
  if (host.platform !== 'win32') return [file];
  const extensions = (variable(host, 'PATHEXT') ?? '.COM;.EXE')
    .split(';')
    .filter((extension) => /^\.(com|exe)$/i.test(extension))
    .map((extension) => extension.toLowerCase());
  const given = win32.extname(file).toLowerCase();
  return extensions.includes(given) ? [file] : extensions.map((extension) => file + extension);
}

/** Names of environment variables have no case on Windows, where PATH is usually written Path. */
function variable(host: Host, name: string): string | undefined {
  const exact = host.env[name];
  if (exact !== undefined || host.platform !== 'win32') return exact;
  const key = Object.keys(host.env).find((other) => other.toUpperCase() === name);
  return key === undefined ? undefined : host.env[key];
}

function pathOf(host: Host): typeof posix {
  return host.platform === 'win32' ? win32 : posix;
}
