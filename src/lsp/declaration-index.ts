// What the scripts of the workspace declare, file by file: kept small until a script is read again, so that looking for
// a name reads none of them.

import type { NameKind } from '../linker/names';
import type { Program } from '../linker/read-script';
import { namesOf } from './names-index';
import { closedVersion } from './script-view';
import type { ScriptViews } from './script-view';

/** Its place counts from 1. Flat: there are tens of thousands. */
export interface Declaration {
  readonly uri: string;
  readonly name: string;
  readonly kind: NameKind;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

interface Declared {
  readonly declarations: readonly Declaration[];
  /** The files that it includes, through others too. */
  readonly included: readonly string[];
}

export class DeclarationIndex {
  private readonly byUri = new Map<string, Declared>();

  constructor(private readonly views: ScriptViews) {
    views.onChange(({ document, facts, program }) => {
      for (const file of facts.script.files) this.byUri.delete(views.uriOf(file));
      // Of an open one the trees are kept: it is read when somebody asks.
      if (document.version === closedVersion) this.add(program);
    });
    views.onClose((uri) => this.byUri.delete(uri));
  }

  /** Each file once, in the order of the scripts. */
  *all(): Iterable<Declaration> {
    // A set that grows is walked to its new end.
    const uris = new Set(this.views.scriptUris());
    for (const uri of uris) {
      if (!this.byUri.has(uri)) {
        const view = this.views.of(uri);
        if (view !== undefined) this.add(view.program);
      }
      const declared = this.byUri.get(uri);
      for (const each of declared?.included ?? []) uris.add(each);
      yield* declared?.declarations ?? [];
    }
  }

  private add(program: Program): void {
    const uris = program.sources.map(({ file }) => this.views.uriOf(file));
    for (const [index, source] of program.sources.entries()) {
      const uri = uris[index] ?? source.file;
      const tree = program.treeOf(source.file);
      const declarations = (tree === undefined ? [] : namesOf(tree)).flatMap((use) => {
        if (use.role !== 'declaration') return [];
        const { line, column, endLine, endColumn } = source.placeOf(use);
        return [{ uri, name: use.name, kind: use.kind, line, column, endLine, endColumn }];
      });
      this.byUri.set(uri, { declarations, included: index === 0 ? uris.slice(1) : [] });
    }
  }
}
