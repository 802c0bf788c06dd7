// The view of a document: of an open one as it is now, of any other one made of what is read when somebody asks.

import { TextDocument } from 'vscode-languageserver-textdocument';
import { parseScript } from '../../linker/parser';
import { closedVersion } from '../script-view';
import type { ScriptView } from '../script-view';
import type { WholeScript } from './whole-script';

export interface ViewSources {
  readonly uri: string;
  readonly file: string;
  /** Undefined where the client has it not open. */
  readonly open: TextDocument | undefined;
  readonly textOf: () => string;
  /** The script that the document is a part of. */
  readonly wholeOf: () => WholeScript;
}

export function makeView({ uri, file, open, textOf, wholeOf }: ViewSources): ScriptView {
  if (open !== undefined) {
    const { program, facts } = wholeOf();
    const tree = program.treeOf(file) ?? parseScript(open.getText(), 'top');
    return { uri, file, document: open, tree, program, facts };
  }
  return {
    uri,
    file,
    get document() {
      return TextDocument.create(uri, 'linkerscript', closedVersion, textOf());
    },
    get tree() {
      return wholeOf().program.treeOf(file) ?? parseScript(textOf(), 'top');
    },
    get program() {
      return wholeOf().program;
    },
    get facts() {
      return wholeOf().facts;
    },
  };
}
