// One view of the project's files for all gatherers: every folder is listed and every file read at most once.

import { dirname } from 'node:path';
import { remember } from '../../base/remember';
import { textLimitBytes } from '../../host/host';
import type { FileStat, Host } from '../../host/host';
import { isInside } from '../../host/paths';
import type { LaunchArgs } from '../../launch/launch-args';

/** More parents than this are no project any more. */
const folderLimit = 12;

export interface ProjectFiles {
  /** `cwd`. */
  readonly folder: string;
  /** The file whose symbols are used, when one is named. */
  readonly imagePath: string | undefined;
  /** The image's folder, its parents up to `cwd`, and `cwd` itself, each once. */
  readonly folders: readonly string[];
  names(folder: string): Promise<readonly string[]>;
  stat(path: string): Promise<FileStat | undefined>;
  /** Undefined where there is no such file, or it cannot be read. */
  bytes(path: string): Promise<Uint8Array | undefined>;
  text(path: string): Promise<string | undefined>;
  /** Why `bytes` or `text` gave nothing: completes "cannot be read (…)". */
  whyUnread(path: string): string;
}

export function createProjectFiles(host: Host, args: LaunchArgs): ProjectFiles {
  const { cwd: folder } = args;
  const named = args.symbolFiles?.[0] ?? args.executable;
  const imagePath = named === undefined || /^$|\$\{/.test(named) ? undefined : named;
  return filesAt(host, { folder, imagePath, folders: foldersOf(folder, imagePath) });
}

/** The same of folders that are known already. */
export function filesAt(
  host: Host,
  places: Pick<ProjectFiles, 'folder' | 'imagePath' | 'folders'>,
): ProjectFiles {
  const names = remember((path: string) => host.readDir(path));
  const unread = new Map<string, string>();
  const bytes = remember(async (path: string) => {
    const read = await host.readFile(path, textLimitBytes);
    if (!read.ok) unread.set(path, reasons[read.code] ?? read.message);
    return read.ok ? read.bytes : undefined;
  });
  return {
    ...places,
    names,
    stat: remember((path: string) => host.stat(path)),
    bytes,
    text: remember(async (path: string) => {
      const found = await bytes(path);
      return found === undefined ? undefined : new TextDecoder().decode(found);
    }),
    whyUnread: (path) => unread.get(path) ?? 'it was not looked for',
  };
}

/** By the system's error code (errno(3)). */
const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'this user may not read it',
  EPERM: 'this user may not read it',
  EFTYPE: 'it is a device, a pipe or a socket',
  EFBIG: `it has more than ${textLimitBytes} bytes`,
};

function foldersOf(folder: string, imagePath: string | undefined): readonly string[] {
  if (imagePath === undefined) return [folder];
  const folders: string[] = [];
  let at = dirname(imagePath);
  while (isInside(folder, at) && at !== folder && folders.length < folderLimit) {
    folders.push(at);
    at = dirname(at);
  }
  // An image built outside of the project has its build's files beside it.
  if (folders.length === 0 && at !== folder) folders.push(at);
  return [...folders, folder];
}
