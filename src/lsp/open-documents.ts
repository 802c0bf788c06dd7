// The documents that the client has open, as views.

import type { Connection } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { readProgram } from '../linker/read-script';
import { parseScript } from '../linker/parser';
import { TextDocuments } from './protocol-values';
import type { ScriptView, ScriptViews } from './script-view';

export function openDocuments(connection: Connection): ScriptViews {
  const documents = new TextDocuments(TextDocument);
  const views = new Map<string, ScriptView>();
  const changed: ((view: ScriptView) => void)[] = [];
  const closed: ((uri: string) => void)[] = [];
  documents.onDidChangeContent(({ document }) => {
    const view = viewOf(document);
    views.set(document.uri, view);
    for (const listener of changed) listener(view);
  });
  documents.onDidClose(({ document: { uri } }) => {
    views.delete(uri);
    for (const listener of closed) listener(uri);
  });
  documents.listen(connection);
  return {
    of: (uri) => views.get(uri),
    scriptUris: () => [...views.keys()],
    scriptsWith: (file) => [...views.values()].filter((view) => view.file === file),
    onChange: (listener) => void changed.push(listener),
    onClose: (listener) => void closed.push(listener),
    uriOf: (file) => file,
    isTold: (file) => views.has(file),
    sourceUses: () => Promise.resolve({ uses: [], isComplete: false, pasted: nothingPasted }),
  };
}

function nothingPasted(): Promise<undefined> {
  return Promise.resolve(undefined);
}

/** Of a text alone: nothing it includes is read, nothing around it is known. */
export function viewOf(document: TextDocument): ScriptView {
  const { uri } = document;
  const { program, script } = readProgram(document.getText(), uri);
  return {
    ...{ uri, file: uri, document, program },
    tree: program.treeOf(uri) ?? parseScript('', 'top'),
    facts: { script, part: undefined, named: [], build: undefined, needed: undefined },
  };
}
