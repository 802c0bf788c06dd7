// What can be folded: braces, comments of several lines, lines between #if and #endif.

import type { FoldingRange } from 'vscode-languageserver';
import { tokenize } from '../../linker/lexer';
import { isTooLong } from '../../linker/program';
import type { Feature } from '../feature';
import { FoldingRangeKind } from '../protocol-values';
import type { ScriptView } from '../script-view';

export const folding: Feature = {
  capabilities: { foldingRangeProvider: true },
  listen(connection, views) {
    connection.onFoldingRanges(({ textDocument }) => {
      const view = views.of(textDocument.uri);
      return view === undefined ? [] : foldsOf(view);
    });
  },
};

/** In order of their ends. The line with the closing brace stays to be seen. */
export function foldsOf({ document }: ScriptView): FoldingRange[] {
  const text = document.getText();
  if (isTooLong(text)) return [];
  const folds: FoldingRange[] = [];
  const add = (startLine: number, endLine: number, kind?: FoldingRangeKind): void => {
    if (endLine > startLine) folds.push({ startLine, endLine, ...(kind && { kind }) });
  };
  const lineOf = (offset: number): number => document.positionAt(offset).line;
  const braces: number[] = [];
  const conditions: number[] = [];
  for (const { kind, start, end } of tokenize(text)) {
    if (kind === 'comment' && text[start] === '#') {
      const [, word = ''] = /^#[ \t]*(\w+)/.exec(text.slice(start, start + 40)) ?? [];
      const line = lineOf(start);
      if (/^(?:else|elif|endif)/.test(word)) {
        const opened = conditions.pop();
        if (opened !== undefined) add(opened, line - 1, FoldingRangeKind.Region);
      }
      if (/^(?:if|else|elif)/.test(word)) conditions.push(line);
    } else if (kind === 'comment') {
      add(lineOf(start), lineOf(end), FoldingRangeKind.Comment);
    } else if (kind === 'symbol' && text[start] === '{') {
      braces.push(lineOf(start));
    } else if (kind === 'symbol' && text[start] === '}') {
      const opened = braces.pop();
      if (opened !== undefined) add(opened, lineOf(start) - 1);
    }
  }
  return folds;
}
