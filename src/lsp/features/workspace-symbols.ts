// Regions, output sections, segments and symbols that the workspace's scripts declare, by a part of their names.

import { SymbolKind } from 'vscode-languageserver';
import type { WorkspaceSymbol } from 'vscode-languageserver';
import type { NameKind } from '../../linker/names';
import type { Feature } from '../feature';
import { namesOf } from '../names-index';
import { rangeOfPlace } from '../ranges';
import type { ScriptViews } from '../script-view';

export const workspaceSymbols: Feature = {
  capabilities: { workspaceSymbolProvider: true },
  listen(connection, views) {
    connection.onWorkspaceSymbol(({ query }) => findSymbols(query, views));
  },
};

/** More than anybody looks through; a longer query gives fewer. */
const most = 1000;

const kinds: Readonly<Record<NameKind, SymbolKind>> = {
  region: SymbolKind.Struct,
  section: SymbolKind.Namespace,
  segment: SymbolKind.Object,
  symbol: SymbolKind.Variable,
};

/** @param query letters that the name has in this order, as clients match them; without regard to case. */
export function findSymbols(query: string, views: ScriptViews): WorkspaceSymbol[] {
  const found: WorkspaceSymbol[] = [];
  const seen = new Set<string>();
  for (const { program } of views.all()) {
    for (const source of program.sources) {
      const { file } = source;
      const tree = seen.has(file) ? undefined : program.treeOf(file);
      seen.add(file);
      if (tree === undefined) continue;
      const uri = views.uriOf(file);
      for (const use of namesOf(tree)) {
        if (use.role !== 'declaration' || !matches(use.name, query)) continue;
        if (found.length >= most) return found;
        const location = { uri, range: rangeOfPlace(source.placeOf(use)) };
        found.push({ name: use.name, kind: kinds[use.kind], location });
      }
    }
  }
  return found;
}

function matches(name: string, query: string): boolean {
  const lower = name.toLowerCase();
  let at = 0;
  for (const letter of query.toLowerCase()) {
    at = lower.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
