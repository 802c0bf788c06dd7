// Text of a GNU linker script → tokens, for any text whatsoever and in linear time. It knows ld's two ways of
// reading words (ld/ldlex.l: SCRIPT and EXPRESSION) but no grammar; that is the parser's.
//
// Facts below were tried with GNU ld 2.40. In a script `*`, `?`, `-`, `=`, `:` and others are part of names
// (`*crt0.o`, `.data-fast`, and therefore also `_start=0`, which is one name); in an expression they are
// operators, and only `/` still joins (`_end/4` is one name). Strings have no escapes and may hold line ends.

import type { Token, TokenKind } from './token';
import { assignmentOperators } from './words';

/**
 * ld's ways of reading words. `outer` is a script outside of output sections, where patterns do not stand: a name
 * does not begin with an operator there. Without a grammar the two cannot be told apart; the parser can.
 */
export type LexMode = 'outer' | 'script' | 'expression';

/** Words after which a bracket holds an expression even where names are file patterns. */
const expressionWords = new Set(
  (
    'ABSOLUTE ADDR ALIGN ALIGNOF ASSERT AT BLOCK BYTE CONSTANT DATA_SEGMENT_ALIGN DATA_SEGMENT_END ' +
    'DATA_SEGMENT_RELRO_END DEFINED FILL HIDDEN LENGTH LOADADDR LOG2CEIL LONG MAX MIN NEXT ORIGIN ' +
    'PROVIDE PROVIDE_HIDDEN QUAD SEGMENT_START SHORT SIZEOF SQUAD SUBALIGN'
  ).split(' '),
);

const number = /\d[0-9a-f]*[hxbod](?!\w)|(?:\$[0-9a-f]+|0x[0-9a-f]+|\d+)[mk]?/iy;

// What a character may be part of; one look-up is many times faster than a regular expression.
const inScriptWord = 1;
const startsOuterName = 2;
const inOuterName = 4;
const startsExpressionName = 8;
const inExpressionName = 16;
const isDigit = 32;
const standsAlone = 64;
const classes = new Uint8Array(128);

function mark(characters: string, what: number): void {
  for (const character of characters) {
    const code = character.charCodeAt(0);
    classes[code] = (classes[code] ?? 0) | what;
  }
}

const digits = '0123456789';
const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_';
mark(
  letters,
  inScriptWord | startsOuterName | inOuterName | startsExpressionName | inExpressionName,
);
mark(digits, inScriptWord | inOuterName | inExpressionName | isDigit);
mark('/.-+=$:[]\\,~?*^!', inScriptWord);
mark('.$\\/~', startsOuterName);
mark('/.-+=$:[]\\,~', inOuterName);
mark('.$\\', startsExpressionName);
mark('.$\\~/', inExpressionName);
mark('%~?:;,(){}', standsAlone);

/** @returns every token in order; together with white space they cover the text. */
export function tokenize(text: string): readonly Token[] {
  const lexer = new Lexer(text);
  return lexer.run();
}

class Lexer {
  private at = 0;
  private mode: LexMode = 'script';
  /** What to return to at each open round bracket; braces always hold and return to a script. */
  private readonly modes: LexMode[] = [];
  private readonly tokens: Token[] = [];
  private lastWord = '';

  constructor(private readonly text: string) {}

  run(): readonly Token[] {
    for (;;) {
      const token = tokenAt(this.text, this.at, this.mode);
      if (token === undefined) return this.tokens;
      this.tokens.push(token);
      this.at = token.end;
      if (token.kind !== 'comment') this.follow(token);
    }
  }

  /** Changes the mode behind a token; ld's parser tells its lexer the same. */
  private follow(token: Token): void {
    const value = this.text.slice(token.start, Math.min(token.end, token.start + 64));
    const before = this.lastWord;
    this.lastWord = token.kind === 'name' ? value : '';
    if (token.kind !== 'symbol') return;
    if (value === '(') {
      this.modes.push(this.mode);
      if (expressionWords.has(before)) this.mode = 'expression';
    } else if (value === ')') {
      this.mode = this.modes.pop() ?? this.mode;
    } else if (value === '{' || value === '}') {
      this.modes.length = 0;
      this.mode = 'script';
    } else if (value === ';') {
      this.mode = 'script';
    } else if (value === ':' || assignmentOperators.has(value)) {
      this.mode = 'expression';
    }
  }
}

/** @returns the token at or behind an offset, read in the given mode; undefined at the end. */
export function tokenAt(text: string, offset: number, mode: LexMode): Token | undefined {
  const start = skipSpace(text, offset);
  if (start >= text.length) return undefined;
  const code = text.charCodeAt(start);
  if (code === slash && text.charCodeAt(start + 1) === star) return until(text, start, '*/', 2);
  if (code === hash) return toLineEnd(text, start);
  if (code === quote) return until(text, start, '"', 1);
  if (mode === 'script') return scriptToken(text, start, code);
  return otherToken(text, start, code, mode === 'outer');
}

const slash = 0x2f;
const star = 0x2a;
const hash = 0x23;
const quote = 0x22;
const percent = 0x25;
const bar = 0x7c;
const less = 0x3c;
const greater = 0x3e;
const ampersand = 0x26;
const caret = 0x5e;
const equals = 0x3d;
const bang = 0x21;
const plus = 0x2b;
const minus = 0x2d;
const dollar = 0x24;

function skipSpace(text: string, offset: number): number {
  let at = offset;
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    // Everything else that `\s` means (among it a byte order mark) is rare, so it is asked last.
    if (code !== 0x20 && (code < 9 || code > 13) && (code < 0x80 || !/\s/.test(text[at] ?? '')))
      break;
  }
  return at;
}

/** The longest match counts, as in flex: `*` is an operator, `*foo` a pattern, `4K` a number. */
function scriptToken(text: string, start: number, code: number): Token {
  const word = runOf(text, start, inScriptWord);
  if (isLetter(code)) return token('name', start, word);
  const number = numberAt(text, start, code);
  if (number > 0 && number >= word) return token('number', start, number);
  const operator = operatorAt(text, start, code);
  if (operator > 0 && operator >= word) {
    // Alone these are operators of expressions; in a script ld knows them in front of = only.
    const isKnown = operator > 1 || (code !== percent && code !== bar && code !== less);
    return token(isKnown ? 'symbol' : 'unknown', start, operator);
  }
  return word > 0 ? token('name', start, word) : token('unknown', start, 1);
}

function otherToken(text: string, start: number, code: number, isOuter: boolean): Token {
  const begins = isOuter ? startsOuterName : startsExpressionName;
  let name = 0;
  if (has(code, begins)) {
    name = isOuter ? runOf(text, start, inOuterName) : expressionName(text, start);
    if (isLetter(code)) return token('name', start, name);
  }
  const number = numberAt(text, start, code);
  if (number > 0 && number >= name) return token('number', start, number);
  const operator = operatorAt(text, start, code);
  if (name > operator) return token('name', start, name);
  return operator > 0 ? token('symbol', start, operator) : token('unknown', start, 1);
}

function has(code: number, what: number): boolean {
  return ((classes[code] ?? 0) & what) !== 0;
}

/** How many characters from here on are of a class. */
function runOf(text: string, start: number, what: number): number {
  let at = start;
  while (has(text.charCodeAt(at), what)) at += 1;
  return at - start;
}

/** A slash joins. In front of a comment ld takes it too; the parser tells that, and reads on as it is meant. */
function expressionName(text: string, start: number): number {
  let at = start;
  for (;;) {
    const code = text.charCodeAt(at);
    if (!has(code, inExpressionName)) break;
    if (code === slash && text.charCodeAt(at + 1) === star) break;
    at += 1;
  }
  return at - start;
}

function numberAt(text: string, start: number, code: number): number {
  if (code !== dollar && !has(code, isDigit)) return 0;
  number.lastIndex = start;
  return number.test(text) ? number.lastIndex - start : 0;
}

/** The length of an operator or a bracket: `<<=`, `>>`, `+=`, `{`. */
function operatorAt(text: string, start: number, code: number): number {
  const next = text.charCodeAt(start + 1);
  const isDoubled = next === code;
  const isAssigned = next === equals;
  switch (code) {
    case less:
    case greater:
      if (isDoubled) return text.charCodeAt(start + 2) === equals ? 3 : 2;
      return isAssigned ? 2 : 1;
    case bar:
    case ampersand:
      return isDoubled || isAssigned ? 2 : 1;
    case caret:
    case equals:
    case bang:
    case plus:
    case minus:
    case star:
    case slash:
      return isAssigned ? 2 : 1;
    default:
      return has(code, standsAlone) ? 1 : 0;
  }
}

/** Of ASCII, or `_`: neither a number nor an operator begins so. */
function isLetter(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || code === 0x5f;
}

function until(text: string, start: number, close: string, openLength: number): Token {
  const kind = close === '"' ? 'string' : 'comment';
  const found = text.indexOf(close, start + openLength);
  const isClosed = found >= 0;
  return { kind, start, end: isClosed ? found + close.length : text.length, isClosed };
}

function toLineEnd(text: string, start: number): Token {
  const found = text.indexOf('\n', start);
  return { kind: 'comment', start, end: found >= 0 ? found : text.length, isClosed: true };
}

function token(kind: TokenKind, start: number, length: number): Token {
  return { kind, start, end: start + length, isClosed: true };
}
