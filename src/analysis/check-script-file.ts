// A linker script by its path → its findings, with everything that is known around it: what the editor shows of it, for
// whoever has no editor.

import { dirname } from 'node:path';
import type { Host } from '../host/host';
import { checkScript } from '../script-checks/check-script';
import type { ScriptReport } from '../script-checks/check-script';
import { asTemplate, foldersAround, includeFolders, lookAround } from './around-script';
import type { FolderLookUps } from './around-script';
import { filesAt } from './facts/project-files';
import { readScriptFile } from './facts/read-script-file';
import { partOfScript } from './part-of-script';

export interface ScriptFileOptions {
  /** Folders above the script are looked at up to one of these; absolute. */
  readonly roots: readonly string[];
  /** The part that somebody named for it. */
  readonly part: string | undefined;
  /** For all scripts of a run. */
  readonly lookUps: FolderLookUps;
}

export interface CheckedScript extends ScriptReport {
  /** What it includes; absolute. */
  readonly included: readonly string[];
}

/** Undefined where there is no such file. */
export async function checkScriptFile(
  host: Host,
  file: string,
  { roots, part, lookUps }: ScriptFileOptions,
): Promise<CheckedScript | undefined> {
  const seen = await foldersAround(file, roots, lookUps);
  const { started, libraries } = includeFolders(seen);
  const files = filesAt(host, { folder: dirname(file), imagePath: undefined, folders: started });
  const read = await readScriptFile(files, file, libraries);
  if (read === undefined) return undefined;
  const script = asTemplate(file, read.script);
  const { build, needed } = await lookAround(host, script, seen, lookUps);
  const of = partOfScript(file, read.text, seen, part);
  const report = checkScript({ script, part: of.part, named: of.named, build, needed });
  return { ...report, included: script.files.slice(1) };
}
