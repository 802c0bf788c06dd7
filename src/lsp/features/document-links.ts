// INCLUDE's file names as links.

import type { DocumentLink } from 'vscode-languageserver';
import type { Feature } from '../feature';
import { rangeOfPlace } from '../ranges';
import type { ScriptView, ScriptViews } from '../script-view';

export const documentLinks: Feature = {
  capabilities: { documentLinkProvider: {} },
  listen(connection, views) {
    connection.onDocumentLinks(({ textDocument }) => {
      const view = views.of(textDocument.uri);
      return view === undefined ? [] : linksOf(view, views);
    });
  },
};

/** Of those that were found. */
export function linksOf({ file, facts }: ScriptView, views: ScriptViews): DocumentLink[] {
  return facts.script.includes.flatMap(({ file: found, place }) =>
    found === undefined || place.file !== file
      ? []
      : [{ range: rangeOfPlace(place), target: views.uriOf(found) }],
  );
}
