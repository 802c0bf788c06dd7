// INCLUDE's file names as links.

import type { DocumentLink } from 'vscode-languageserver';
import type { ScriptInclude } from '../../linker/script-model';
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
export function linksOf(view: ScriptView, views: ScriptViews): DocumentLink[] {
  return includesIn(view).flatMap(({ file, place }) =>
    file === undefined ? [] : [{ range: rangeOfPlace(place), target: views.uriOf(file) }],
  );
}

/** Those of this document, each once: a file that is read twice has them twice. */
export function includesIn({ file, facts }: ScriptView): readonly ScriptInclude[] {
  const own = facts.script.includes.filter(({ place }) => place.file === file);
  return [...new Map(own.map((include) => [include.place.start, include])).values()];
}
