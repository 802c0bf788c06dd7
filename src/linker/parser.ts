// Text of one linker script file → its tree, whatever the text is: a half-typed script gives what can be read,
// and problems at the exact places. The grammar is ld's (ld/ldgram.y), tried against GNU ld 2.40.

import type { Span } from '../base/text';
import { findUnbalanced } from './brackets';
import { Cursor } from './cursor';
import { parseBracketed, parseExpression } from './parse-expression';
import { tokenize } from './lexer';
import { parseMemoryItems } from './parse-memory';
import { parseBodyItems, parseInsert, parseRegionAlias, parseSectionsItems } from './parse-section';
import { parseCommand, parseStatement, skipItem } from './parse-statement';
import type { Context, Expression, PhdrsBlock, ProgramHeader, SyntaxTree, TopItem } from './syntax';
import type { Problem } from './token';
import { commands, segmentTypes } from './words';

/** @param context where the file is read: `top`, or where the INCLUDE stands that names it. */
export function parseScript(text: string, context: Context = 'top'): SyntaxTree {
  const cursor = new Cursor(text);
  const items: SyntaxTree['items'][number][] = [];
  for (;;) {
    // Not spread: a file can have more items than a call can have arguments.
    for (const item of parseItems(cursor, context)) items.push(item);
    if (cursor.isEnd()) break;
    // Only a closing brace ends a list too early.
    cursor.problem('This } closes nothing: { is missing.', cursor.take(), 'ld-unbalanced-bracket');
  }
  const { isPreprocessed } = cursor;
  // What the preprocessor makes of it is not known, so nothing can be called wrong.
  const isFine = cursor.problems.length === 0 && !cursor.isUnterminated;
  const problems = isPreprocessed || isFine ? [] : allProblems(text, cursor.problems);
  return { context, items, problems, isPreprocessed, start: 0, end: text.length };
}

function parseItems(cursor: Cursor, context: Context): readonly SyntaxTree['items'][number][] {
  switch (context) {
    case 'top':
      return parseTopItems(cursor);
    case 'memory':
      return parseMemoryItems(cursor);
    case 'sections':
      return parseSectionsItems(cursor);
    case 'body':
      return cursor.within('script', () => parseBodyItems(cursor));
  }
}

/** Where brackets do not pair, everything behind is guesswork: the bracket is what there is to repair. */
function allProblems(text: string, found: readonly Problem[]): readonly Problem[] {
  const unbalanced = findUnbalanced(text, tokenize(text));
  const first = unbalanced[0]?.span.start ?? Number.POSITIVE_INFINITY;
  const before = found.filter(
    ({ id, span }) => span.start < first && id !== 'ld-unbalanced-bracket',
  );
  const rest = unbalanced.length > 0 ? unbalanced.slice(0, 100) : found.slice(before.length);
  return [...before, ...rest].sort((a, b) => a.span.start - b.span.start);
}

function parseTopItems(cursor: Cursor): readonly TopItem[] {
  const items: TopItem[] = [];
  while (!cursor.isEnd() && cursor.peek() !== '}') {
    if (cursor.accept(';')) continue;
    items.push(parseTopItem(cursor));
  }
  return items;
}

function parseTopItem(cursor: Cursor): TopItem {
  const text = cursor.peek();
  if (cursor.kind() === 'name') {
    if (text === 'MEMORY') {
      return parseBlock(cursor, (start) => {
        const [items, inside] = parseInside(cursor, parseMemoryItems);
        return { kind: 'memory', items, inside, start, end: 0 };
      });
    }
    if (text === 'SECTIONS') {
      return parseBlock(cursor, (start) => {
        const [items, inside] = parseInside(cursor, parseSectionsItems);
        return { kind: 'sections', items, inside, start, end: 0 };
      });
    }
    if (text === 'PHDRS') return parseBlock(cursor, (start) => parseHeaders(cursor, start));
    if (text === 'VERSION') return parseVersion(cursor);
    if (text === 'REGION_ALIAS') return parseRegionAlias(cursor);
    if (text === 'INSERT') return parseInsert(cursor);
    if (commands.has(text)) return parseCommand(cursor);
  }
  const statement = parseStatement(cursor);
  if (statement !== undefined) return statement;
  const called = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  return skipItem(cursor, `${called} is not expected here.`);
}

/** What stands between braces, and where: up to the closing brace itself, blanks included. */
function parseInside<T>(
  cursor: Cursor,
  parse: (cursor: Cursor) => readonly T[],
): readonly [items: readonly T[], inside: Span] {
  const start = cursor.end;
  const items = parse(cursor);
  return [items, { start, end: cursor.span().start }];
}

/** A keyword and what stands in its braces. */
function parseBlock<T extends TopItem>(cursor: Cursor, parse: (start: number) => T): T {
  const keyword = cursor.takeWord();
  const hasBrace = cursor.expect('{', `behind ${keyword.text}`);
  const block = parse(keyword.start);
  if (hasBrace && !cursor.accept('}')) {
    const message = `This ${keyword.text} is never closed: } is missing.`;
    cursor.problem(message, keyword, 'ld-unbalanced-bracket');
  }
  return { ...block, end: cursor.end };
}

function parseHeaders(cursor: Cursor, start: number): PhdrsBlock {
  const headers: ProgramHeader[] = [];
  while (!cursor.isEnd() && cursor.peek() !== '}') {
    if (cursor.isName()) headers.push(parseHeader(cursor));
    else skipItem(cursor, `${cursor.peek().slice(0, 40)} is not expected in PHDRS.`);
  }
  return { kind: 'phdrs', headers, start, end: cursor.end };
}

function parseHeader(cursor: Cursor): ProgramHeader {
  const name = cursor.takeWord();
  return cursor.within('expression', () => {
    const type = parseExpression(cursor);
    if (type.kind === 'name' && !segmentTypes.has(type.name)) {
      const message = `${type.name} is no type of a segment: PT_LOAD and the like are, and numbers.`;
      cursor.problem(message, type, 'ld-unknown-segment');
    }
    let [hasFileHeader, hasHeaders] = [false, false];
    let [at, flags]: (Expression | undefined)[] = [];
    for (;;) {
      if (cursor.accept('FILEHDR')) hasFileHeader = true;
      else if (cursor.accept('PHDRS')) hasHeaders = true;
      else if (cursor.accept('AT')) at = parseBracketed(cursor, 'AT');
      else if (cursor.accept('FLAGS')) flags = parseBracketed(cursor, 'FLAGS');
      else break;
    }
    cursor.expect(';', 'behind this program header');
    const { start } = name;
    return {
      kind: 'header',
      name,
      type,
      hasFileHeader,
      hasHeaders,
      at,
      flags,
      start,
      end: cursor.end,
    };
  });
}

/** Its inside is the language of version scripts; only its braces count here. */
function parseVersion(cursor: Cursor): TopItem {
  const { start } = cursor.take();
  let open = 0;
  do {
    const text = cursor.peek();
    if (text === '{') open += 1;
    if (text === '}') open -= 1;
    cursor.take();
  } while (open > 0 && !cursor.isEnd());
  return { kind: 'version', start, end: cursor.end };
}
