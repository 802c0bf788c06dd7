// From a name in a document to all its places: in this file, in what it includes and in what includes it.

import type { Position } from 'vscode-languageserver';
import { namesIn } from '../linker/names';
import type { NameUse } from '../linker/names';
import type { Program } from '../linker/read-script';
import type { ScriptPlace } from '../linker/script-model';
import type { SyntaxTree } from '../linker/syntax';
import type { ScriptView, ScriptViews } from './script-view';

export type Name = Pick<NameUse, 'kind' | 'name'>;

export interface FoundName extends NameUse {
  readonly place: ScriptPlace;
}

const known = new WeakMap<SyntaxTree, readonly NameUse[]>();

/** As namesIn, made once for a tree. */
export function namesOf(tree: SyntaxTree): readonly NameUse[] {
  const names = known.get(tree) ?? namesIn(tree);
  known.set(tree, names);
  return names;
}

/** The name that holds the position, or ends there. */
export function nameUnder({ document, tree }: ScriptView, at: Position): NameUse | undefined {
  const offset = document.offsetAt(at);
  return namesOf(tree).find(({ start, end }) => start <= offset && offset <= end);
}

/** In all files of the scripts that this file is a part of. */
export function namesInScripts(
  name: Name,
  view: ScriptView,
  views: ScriptViews,
): readonly FoundName[] {
  return collect(name, programsWith(view.file, view, views));
}

/**
 * Also in scripts that have only a file in common in which the name stands: what is declared in a file that two scripts
 * include belongs to both.
 */
export function namesEverywhere(
  name: Name,
  view: ScriptView,
  views: ScriptViews,
): readonly FoundName[] {
  const programs = new Set<Program>();
  const files = new Set([view.file]);
  // A set that grows is walked to its new end.
  for (const file of files) {
    const added = programsWith(file, view, views).filter((program) => !programs.has(program));
    for (const program of added) programs.add(program);
    for (const { place } of collect(name, added)) files.add(place.file);
  }
  return collect(name, [...programs]);
}

function programsWith(file: string, view: ScriptView, views: ScriptViews): readonly Program[] {
  const programs = views.scriptsWith(file).map(({ program }) => program);
  return file === view.file ? [...new Set([view.program, ...programs])] : programs;
}

function collect(name: Name, programs: readonly Program[]): readonly FoundName[] {
  const found = new Map<string, readonly FoundName[]>();
  for (const program of programs) {
    for (const source of program.sources) {
      const { file } = source;
      const tree = found.has(file) ? undefined : program.treeOf(file);
      if (tree === undefined) continue;
      const uses = namesOf(tree).filter((use) => use.kind === name.kind && use.name === name.name);
      found.set(
        file,
        uses.map((use) => ({ ...use, place: source.placeOf(use) })),
      );
    }
  }
  return [...found.values()].flat();
}
