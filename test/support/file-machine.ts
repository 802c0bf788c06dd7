// A machine of any platform as a tree of files, all executable: for searches of programs.

import { posix, win32 } from 'node:path';
import type { Host } from '../../src/host/host';
import { replayHost } from './mi-transcript';

export interface Machine {
  readonly host: Host;
  readonly listed: string[];
}

/** A machine with these files, all executable; `listed` names the folders that were read. */
export function machine(
  platform: NodeJS.Platform,
  env: Record<string, string>,
  files: string[],
): Machine {
  const path = platform === 'win32' ? win32 : posix;
  const folders = new Map<string, Set<string>>();
  for (const file of files) {
    for (let at = file; at !== path.dirname(at); at = path.dirname(at)) {
      const parent = path.dirname(at);
      folders.set(parent, (folders.get(parent) ?? new Set()).add(path.basename(at)));
    }
  }
  const listed: string[] = [];
  const host: Host = {
    ...replayHost(''),
    platform,
    homeDir: platform === 'win32' ? 'C:\\Users\\me' : '/home/me',
    env,
    isExecutable: (file) => Promise.resolve(files.includes(file)),
    readDir: (folder) => {
      listed.push(folder);
      return Promise.resolve([...(folders.get(folder) ?? [])]);
    },
    stat: (file) => {
      const kind = folders.has(file) ? 'directory' : files.includes(file) ? 'file' : undefined;
      return Promise.resolve(
        kind === undefined ? undefined : { kind, sizeBytes: 1, modifiedMs: 0 },
      );
    },
  };
  return { host, listed };
}
