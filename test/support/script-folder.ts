// Scripts that include each other, with the sources beside them, as the language server sees a folder.

import { TextDocument } from 'vscode-languageserver-textdocument';
import { partsIn } from '../../src/csource/pasted-names';
import { pastedPlace, readName, symbolUses } from '../../src/csource/symbol-uses';
import { parseScript } from '../../src/linker/parser';
import { readProgram } from '../../src/linker/read-script';
import type { ScriptView, ScriptViews } from '../../src/lsp/script-view';

/** Texts by the names of their files; which of them is a script its name tells. */
export type Folder = Readonly<Record<string, string>>;

const uriOf = (file: string): string => `file:///fw/${file}`;

/** @param areAllRead whether the sources are all that there are. */
export function viewsOf(folder: Folder, areAllRead = true): ScriptViews {
  const scripts = Object.keys(folder).filter((file) => /\.ld$/.test(file));
  const programs = scripts.map((file) => ({
    file,
    ...readProgram(folder[file] ?? '', file, (name) => {
      const text = folder[name];
      return text === undefined ? undefined : { file: name, text };
    }),
  }));
  const withFile = (file: string): typeof programs =>
    programs.filter(({ program }) => program.sources.some((source) => source.file === file));
  const viewOf = (file: string, root: string): ScriptView => {
    const found = programs.find((each) => each.file === root);
    if (found === undefined) throw new Error(`${root} is no script of the folder`);
    const { program, script } = found;
    return {
      ...{ uri: uriOf(file), file, program },
      document: TextDocument.create(uriOf(file), 'linkerscript', 1, folder[file] ?? ''),
      tree: program.treeOf(file) ?? parseScript('', 'top'),
      facts: { script, part: undefined, named: [], build: undefined, needed: undefined },
    };
  };
  const rootsOf = (file: string): readonly string[] => {
    const others = withFile(file).filter((each) => each.file !== file);
    return others.length > 0 ? others.map((each) => each.file) : [file];
  };
  return {
    of: (uri) => {
      const file = scripts.find((each) => uriOf(each) === uri);
      return file === undefined ? undefined : viewOf(file, rootsOf(file)[0] ?? file);
    },
    scriptUris: () => scripts.map(uriOf),
    scriptsWith: (file) => rootsOf(file).map((root) => viewOf(root, root)),
    onChange: () => undefined,
    onClose: () => undefined,
    uriOf,
    isTold: () => true,
    sourceUses: (_view, symbol) => {
      const sources = Object.entries(folder).filter(([file]) => !scripts.includes(file));
      const readings = sources.map(([file, text]) => readName(text, file, symbol));
      const words = new Set(sources.flatMap(([, text]) => [...partsIn(text, symbol)]));
      return Promise.resolve({
        uses: symbolUses(readings, symbol).map((use) => ({ ...use, uri: uriOf(use.file) })),
        isComplete: areAllRead,
        pasted: () => Promise.resolve(pastedPlace(readings, symbol, words)),
      });
    },
  };
}
