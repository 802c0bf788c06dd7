// Expressions of a linker script: operators by precedence (ld/ldgram.y), builtins, numbers as ld reads them.

import type { Cursor } from './cursor';
import type { AssertExpression, CallExpression, Expression, Word } from './syntax';
import { builtins, typeWords } from './words';

/** A higher number binds tighter; `^` is known to ld from 2.42 on. */
const precedence: ReadonlyMap<string, number> = new Map([
  ['||', 1],
  ['&&', 2],
  ['|', 3],
  ['^', 4],
  ['&', 5],
  ['==', 6],
  ['!=', 6],
  ['<', 7],
  ['>', 7],
  ['<=', 7],
  ['>=', 7],
  ['<<', 8],
  ['>>', 8],
  ['+', 9],
  ['-', 9],
  ['*', 10],
  ['/', 10],
  ['%', 10],
]);

const prefixes: ReadonlySet<string> = new Set(['-', '+', '!', '~']);

const missing = 'An expression is missing here.';

/** Reads one expression in ld's expression mode; never fails, what is missing becomes a node of its own. */
export function parseExpression(cursor: Cursor): Expression {
  return cursor.within('expression', () => conditional(cursor));
}

/** As parseExpression, within round brackets of which the first one comes next. */
export function parseBracketed(cursor: Cursor, after: string): Expression {
  return cursor.within('expression', () => {
    // What follows a word without its bracket belongs to something else.
    if (!cursor.expect('(', `behind ${after}`)) return nothing(cursor);
    const expression = conditional(cursor);
    cursor.expect(')', `at the end of ${after}(…)`);
    return expression;
  });
}

/** Behind the word ASSERT. */
export function parseAssert(cursor: Cursor, keyword: Word): AssertExpression {
  return cursor.within('expression', () => {
    cursor.expect('(', 'behind ASSERT');
    const condition = conditional(cursor);
    let message: Word | undefined;
    if (cursor.accept(',')) {
      if (cursor.isName()) message = cursor.takeWord();
      else cursor.problem('The message of this ASSERT is missing.', cursor.placeOfMissing());
    } else {
      cursor.problem('ASSERT needs a message behind a comma.', cursor.placeOfMissing());
      cursor.skipBrackets();
    }
    cursor.expect(')', 'at the end of ASSERT(…)');
    return { kind: 'assert', condition, message, start: keyword.start, end: cursor.end };
  });
}

function conditional(cursor: Cursor): Expression {
  const condition = binary(cursor, 1);
  if (cursor.peek() !== '?') return condition;
  cursor.take();
  const yes = cursor.nested(() => conditional(cursor)) ?? nothing(cursor);
  cursor.expect(':', 'in this choice behind ?');
  const no = cursor.nested(() => conditional(cursor)) ?? nothing(cursor);
  return { kind: 'conditional', condition, yes, no, start: condition.start, end: no.end };
}

function binary(cursor: Cursor, lowest: number): Expression {
  let left = unary(cursor);
  for (;;) {
    if (cursor.kind() !== 'symbol') return left;
    const operator = cursor.peek();
    const level = precedence.get(operator);
    if (level === undefined || level < lowest) return left;
    cursor.take();
    const right = binary(cursor, level + 1);
    left = { kind: 'binary', operator, left, right, start: left.start, end: right.end };
  }
}

function unary(cursor: Cursor): Expression {
  const operator = cursor.peek();
  if (cursor.kind() !== 'symbol' || !prefixes.has(operator)) return primary(cursor);
  const { start } = cursor.take();
  const operand = cursor.nested(() => unary(cursor)) ?? nothing(cursor);
  return { kind: 'unary', operator, operand, start, end: operand.end };
}

function primary(cursor: Cursor): Expression {
  const kind = cursor.kind();
  const span = cursor.span();
  if (kind === 'number') {
    const value = numberOf(cursor.peek());
    cursor.take();
    return { kind: 'number', value, start: span.start, end: span.end };
  }
  if (cursor.peek() === '(') return bracketed(cursor);
  if (kind !== 'name' && kind !== 'string') {
    const place = kind === undefined || !cursor.isEnd() ? cursor.span() : span;
    cursor.problem(missing, place.end > place.start ? place : cursor.placeOfMissing());
    return nothing(cursor);
  }
  const word = cursor.takeWord();
  if (kind === 'name' && word.text === 'ASSERT') return parseAssert(cursor, word);
  const isCall = kind === 'name' && cursor.peek() === '(' && !isBeforeType(cursor, word);
  if (isCall) return call(cursor, word);
  if (kind === 'name' && builtins.has(word.text)) {
    cursor.problem(`( is missing behind ${word.text}.`, word);
    return { kind: 'missing', start: word.start, end: word.end };
  }
  const { start, end } = word;
  return { kind: 'name', name: word.text, word: { start, end }, start, end };
}

/** `.text _start (NOLOAD) :` has an address and a type: to ld only its own words are functions. */
function isBeforeType(cursor: Cursor, { text }: Word): boolean {
  if (builtins.has(text)) return false;
  const before = cursor.end;
  cursor.take();
  const isType = cursor.kind() === 'name' && typeWords.has(cursor.peek());
  cursor.rewind(before);
  return isType;
}

function bracketed(cursor: Cursor): Expression {
  const { start } = cursor.take();
  const inner = cursor.nested(() => conditional(cursor)) ?? nothing(cursor);
  cursor.expect(')', 'in this expression');
  // The brackets belong to the place; a node of their own would say nothing more.
  return { ...inner, start, end: Math.max(cursor.end, inner.end) };
}

function call(cursor: Cursor, callee: Word): Expression {
  // A preprocessor's macro may stand here, so only without one is the name wrong for sure.
  if (!builtins.has(callee.text) && !cursor.isPreprocessed) {
    cursor.problem(`${callee.text} is no function of the linker.`, callee, 'ld-unknown-function');
  }
  cursor.take();
  const takes = builtins.get(callee.text)?.takes;
  // Names of regions and sections are read as the script's: `ORIGIN(R-1)` asks for one region.
  const isOfScript = takes === 'name' || takes === 'segment';
  const name = isOfScript ? cursor.within('outer', () => nameArgument(cursor)) : undefined;
  // A list that begins empty makes room for seventeen.
  const isEmpty = name === undefined && (cursor.peek() === ')' || cursor.isEnd());
  const args: Expression[] = isEmpty ? [] : [name ?? argument(cursor)];
  while (args.length > 0 && cursor.accept(',')) args.push(argument(cursor));
  const isClosed = cursor.expect(')', `at the end of ${callee.text}(…)`);
  const { start } = callee;
  const node: CallExpression = { kind: 'call', callee, args, start, end: cursor.end };
  if (isClosed) checkArguments(cursor, node);
  return node;
}

function argument(cursor: Cursor): Expression {
  return cursor.nested(() => conditional(cursor)) ?? nothing(cursor);
}

function nameArgument(cursor: Cursor): Expression | undefined {
  if (!cursor.isName()) return undefined;
  const { text, start, end } = cursor.takeWord();
  return { kind: 'name', name: text, word: { start, end }, start, end };
}

const argumentKinds = {
  name: 'the name of a region or a section',
  symbol: 'a name',
  segment: 'the name of a segment in quotes, and an address',
};

/** How many, and names where names belong. */
function checkArguments(cursor: Cursor, { callee, args }: CallExpression): void {
  const builtin = builtins.get(callee.text);
  if (builtin === undefined || args.some(({ kind }) => kind === 'missing')) return;
  const { least, most, takes } = builtin;
  if (args.length < least || args.length > most) {
    const wanted = least === most ? String(least) : `${least} or ${most}`;
    const message = `${callee.text} takes ${wanted} argument${most === 1 ? '' : 's'}, and has ${args.length === 0 ? 'none' : args.length}.`;
    cursor.problem(message, callee, 'ld-wrong-arguments');
  } else if (takes !== undefined && args[0]?.kind !== 'name') {
    const message = `${callee.text} takes ${argumentKinds[takes]}.`;
    cursor.problem(message, args[0] ?? callee, 'ld-wrong-arguments');
  }
}

function nothing(cursor: Cursor): Expression {
  return { kind: 'missing', start: cursor.end, end: cursor.end };
}

const bases: Readonly<Record<string, number>> = { h: 16, x: 16, b: 2, o: 8, d: 10 };

/** 0x, $, leading 0 (octal), K and M, and the letter behind: h, x, b, o, d. */
function numberOf(raw: string): bigint {
  const text = raw.toLowerCase();
  const last = text.at(-1) ?? '';
  const isHex = text.startsWith('0x') || text.startsWith('$');
  if (last === 'k' || last === 'm') {
    return BigInt.asUintN(64, numberOf(text.slice(0, -1)) * (last === 'k' ? 1024n : 1048576n));
  }
  const base = isHex ? undefined : bases[last];
  if (base !== undefined) return digits(text.slice(0, -1), base);
  if (isHex) return digits(text.slice(text.startsWith('$') ? 1 : 2), 16);
  return digits(text, text.startsWith('0') ? 8 : 10);
}

const most = (1n << 64n) - 1n;

/** As bfd_scan_vma: up to the first character that is no digit of the base; more than 64 bits give the most. */
function digits(text: string, base: number): bigint {
  // Below 16 ** 12 a number is exact: nearly all are, and one step is faster than one for each digit.
  if (text.length <= 12) return BigInt(Number.parseInt(text, base) || 0);
  let value = 0n;
  for (const character of text) {
    const digit = Number.parseInt(character, base);
    if (Number.isNaN(digit)) break;
    value = value * BigInt(base) + BigInt(digit);
    if (value > most) return most;
  }
  return value;
}
