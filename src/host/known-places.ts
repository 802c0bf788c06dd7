// Where installers put programs, as tables of folders, and the walk that finds those present on this machine.

import { posix, win32 } from 'node:path';
import type { Host } from './host';

/**
 * Folders by platform, the best first. `*` stands for any run of characters in one name, `%NAME%` for an environment
 * variable (a row without it is left out), `~` for the home folder.
 */
export type KnownPlaces = Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>>;

/** The folders of the table that exist, in its order, newest version first within a row. */
export async function knownFolders(host: Host, places: KnownPlaces): Promise<readonly string[]> {
  const found = await Promise.all(
    knownPatterns(host, places).map((pattern) => expand(host, pattern)),
  );
  return [...new Set(found.flat())];
}

/** The table's rows for this machine, with variables filled in: what a search says it has looked at. */
export function knownPatterns(host: Host, places: KnownPlaces): readonly string[] {
  return (places[host.platform] ?? [])
    .map((pattern) => fillIn(host, pattern))
    .filter((pattern) => pattern !== undefined);
}

/** Orders names as people count: `1.9` before `1.18`, `13.2.rel1` before `13.10.rel1`. */
export function compareVersions(one: string, other: string): number {
  const left = one.split(/(\d+)/);
  const right = other.split(/(\d+)/);
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const a = left[at] ?? '';
    const b = right[at] ?? '';
    // Odd places hold the digits.
    const difference = at % 2 === 1 ? Number(a) - Number(b) : a < b ? -1 : a > b ? 1 : 0;
    if (difference !== 0) return difference;
  }
  return 0;
}

function fillIn(host: Host, pattern: string): string | undefined {
  let isComplete = true;
  const filled = pattern.replace(/%([^%]+)%/g, (_, name: string) => {
    const value = host.env[name];
    if (!value) isComplete = false;
    return value ?? '';
  });
  if (!isComplete) return undefined;
  const path = filled.replace(/^~/, () => host.homeDir);
  return host.platform === 'win32' ? win32.normalize(path) : posix.normalize(path);
}

async function expand(host: Host, pattern: string): Promise<readonly string[]> {
  const path = host.platform === 'win32' ? win32 : posix;
  const { root } = path.parse(pattern);
  let folders: readonly string[] = [root];
  for (const name of pattern.slice(root.length).split(path.sep)) {
    const next = name.includes('*')
      ? folders.map(async (folder) => {
          const matches = (await host.readDir(folder)).filter((entry) => matchesStar(name, entry));
          return matches.sort(newestFirst).map((entry) => path.join(folder, entry));
        })
      : folders.map((folder) => Promise.resolve([path.join(folder, name)]));
    folders = (await Promise.all(next)).flat();
  }
  const stats = await Promise.all(folders.map((folder) => host.stat(folder)));
  return folders.filter((_, at) => stats[at]?.kind === 'directory');
}

function newestFirst(one: string, other: string): number {
  return compareVersions(other, one);
}

/** `a*b*c` against a name, without the traps of a hand-made regular expression's backtracking. */
function matchesStar(pattern: string, name: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop() ?? '';
  if (name.length < first.length + last.length) return false;
  if (!name.startsWith(first) || !name.endsWith(last)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = name.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at <= name.length - last.length;
}
