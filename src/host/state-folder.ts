// The few small files by which programs of this product tell one another what they started and what they use: private
// to the user, written whole or not at all. Synchronous inside: a process that was just started is written down before
// anything else can happen.

import {
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, posix, win32 } from 'node:path';
import type { Host, StateFolder } from './host';
import { codeOf } from './read-file';

const name = 'stm32-preflight';

/**
 * Linux: XDG_RUNTIME_DIR, which ends with the user's last session, else XDG_STATE_HOME (XDG Base Directory
 * Specification 0.8: both only when absolute). macOS: ~/Library/Application Support. Windows: %LOCALAPPDATA%.
 */
export function stateFolderPath(
  { platform, env, homeDir }: Pick<Host, 'platform' | 'env' | 'homeDir'>,
  isFolder: (path: string) => boolean = isThere,
): string {
  const given = (variable: string): string | undefined => {
    const value = env[variable] ?? '';
    return (platform === 'win32' ? win32 : posix).isAbsolute(value) ? value : undefined;
  };
  if (platform === 'win32')
    return win32.join(given('LOCALAPPDATA') ?? win32.join(homeDir, 'AppData', 'Local'), name);
  if (platform === 'darwin') return posix.join(homeDir, 'Library', 'Application Support', name);
  const runtime = given('XDG_RUNTIME_DIR');
  // It stays in the environment of "su" and "sudo", where it is another user's, and of containers, where it is not.
  if (runtime !== undefined && isFolder(runtime)) return posix.join(runtime, name);
  return posix.join(given('XDG_STATE_HOME') ?? posix.join(homeDir, '.local', 'state'), name);
}

/** @param path absolute; made when the first file is written. */
export function openStateFolder(path: string): StateFolder {
  const fileOf = (file: string): string => `${path}/${file}`;
  return {
    path,
    write: (file, text) => Promise.resolve(attempt(() => replace(fileOf(file), text))),
    create: (file, text) => Promise.resolve(create(fileOf(file), text)),
    remove: (file) => Promise.resolve(void attempt(() => rmSync(fileOf(file), { force: true }))),
    removeIf: (file, text) => Promise.resolve(void attempt(() => removeIf(fileOf(file), text))),
  };
}

/** @returns the system's message when the work fails. */
function attempt(work: () => void): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function replace(file: string, text: string): void {
  const fresh = writeBeside(file, text);
  try {
    renameSync(fresh, file);
  } catch (error) {
    rmSync(fresh, { force: true });
    throw error;
  }
}

/** A link to a whole file: nobody ever sees a part of it, and only one of two gets it. */
function create(file: string, text: string): 'created' | 'exists' | 'failed' {
  let fresh: string;
  try {
    fresh = writeBeside(file, text);
  } catch {
    // No folder, no right, no room: nothing can be kept there.
    return 'failed';
  }
  try {
    linkSync(fresh, file);
    return 'created';
  } catch (error) {
    return codeOf(error) === 'EEXIST' ? 'exists' : 'failed';
  } finally {
    rmSync(fresh, { force: true });
  }
}

/** Taken away by its name first: whoever does the same at this moment gets nothing, or what came after it. */
function removeIf(file: string, text: string): void {
  const taken = besides(file);
  renameSync(file, taken);
  try {
    // Somebody else's, who was quicker: it is put back, unless a third one has its place by now.
    if (readFileSync(taken, 'utf8') !== text) attempt(() => linkSync(taken, file));
  } finally {
    rmSync(taken, { force: true });
  }
}

function writeBeside(file: string, text: string): string {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const fresh = besides(file);
  writeFileSync(fresh, text, { mode: 0o600, flag: 'wx' });
  return fresh;
}

let count = 0;

/** A name that no other program and no other call takes. */
function besides(file: string): string {
  count += 1;
  return `${file}.${process.pid}-${count}-${Date.now()}`;
}

function isThere(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
