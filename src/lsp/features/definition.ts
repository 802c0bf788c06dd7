// Go to definition: of a region, section, segment or symbol to where the script declares it, of a symbol from elsewhere
// to the source that defines it, of INCLUDE to the file.

import type { Location, Position } from 'vscode-languageserver';
import type { Feature } from '../feature';
import { nameUnder, namesInScripts } from '../names-index';
import { rangeOfPlace } from '../ranges';
import type { ScriptView, ScriptViews } from '../script-view';
import { includesIn } from './document-links';

export const definition: Feature = {
  capabilities: { definitionProvider: true },
  listen(connection, views) {
    connection.onDefinition(({ textDocument, position }) => {
      const view = views.of(textDocument.uri);
      return view === undefined ? [] : definitionsOf(view, position, views);
    });
  },
};

export async function definitionsOf(
  view: ScriptView,
  position: Position,
  views: ScriptViews,
): Promise<Location[]> {
  const name = nameUnder(view, position);
  if (name === undefined) return includedFile(view, position, views);
  const declared = namesInScripts(name, view, views).filter(({ role }) => role === 'declaration');
  if (declared.length > 0 || name.kind !== 'symbol') {
    return declared.map(({ place }) => ({
      uri: views.uriOf(place.file),
      range: rangeOfPlace(place),
    }));
  }
  const { uses } = await views.sourceUses(view, name.name);
  return uses
    .filter(({ role }) => role === 'definition')
    .map((use) => ({ uri: use.uri, range: rangeOfPlace(use) }));
}

function includedFile(view: ScriptView, position: Position, views: ScriptViews): Location[] {
  const offset = view.document.offsetAt(position);
  const top = { line: 0, character: 0 };
  return includesIn(view).flatMap(({ file, place }) => {
    const isHere = place.start <= offset && offset <= place.end;
    if (!isHere || file === undefined) return [];
    return [{ uri: views.uriOf(file), range: { start: top, end: top } }];
  });
}
