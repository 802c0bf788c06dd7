// What VS Code calls a map file of GNU ld, and how it finds out.

import * as vscode from 'vscode';

const languageId = 'linkermap';

export const mapSelector = [{ scheme: 'file', language: languageId }];

export function isMapFile(document: vscode.TextDocument): boolean {
  return vscode.languages.match(mapSelector, document) > 0;
}

/** The same headings as `firstLine` in package.json. */
const heading =
  /^(?:Allocating common symbols|Discarded input sections|There are no discarded input sections|Memory Configuration)\r?$/m;

/**
 * VS Code tells a language by the first line, which ld leaves empty where no archive was searched. Source maps of
 * JavaScript are called .map too, so the name alone says nothing.
 */
export function recogniseMapFiles(onError: (error: unknown) => void): vscode.Disposable {
  const look = (document: vscode.TextDocument): void => {
    const { languageId: known, uri } = document;
    if (known !== 'plaintext' || uri.scheme !== 'file' || !/\.map$/i.test(uri.path)) return;
    if (!heading.test(document.getText(new vscode.Range(0, 0, 3, 0)))) return;
    vscode.languages.setTextDocumentLanguage(document, languageId).then(undefined, onError);
  };
  vscode.workspace.textDocuments.forEach(look);
  return vscode.workspace.onDidOpenTextDocument(look);
}
