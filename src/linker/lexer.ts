// Text of a GNU linker script → tokens, for any text whatsoever and in linear time. It knows ld's two ways of
// reading words (ld/ldlex.l: SCRIPT and EXPRESSION) but no grammar; that is the parser's.
//
// Facts below were tried with GNU ld 2.40. In a script `*`, `?`, `-`, `=`, `:` and others are part of names
// (`*crt0.o`, `.data-fast`, and therefore also `_start=0`, which is one name); in an expression they are
// operators, and only `/` still joins (`_end/4` is one name). Strings have no escapes and may hold line ends.

import type { Token, TokenKind } from './token';

type Mode = 'script' | 'expression';

/** Words after which a bracket holds an expression even where names are file patterns. */
const expressionWords = new Set(
  (
    'ABSOLUTE ADDR ALIGN ALIGNOF ASSERT AT BLOCK BYTE CONSTANT DATA_SEGMENT_ALIGN DATA_SEGMENT_END ' +
    'DATA_SEGMENT_RELRO_END DEFINED FILL HIDDEN LENGTH LOADADDR LOG2CEIL LONG MAX MIN NEXT ORIGIN ' +
    'PROVIDE PROVIDE_HIDDEN QUAD SEGMENT_START SHORT SIZEOF SQUAD SUBALIGN'
  ).split(' '),
);

const operators =
  /(?:<<=|>>=|\|\||&&|==|!=|>=|<=|<<|>>|\+=|-=|\*=|\/=|&=|\|=|\^=|[-+*/%<>=!~&|^?:;,(){}])/y;
const assignment = /^(?:=|<<=|>>=|\+=|-=|\*=|\/=|&=|\|=|\^=)$/;
const number = /\d[0-9a-f]*[hxbod](?!\w)|(?:\$[0-9a-f]+|0x[0-9a-f]+|\d+)[mk]?/iy;
const scriptWord = /[\w/.\-+=$:[\]\\,~?*^!]+/y;
const expressionName = /[a-z_.$\\](?:[\w.$\\~]|\/(?!\*))*/iy;
const space = /\s+/y;

/** @returns every token in order; together with white space they cover the text. */
export function tokenize(text: string): readonly Token[] {
  const lexer = new Lexer(text);
  return lexer.run();
}

class Lexer {
  private at = 0;
  private mode: Mode = 'script';
  /** What to return to at each open round bracket; braces always hold and return to a script. */
  private readonly modes: Mode[] = [];
  private readonly tokens: Token[] = [];
  private lastWord = '';

  constructor(private readonly text: string) {}

  run(): readonly Token[] {
    while (this.skipSpace()) {
      const token = this.next();
      this.tokens.push(token);
      this.at = token.end;
      if (token.kind !== 'comment') this.follow(token);
    }
    return this.tokens;
  }

  private skipSpace(): boolean {
    this.at += this.match(space);
    return this.at < this.text.length;
  }

  private next(): Token {
    if (this.text.startsWith('/*', this.at)) return this.until('*/', 2, 'comment');
    if (this.text[this.at] === '#') return this.toLineEnd();
    if (this.text[this.at] === '"') return this.until('"', 1, 'string');
    return this.mode === 'script' ? this.scriptToken() : this.expressionToken();
  }

  /** The longest match counts, as in flex: `*` is an operator, `*foo` a pattern, `4K` a number. */
  private scriptToken(): Token {
    const word = this.match(scriptWord);
    const operator = this.match(operators);
    const digits = this.match(number);
    if (digits > 0 && digits >= word) return this.token('number', digits);
    if (operator > 0 && operator >= word) return this.token('symbol', operator);
    return word > 0 ? this.token('name', word) : this.token('unknown', 1);
  }

  private expressionToken(): Token {
    const name = this.match(expressionName);
    const digits = this.match(number);
    if (digits > 0 && digits >= name) return this.token('number', digits);
    if (name > 0) return this.token('name', name);
    const operator = this.match(operators);
    return operator > 0 ? this.token('symbol', operator) : this.token('unknown', 1);
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
    } else if (value === ':' || assignment.test(value)) {
      this.mode = 'expression';
    }
  }

  private until(close: string, openLength: number, kind: 'comment' | 'string'): Token {
    const found = this.text.indexOf(close, this.at + openLength);
    const isClosed = found >= 0;
    const end = isClosed ? found + close.length : this.text.length;
    return { kind, start: this.at, end, isClosed };
  }

  private toLineEnd(): Token {
    const found = this.text.indexOf('\n', this.at);
    const end = found >= 0 ? found : this.text.length;
    return { kind: 'comment', start: this.at, end, isClosed: true };
  }

  private token(kind: TokenKind, length: number): Token {
    return { kind, start: this.at, end: this.at + length, isClosed: true };
  }

  private match(pattern: RegExp): number {
    pattern.lastIndex = this.at;
    return pattern.test(this.text) ? pattern.lastIndex - this.at : 0;
  }
}
