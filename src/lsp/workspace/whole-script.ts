// A script with all it includes, read and evaluated: what the views of its files are made of.

import { asTemplate, includeFolders } from '../../analysis/around-script';
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
    : readIncluding(text, root, includeFolders(around.of(root).folders), known);
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

/** A whole script has both blocks; what lacks one may be what another script includes. */
export function isFragment({ program, root }: WholeScript): boolean {
  const [source] = program.sources;
  const kinds = new Set(program.treeOf(root)?.items.map(({ kind }) => kind));
  return source !== undefined && !(kinds.has('memory') && kinds.has('sections'));
}
