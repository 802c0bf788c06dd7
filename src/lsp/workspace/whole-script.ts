// A script with all it includes, read and evaluated: what the views of its files are made of.

import { dirname } from 'node:path';
import { readIncluding } from '../../analysis/facts/read-including';
import type { KnownText } from '../../analysis/facts/read-including';
import type { PartOfScript } from '../../analysis/part-of-script';
import { readProgram } from '../../linker/read-script';
import type { Program } from '../../linker/read-script';
import type { LinkerScript } from '../../linker/script-model';
import type { ScriptFacts } from '../../script-checks/script-check';
import { isUri } from './file-uris';
import type { SurroundingsStore } from './surroundings';

export interface WholeScript {
  /** The file that ld is started with. */
  readonly root: string;
  readonly program: Program;
  readonly facts: ScriptFacts;
  readonly part: PartOfScript;
  /** Files that have to be fetched first for it to be whole. */
  readonly wanted: readonly string[];
}

export function readWhole(
  root: string,
  text: string,
  known: KnownText,
  around: SurroundingsStore,
): WholeScript {
  const { program, script, wanted } = isUri(root)
    ? { ...readProgram(text, root), wanted: [] }
    : readIncluding(text, root, searchFolders(root, around), known);
  return withSurroundings({ root, program, wanted }, asTemplate(root, script), text, around);
}

/** The same script, with what is known around it by now. */
export function withSurroundings(
  whole: Pick<WholeScript, 'root' | 'program' | 'wanted'>,
  script: LinkerScript,
  text: string,
  around: SurroundingsStore,
): WholeScript {
  const { root, program, wanted } = whole;
  const part = around.partOf(root, text);
  const { build, needed } = around.of(root);
  const facts = { script, part: part.part, named: part.named, build, needed };
  return { root, program, wanted, facts, part };
}

/** ld is started in a build folder or in the project's. */
function searchFolders(root: string, around: SurroundingsStore): readonly string[] {
  const { folders } = around.of(root);
  const own = dirname(root);
  return folders.flatMap(({ folder, buildFiles }) =>
    folder !== own && buildFiles.length > 0 ? [folder] : [],
  );
}

/** A template is not what ld reads: what fills it in is not known here, so nothing of it is a mistake. */
function asTemplate(root: string, script: LinkerScript): LinkerScript {
  return /\.in$/i.test(root) ? { ...script, isPreprocessed: true, problems: [] } : script;
}
