// What VS Code calls a linker script, and the files that may be one.

import * as vscode from 'vscode';

const languageId = 'linkerscript';

/** As `contributes.languages` of package.json says. */
export const scriptFiles = '**/*.{ld,lds,ld.in,lds.in}';

export const scriptSelector = [
  { scheme: 'file', language: languageId },
  { scheme: 'untitled', language: languageId },
];

export function isLinkerScript(document: vscode.TextDocument): boolean {
  return vscode.languages.match(scriptSelector, document) > 0;
}
