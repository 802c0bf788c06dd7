// Map files on the same connection as the linker scripts. They are no scripts: their documents are taken out here,
// and their requests answered here, so that nothing else of the server ever hears of them.

import type { Connection } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { linkedFileBeside } from '../../analysis/image-of-map';
import type { Host } from '../../host/host';
import { readMapFile } from '../../linker/map/map-file';
import { otherThanMap } from '../../linker/map/map-kind';
import { mapDiagnostics, mapProblems } from './map-diagnostics';
import { mapHover } from './map-hover';
import { mapFolds, mapOutline } from './map-outline';
import { mapViewOf } from './map-view';
import type { MapView } from './map-view';
import { fileOfUri } from '../workspace/file-uris';

export const mapLanguage = 'linkermap';

interface OpenMap {
  readonly document: TextDocument;
  /** Made when something is first asked about it. */
  view: Promise<MapView> | undefined;
}

/**
 * @param host where the linked file beside a map is looked for
 * @returns the connection as the server of scripts is to see it
 */
export function withMapFiles(connection: Connection, host: Host): Connection {
  const maps = new Map<string, OpenMap>();
  const viewOf = (uri: string): Promise<MapView> | undefined => {
    const open = maps.get(uri);
    return open === undefined ? undefined : (open.view ??= makeView(open.document, host));
  };
  const problems = mapProblems(connection);
  const keep = (document: TextDocument): void => {
    maps.set(document.uri, { document, view: undefined });
    problems.tell(document.uri, mapDiagnostics(document));
  };
  const own: Partial<Connection> = {
    onDidOpenTextDocument: (handler) =>
      connection.onDidOpenTextDocument((params) => {
        const { uri, languageId, version, text } = params.textDocument;
        if (!isMap(uri, languageId, text)) return handler(params);
        keep(TextDocument.create(uri, languageId, version, text));
      }),
    onDidChangeTextDocument: (handler) =>
      connection.onDidChangeTextDocument((params) => {
        const { uri, version } = params.textDocument;
        const open = maps.get(uri);
        if (open === undefined) return handler(params);
        keep(TextDocument.update(open.document, params.contentChanges, version));
      }),
    onDidCloseTextDocument: (handler) =>
      connection.onDidCloseTextDocument((params) => {
        const { uri } = params.textDocument;
        if (!maps.delete(uri)) return handler(params);
        problems.tell(uri, []);
      }),
    onDocumentSymbol: (handler) =>
      connection.onDocumentSymbol((params, ...rest) => {
        const view = viewOf(params.textDocument.uri);
        return view === undefined ? handler(params, ...rest) : view.then(mapOutline);
      }),
    onFoldingRanges: (handler) =>
      connection.onFoldingRanges((params, ...rest) => {
        const view = viewOf(params.textDocument.uri);
        return view === undefined ? handler(params, ...rest) : view.then(mapFolds);
      }),
    onHover: (handler) =>
      connection.onHover((params, ...rest) => {
        const view = viewOf(params.textDocument.uri);
        if (view === undefined) return handler(params, ...rest);
        return view.then((each) => mapHover(each, params.position.line) ?? null);
      }),
  };
  return Object.assign(Object.create(connection) as Connection, own);
}

async function makeView(document: TextDocument, host: Host): Promise<MapView> {
  const map = readMapFile(document.getText());
  const file = fileOfUri(document.uri);
  return mapViewOf(map, file === undefined ? undefined : await linkedFileBeside(host, file, map));
}

/** Editors without our grammar call it what they like. */
function isMap(uri: string, languageId: string, text: string): boolean {
  if (languageId === mapLanguage) return true;
  return /\.map$/i.test(uri) && otherThanMap(text) === undefined;
}
