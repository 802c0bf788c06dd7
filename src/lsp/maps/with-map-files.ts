// Map files on the same connection as the linker scripts. They are no scripts: their documents are taken out here,
// and their requests answered here, so that nothing else of the server ever hears of them.

import type { Connection } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { otherThanMap } from '../../linker/map/map-kind';
import { mapHover } from './map-hover';
import { mapFolds, mapOutline } from './map-outline';
import { mapViewOf } from './map-view';
import type { MapView } from './map-view';

export const mapLanguage = 'linkermap';

interface OpenMap {
  readonly document: TextDocument;
  /** Read when something is first asked about it. */
  view: MapView | undefined;
}

/** @returns the connection as the server of scripts is to see it */
export function withMapFiles(connection: Connection): Connection {
  const maps = new Map<string, OpenMap>();
  const viewOf = (uri: string): MapView | undefined => {
    const open = maps.get(uri);
    return open === undefined ? undefined : (open.view ??= mapViewOf(open.document.getText()));
  };
  const own: Partial<Connection> = {
    onDidOpenTextDocument: (handler) =>
      connection.onDidOpenTextDocument((params) => {
        const { uri, languageId, version, text } = params.textDocument;
        if (!isMap(uri, languageId, text)) return handler(params);
        const document = TextDocument.create(uri, languageId, version, text);
        maps.set(uri, { document, view: undefined });
      }),
    onDidChangeTextDocument: (handler) =>
      connection.onDidChangeTextDocument((params) => {
        const { uri, version } = params.textDocument;
        const open = maps.get(uri);
        if (open === undefined) return handler(params);
        const document = TextDocument.update(open.document, params.contentChanges, version);
        maps.set(uri, { document, view: undefined });
      }),
    onDidCloseTextDocument: (handler) =>
      connection.onDidCloseTextDocument((params) => {
        if (!maps.delete(params.textDocument.uri)) return handler(params);
      }),
    onDocumentSymbol: (handler) =>
      connection.onDocumentSymbol((params, ...rest) => {
        const view = viewOf(params.textDocument.uri);
        return view === undefined ? handler(params, ...rest) : mapOutline(view);
      }),
    onFoldingRanges: (handler) =>
      connection.onFoldingRanges((params, ...rest) => {
        const view = viewOf(params.textDocument.uri);
        return view === undefined ? handler(params, ...rest) : mapFolds(view);
      }),
    onHover: (handler) =>
      connection.onHover((params, ...rest) => {
        const view = viewOf(params.textDocument.uri);
        if (view === undefined) return handler(params, ...rest);
        return mapHover(view, params.position.line) ?? null;
      }),
  };
  return Object.assign(Object.create(connection) as Connection, own);
}

/** Editors without our grammar call it what they like. */
function isMap(uri: string, languageId: string, text: string): boolean {
  if (languageId === mapLanguage) return true;
  return /\.map$/i.test(uri) && otherThanMap(text) === undefined;
}
