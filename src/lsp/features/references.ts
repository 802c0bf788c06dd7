// Find all references: in the scripts, and for a symbol in the C, C++ and assembler sources that take it from there.

import type { Location, Position } from 'vscode-languageserver';
import type { Feature } from '../feature';
import { nameUnder, namesEverywhere } from '../names-index';
import { rangeOfPlace } from '../ranges';
import type { ScriptView, ScriptViews } from '../script-view';

export const references: Feature = {
  capabilities: { referencesProvider: true },
  listen(connection, views) {
    connection.onReferences(({ textDocument, position, context }) => {
      const view = views.of(textDocument.uri);
      return view === undefined
        ? []
        : referencesOf(view, position, context.includeDeclaration, views);
    });
  },
};

export async function referencesOf(
  view: ScriptView,
  position: Position,
  withDeclarations: boolean,
  views: ScriptViews,
): Promise<Location[]> {
  const name = nameUnder(view, position);
  if (name === undefined) return [];
  const inScripts = namesEverywhere(name, view, views)
    .filter(({ role }) => withDeclarations || role !== 'declaration')
    .map(({ place }) => ({ uri: views.uriOf(place.file), range: rangeOfPlace(place) }));
  if (name.kind !== 'symbol') return inScripts;
  const { uses } = await views.sourceUses(view, name.name);
  // `extern` declares nothing here: it asks for what the script declares.
  const sure = uses.filter(({ isSure }) => isSure);
  return [...inScripts, ...sure.map((use) => ({ uri: use.uri, range: rangeOfPlace(use) }))];
}
