// Which GDB a session uses: the setting, then the named toolchain, then PATH, then known toolchain folders.
// It starts none of them; whether one can run and knows Arm is asked of the session's own GDB (identify.ts).

import { posix, win32 } from 'node:path';
import { findTool } from '../host/find-tool';
import type { TrailStep } from '../host/find-tool';
import type { Host } from '../host/host';
import { knownFolders, knownPatterns } from '../host/known-places';
import { toolchainPlaces } from './known-folders';

export interface GdbRequest {
  /** A path or a bare name; when given, nothing else is tried. */
  readonly gdbPath?: string | undefined;
  /** The toolchain's folder or the `bin` in it. */
  readonly armToolchainPath?: string | undefined;
  /** Before `-gdb`; default `arm-none-eabi`. */
  readonly toolchainPrefix?: string | undefined;
  /** What relative paths start from; absolute. */
  readonly baseDir: string;
}

export interface GdbCandidate {
  /** Absolute. */
  readonly path: string;
  readonly origin: 'gdbPath' | 'armToolchainPath or PATH' | 'known folder';
}

export interface GdbSearch {
  /** Best first; `findGdb` gives at most one. */
  readonly found: readonly GdbCandidate[];
  /** What was looked at, in order, and what was there. */
  readonly trail: readonly TrailStep[];
}

/** The GDB to use. Looks into the known folders only when nothing before has an answer. */
export async function findGdb(host: Host, asked: GdbRequest): Promise<GdbSearch> {
  const request = withoutEmpty(asked);
  const search = await findNamed(host, request);
  if (search.found.length > 0 || request.gdbPath !== undefined) return search;
  const known = await findInKnownFolders(host, request);
  return { found: known.found.slice(0, 1), trail: [...search.trail, ...known.trail] };
}

/** Every GDB of this machine that a session could be told to use, for a choice: scans all known folders. */
export async function findAllGdbs(host: Host, request: GdbRequest): Promise<GdbSearch> {
  const { gdbPath, ...others } = withoutEmpty(request);
  const searches = await Promise.all([
    ...(gdbPath === undefined ? [] : [findNamed(host, { gdbPath, ...others })]),
    ...namesOf(request).map((name) => findNamed(host, others, [name])),
    findInKnownFolders(host, request),
  ]);
  const found = new Map<string, GdbCandidate>();
  for (const candidate of searches.flatMap((search) => search.found)) {
    if (!found.has(candidate.path)) found.set(candidate.path, candidate);
  }
  return { found: [...found.values()], trail: searches.flatMap((search) => search.trail) };
}

async function findNamed(
  host: Host,
  request: GdbRequest,
  names = namesOf(request),
): Promise<GdbSearch> {
  const { gdbPath, armToolchainPath, baseDir } = request;
  const path = host.platform === 'win32' ? win32 : posix;
  const toolchain = armToolchainPath?.replace(/^~(?=[/\\]|$)/, host.homeDir);
  const preferred = toolchain === undefined ? undefined : path.resolve(baseDir, toolchain);
  const { found, trail } = await findTool(host, {
    names,
    baseDir,
    ...(gdbPath === undefined ? {} : { setting: { name: 'gdbPath', value: gdbPath } }),
    ...(preferred === undefined
      ? {}
      : { preferredFolders: [preferred, path.join(preferred, 'bin')] }),
  });
  const origin = gdbPath === undefined ? 'armToolchainPath or PATH' : 'gdbPath';
  return { found: found === undefined ? [] : [{ path: found, origin }], trail };
}

async function findInKnownFolders(host: Host, request: GdbRequest): Promise<GdbSearch> {
  const path = host.platform === 'win32' ? win32 : posix;
  const suffix = host.platform === 'win32' ? '.exe' : '';
  const folders = await knownFolders(host, toolchainPlaces);
  const paths = folders.flatMap((folder) =>
    namesOf(request).map((name) => path.join(folder, name + suffix)),
  );
  const usable = await Promise.all(paths.map((file) => host.isExecutable(file)));
  const found = paths
    .filter((_, at) => usable[at])
    .map((file): GdbCandidate => ({ path: file, origin: 'known folder' }));
  const looked = knownPatterns(host, toolchainPlaces).map((where) => ({
    what: 'no GDB there',
    where,
  }));
  const hits = found.map((hit) => ({ what: hit.path, where: 'a known toolchain folder' }));
  return { found, trail: hits.length > 0 ? hits : looked };
}

/** An empty text counts as not set, as VS Code's settings have it. */
function withoutEmpty({
  gdbPath,
  armToolchainPath,
  toolchainPrefix,
  baseDir,
}: GdbRequest): GdbRequest {
  return {
    baseDir,
    gdbPath: gdbPath || undefined,
    armToolchainPath: armToolchainPath || undefined,
    toolchainPrefix: toolchainPrefix || undefined,
  };
}

function namesOf(request: GdbRequest): readonly string[] {
  const own = `${request.toolchainPrefix ?? 'arm-none-eabi'}-gdb`;
  return [...new Set([own, 'arm-none-eabi-gdb', 'gdb-multiarch'])];
}
