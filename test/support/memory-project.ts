// The project of a case.json in memory: for thousands of damaged copies, which need a disk for nothing.

import { posix } from 'node:path';
import type { Host, ReadResult } from '../../src/host/host';
import { createNodeHost } from '../../src/host/node-host';
import { bytesOf, defaultFiles, defaultTools } from './check-case';
import type { CheckCase } from './check-case';

/** Where the project lies; the machine beside it is the case's folder `root`. */
export const memoryProject = '/project';

/**
 * @param change gives a file of the project, by its path in it, other bytes.
 * @returns a host that sees the case's files and nothing else.
 */
export function memoryHost(
  spec: CheckCase,
  change: (path: string, bytes: Buffer) => Uint8Array,
): Host {
  const files = new Map<string, Uint8Array>();
  const folders = new Map<string, Set<string>>();
  const enter = (path: string): void => {
    for (let at = path; at !== '/'; at = posix.dirname(at)) {
      const names = folders.get(posix.dirname(at)) ?? new Set();
      folders.set(posix.dirname(at), names.add(posix.basename(at)));
    }
  };
  for (const [path, file] of Object.entries({ ...defaultFiles, ...spec.files })) {
    if (file === null) continue;
    const place = path.startsWith('root/') ? path.slice(4) : posix.join(memoryProject, path);
    enter(place);
    if ('folder' in file) folders.set(place, folders.get(place) ?? new Set());
    else files.set(place, change(path, bytesOf(file)));
  }
  for (const name of spec.tools ?? defaultTools) {
    const place = posix.join(memoryProject, 'bin', name);
    enter(place);
    if (!files.has(place)) files.set(place, Buffer.alloc(0));
  }
  const isDenied = (path: string): boolean =>
    (spec.denied ?? []).some((denied) => posix.join(memoryProject, denied) === path);
  const read = (path: string): ReadResult => {
    const bytes = files.get(posix.normalize(path));
    if (bytes !== undefined && !isDenied(path)) return { ok: true, bytes };
    const isFolder = bytes === undefined && folders.has(path);
    const code = bytes !== undefined ? 'EACCES' : isFolder ? 'EISDIR' : 'ENOENT';
    return { ok: false, code, message: `${code}: ${path}` };
  };
  return {
    ...createNodeHost(),
    platform: 'linux',
    arch: 'x64',
    env: { ...spec.env, PATH: posix.join(memoryProject, 'bin') },
    homeDir: posix.join(memoryProject, 'home'),
    stat: (path) => {
      const sizeBytes = files.get(posix.normalize(path))?.length;
      if (sizeBytes !== undefined) {
        return Promise.resolve({ kind: 'file', sizeBytes, modifiedMs: sizeBytes * 1e7 });
      }
      const isThere = folders.has(posix.normalize(path).replace(/(?<=.)\/$/, ''));
      return Promise.resolve(
        isThere ? { kind: 'directory', sizeBytes: 0, modifiedMs: 0 } : undefined,
      );
    },
    readFile: (path) => Promise.resolve(read(path)),
    readFileRange: (path, offset, length) => {
      const whole = read(path);
      if (!whole.ok) return Promise.resolve(whole);
      return Promise.resolve({ ok: true, bytes: whole.bytes.subarray(offset, offset + length) });
    },
    readDir: (path) => Promise.resolve([...(folders.get(posix.normalize(path)) ?? [])]),
    readLink: (path) => {
      const found = read(path);
      return Promise.resolve(found.ok ? new TextDecoder().decode(found.bytes) : undefined);
    },
    realPath: (path) => Promise.resolve(path),
    isExecutable: (path) => Promise.resolve(files.has(posix.normalize(path))),
    canWrite: (path) =>
      Promise.resolve(isDenied(path) ? 'denied' : files.has(path) ? 'ok' : 'missing'),
    freePort: () => Promise.resolve(50_000),
    isPortFree: (port) => Promise.resolve(spec.freePorts?.includes(port) ?? false),
    accepts: () => Promise.resolve(false),
  };
}
