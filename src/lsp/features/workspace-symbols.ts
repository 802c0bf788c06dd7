// Regions, output sections, segments and symbols that the workspace's scripts declare, by a part of their names.

import type { WorkspaceSymbol } from 'vscode-languageserver';
import type { NameKind } from '../../linker/names';
import { DeclarationIndex } from '../declaration-index';
import type { Feature } from '../feature';
import { SymbolKind } from '../protocol-values';
import { rangeOfPlace } from '../ranges';

export const workspaceSymbols: Feature = {
  capabilities: { workspaceSymbolProvider: true },
  listen(connection, views) {
    const index = new DeclarationIndex(views);
    connection.onWorkspaceSymbol(({ query }) => findSymbols(query, index));
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
export function findSymbols(query: string, index: DeclarationIndex): WorkspaceSymbol[] {
  const found: WorkspaceSymbol[] = [];
  for (const each of index.all()) {
    if (!matches(each.name, query)) continue;
    if (found.length >= most) break;
    const location = { uri: each.uri, range: rangeOfPlace(each) };
    found.push({ name: each.name, kind: kinds[each.kind], location });
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
