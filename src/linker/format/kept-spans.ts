// What formatting leaves exactly as it is: comments, strings, lines of the preprocessor, the inside of VERSION.

import type { Span } from '../../base/text';
import { tokenize } from '../lexer';
import type { SyntaxTree } from '../syntax';

export interface KeptSpan extends Span {
  readonly kind: 'comment' | 'string' | 'directive' | 'version';
}

/** In order and apart from each other; undefined where one has no end. Linear in the text. */
export function keptSpans(text: string, tree: SyntaxTree): readonly KeptSpan[] | undefined {
  const kept = tree.isPreprocessed ? preprocessed(text) : plain(text);
  const versions = tree.items.filter(({ kind }) => kind === 'version');
  if (kept === undefined || versions.length === 0) return kept;
  const outside = kept.filter(
    ({ start }) => !versions.some((each) => each.start <= start && start < each.end),
  );
  const all = versions.map(({ start, end }): KeptSpan => ({ kind: 'version', start, end }));
  return [...outside, ...all].sort((a, b) => a.start - b.start);
}

function plain(text: string): readonly KeptSpan[] | undefined {
  const kept: KeptSpan[] = [];
  for (const { kind, start, end, isClosed } of tokenize(text)) {
    if (kind !== 'comment' && kind !== 'string') continue;
    if (!isClosed) return undefined;
    kept.push({ kind: text[start] === '#' ? 'directive' : kind, start, end });
  }
  return kept;
}

/** As the preprocessor reads it, which comes before ld: `//` is a comment, a backslash joins lines. */
function preprocessed(text: string): readonly KeptSpan[] | undefined {
  const kept: KeptSpan[] = [];
  const opening = /\/\*|\/\/|"|#/g;
  for (let found = opening.exec(text); found !== null; found = opening.exec(text)) {
    const { 0: mark, index: start } = found;
    const end = endOf(text, start, mark);
    if (end === undefined) return undefined;
    const kind = mark === '#' ? 'directive' : mark === '"' ? 'string' : 'comment';
    kept.push({ kind, start, end });
    opening.lastIndex = end;
  }
  return kept;
}

function endOf(text: string, start: number, mark: string): number | undefined {
  if (mark === '/*') return behind(text, '*/', start + 2);
  if (mark === '"') return behind(text, '"', start + 1);
  return endOfLine(text, start, mark === '#');
}

function behind(text: string, close: string, from: number): number | undefined {
  const found = text.indexOf(close, from);
  return found < 0 ? undefined : found + close.length;
}

/** Of the last line that is joined to this one, or that a comment which begins in a directive reaches. */
function endOfLine(text: string, start: number, isDirective: boolean): number | undefined {
  for (let at = start; ;) {
    const found = text.indexOf('\n', at);
    const end = found < 0 ? text.length : found;
    const line = text.slice(at, end);
    const comment = isDirective ? line.lastIndexOf('/*') : -1;
    if (comment >= 0 && !line.includes('*/', comment + 2)) {
      const close = behind(text, '*/', at + comment + 2);
      if (close === undefined) return undefined;
      at = close;
    } else if (/\\\r?$/.test(line) && found >= 0) {
      at = end + 1;
    } else {
      return end;
    }
  }
}
