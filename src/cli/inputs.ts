// The command line's paths held against the disk: what is a folder, what is which file, what is not there.

import { resolve } from 'node:path';
import { textLimitBytes } from '../host/host';
import { withoutUndefined } from '../base/record';
import type { FileStat, Host } from '../host/host';
import { findScripts } from '../analysis/find-scripts';
import { kindOfFile, quoted } from './args';
import type { CheckCommand, FileKind, GivenOptions } from './args';
import { splitConfigName } from './read-config';

/** What is to be checked; paths are absolute. */
export interface Inputs {
  readonly folders: readonly string[];
  /** Linker scripts that are checked each by itself; `given.ld` where one belongs to a launch or to other files. */
  readonly scripts: readonly string[];
  /** Folders of such scripts that were named. */
  readonly scriptFolders: readonly string[];
  /** Undefined: the usual one, where it is there. */
  readonly launch: { readonly file: string; readonly name?: string } | 'none' | undefined;
  readonly given: GivenOptions;
}

export type InputsResult =
  { readonly ok: true; readonly inputs: Inputs } | { readonly ok: false; readonly message: string };

type Files = Partial<Record<FileKind, string>>;

/** Options that describe one launch; a folder of projects has its own. */
const ofOneLaunch = ['elf', 'ioc', 'ld', 'cwd'] as const;

/**
 * Sorts the paths and looks whether the named files are there.
 * @param cwd what relative paths start from, whatever `cwd` the configuration has.
 */
export async function readInputs(
  command: CheckCommand,
  host: Host,
  cwd: string,
): Promise<InputsResult> {
  const { given, launch } = command;
  const folders: string[] = [];
  const scripts: string[] = given.ld === undefined ? [] : [given.ld];
  const files: Files = withoutUndefined({ elf: given.elf, ioc: given.ioc, launch });
  for (const word of command.paths) {
    const found = await host.stat(resolve(cwd, word));
    const kind = kindOfFile(word);
    if (found?.kind === 'directory') folders.push(resolve(cwd, word));
    else if (kind === undefined) return failed(unclear(word, found));
    else if (kind === 'ld') scripts.push(word);
    else if (files[kind] !== undefined) return failed(twice(kind, files[kind], word));
    else files[kind] = word;
  }
  const isSeveral = scripts.length > 1 || (await isFolder(host, cwd, scripts[0]));
  const around = { ...files, cwd: given.cwd, servertype: given.servertype, gdb: given.gdb };
  const isAlone = folders.length === 0 && Object.values(around).every((each) => each === undefined);
  if (scripts.length === 1 && !isSeveral && isAlone) {
    return readScripts(command, scripts, undefined, host, cwd);
  }
  if (!isSeveral && scripts[0] !== undefined) files.ld = scripts[0];
  const own = [...ofOneLaunch, 'launch' as const].find(
    (name) => (name === 'cwd' ? given.cwd : files[name]) !== undefined,
  );
  if (folders.length > 0 && own !== undefined) return failed(notWithFolders(own));
  if (isSeveral) return readScripts(command, scripts, own ?? folders[0], host, cwd);
  const wrong = await firstWrong(host, cwd, files);
  if (wrong !== undefined) return failed(wrong);
  const { name, file } = splitConfigName(files.launch ?? '');
  const launchFile = { file: resolve(cwd, file), ...(name === undefined ? {} : { name }) };
  const inputs: Inputs = {
    folders: [...new Set(folders)].sort(),
    ...{ scripts: [], scriptFolders: [] },
    launch: files.launch === undefined ? undefined : files.launch === 'none' ? 'none' : launchFile,
    given: absolute({ ...given, elf: files.elf, ioc: files.ioc, ld: files.ld }, cwd),
  };
  return { ok: true, inputs };
}

/** Scripts by themselves, or folders of them: nothing that belongs to one launch goes with them. */
async function readScripts(
  { given }: CheckCommand,
  words: readonly string[],
  other: string | undefined,
  host: Host,
  cwd: string,
): Promise<InputsResult> {
  if (other !== undefined) {
    return failed('Several linker scripts, or a folder of them, are checked by themselves.');
  }
  const scripts: string[] = [];
  const scriptFolders: string[] = [];
  for (const word of words) {
    const path = resolve(cwd, word);
    if (!(await isFolder(host, cwd, word))) {
      const wrong = await firstWrong(host, cwd, { ld: word });
      if (wrong !== undefined) return failed(wrong);
      scripts.push(path);
      continue;
    }
    const found = await findScripts(host, path);
    if (found.length === 0) return failed(`--ld: there is no linker script in ${path}.`);
    scripts.push(...found);
    scriptFolders.push(path);
  }
  const of = absolute({ ...given, ld: undefined }, cwd);
  const which = { scripts: [...new Set(scripts)], scriptFolders };
  return { ok: true, inputs: { folders: [], ...which, launch: 'none', given: of } };
}

async function isFolder(host: Host, cwd: string, word: string | undefined): Promise<boolean> {
  return word !== undefined && (await host.stat(resolve(cwd, word)))?.kind === 'directory';
}

function absolute(given: GivenOptions, cwd: string): GivenOptions {
  const path = (typed: string | undefined): string | undefined =>
    typed === undefined ? undefined : resolve(cwd, typed);
  const { elf, ioc, ld, gdb } = given;
  // A bare name is looked up in PATH.
  const isPath = gdb !== undefined && /[/\\]/.test(gdb);
  return {
    ...given,
    ...{ elf: path(elf), ioc: path(ioc), ld: path(ld), cwd: path(given.cwd) },
    gdb: isPath ? path(gdb) : gdb,
  };
}

/** The sentence about the first named file that cannot be read. An ELF file's bytes are read later, once. */
async function firstWrong(host: Host, cwd: string, files: Files): Promise<string | undefined> {
  for (const kind of ['launch', 'elf', 'ioc', 'ld'] as const) {
    const typed = files[kind];
    if (typed === undefined || (kind === 'launch' && typed === 'none')) continue;
    const path = resolve(cwd, kind === 'launch' ? splitConfigName(typed).file : typed);
    const found = await host.stat(path);
    if (found === undefined) return `--${kind}: there is no file ${path}.`;
    if (found.kind === 'directory') return `--${kind}: ${path} is a folder, not a file.`;
    if (found.kind === 'other') return `--${kind}: ${path} is no ordinary file.`;
    if (kind !== 'ioc' && kind !== 'ld') continue;
    const read = await host.readFile(path, textLimitBytes);
    if (!read.ok) return `--${kind}: ${path} cannot be read: ${read.message}.`;
  }
  return undefined;
}

function unclear(word: string, found: FileStat | undefined): string {
  if (found === undefined) return `"${word}": there is no such file or folder.`;
  return `The name "${word}" does not say which file this is. Did you mean --elf ${quoted(word)}?`;
}

function twice(kind: FileKind, first: string, second: string): string {
  return `--${kind} is given twice: "${first}" and "${second}".`;
}

function notWithFolders(option: string): string {
  return `--${option} describes one launch and cannot be combined with a folder of projects.`;
}

function failed(message: string): InputsResult {
  return { ok: false, message };
}
