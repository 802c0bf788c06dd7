// C or C++ text → words, numbers and punctuation with their offsets. What the compiler does not see is left out:
// comments, strings, directives, blocks of `#if 0`. One pass; never throws.

export interface Token {
  readonly kind: 'word' | 'number' | 'punctuation';
  readonly text: string;
  readonly start: number;
  /** Inside of an #if that only a compiler can decide. */
  readonly isConditional?: true;
}

export interface TokenizedSource {
  readonly tokens: readonly Token[];
  /** Object-like macros of this text with their replacement; the first definition counts. */
  readonly defines: ReadonlyMap<string, readonly Token[]>;
  /** Names among them that another definition, a build option or an undecided #if can change. */
  readonly uncertain: ReadonlySet<string>;
}

const space = /[\s\u0000\uFEFF]/;
const wordStart = /[A-Za-z_$\u0080-\uFFFF]/;
const wordPart = /[A-Za-z0-9_$\u0080-\uFFFF]/;
const digit = /[0-9]/;

/** @param decided names of which an #ifdef is decided by whether this text has defined them before. */
export function tokenize(
  text: string,
  decided: ReadonlySet<string> = new Set<string>(),
): TokenizedSource {
  const scanner = new Scanner(text, decided);
  scanner.run();
  return scanner;
}

/** An #if that is open: `hidden` inside of it now, and whether a branch was certainly taken already. */
interface Conditional {
  /** Its condition is no constant. */
  readonly isOpen: boolean;
  isHidden: boolean;
  isDecided: boolean;
}

class Scanner implements TokenizedSource {
  readonly tokens: Token[] = [];
  readonly defines = new Map<string, readonly Token[]>();
  readonly uncertain = new Set<string>();
  private readonly conditionals: Conditional[] = [];
  /** How many of the conditionals hide; a counter, so that deep nesting stays linear. */
  private hiddenCount = 0;
  private openCount = 0;
  private at = 0;
  private isLineStart = true;

  constructor(
    private readonly text: string,
    private readonly decided: ReadonlySet<string>,
  ) {}

  run(): void {
    while (this.at < this.text.length) this.step();
  }

  private step(): void {
    const { text, at } = this;
    const char = text.charAt(at);
    if (char === '\n') {
      this.isLineStart = true;
      this.at++;
    } else if (char === '\\' || space.test(char)) this.at++;
    else if (char === '/' && text[at + 1] === '/') this.at = this.endOfLine(at);
    else if (char === '/' && text[at + 1] === '*') this.at = this.endOfComment(at);
    else if (char === '#' && this.isLineStart) this.directive();
    else if (this.hiddenCount > 0) this.at = this.endOfLine(at, true);
    else {
      this.isLineStart = false;
      this.token(char);
    }
  }

  private token(char: string): void {
    const { text, at } = this;
    if (char === '"' || char === "'") this.at = this.endOfQuoted(at, char);
    else if (wordStart.test(char)) {
      const end = this.endOf(at, wordPart);
      const word = text.slice(at, end);
      // A raw string of C++ has its own end; other prefixes (L, u8) leave an ordinary string behind them.
      if (text[end] === '"' && /^(u8|u|U|L)?R$/.test(word)) this.at = this.endOfRaw(end);
      else this.push('word', end);
    } else if (digit.test(char)) this.push('number', this.endOfNumber(at));
    else this.push('punctuation', at + this.punctuationLength(at));
  }

  private push(kind: Token['kind'], end: number): void {
    const token = { kind, text: this.text.slice(this.at, end), start: this.at };
    this.tokens.push(this.openCount > 0 ? { ...token, isConditional: true } : token);
    this.at = end;
  }

  private punctuationLength(at: number): number {
    const three = this.text.slice(at, at + 3);
    if (three === '<<=' || three === '>>=') return 3;
    return /^(->|<<|>>|[|&^+*/-]=|==|!=|<=|>=|&&|\|\||::|\+\+|--)/.test(three) ? 2 : 1;
  }

  /** A line beginning with `#`, its continuations too. */
  private directive(): void {
    const { text } = this;
    const end = this.endOfLine(this.at, true);
    const nameStart = this.skipBlanks(this.at + 1, end);
    const nameEnd = Math.min(this.endOf(nameStart, wordPart), end);
    const name = text.slice(nameStart, nameEnd);
    const rest = text.slice(nameEnd, end);
    this.at = end;
    if (name === 'define' && this.hiddenCount === 0) this.define(rest);
    else this.conditional(name, rest);
  }

  private conditional(name: string, rest: string): void {
    const top = this.conditionals[this.conditionals.length - 1];
    const value = name.startsWith('if') ? this.decide(name, rest) : constantOf(rest);
    if (name === 'if' || name === 'ifdef' || name === 'ifndef') {
      const isOpen = value === undefined;
      this.conditionals.push({ isOpen, isHidden: false, isDecided: value === true });
      if (isOpen) this.openCount++;
      this.hide(value === false);
    } else if (name === 'elif' && top !== undefined) {
      this.hide(top.isDecided || value === false);
      if (value === true) top.isDecided = true;
    } else if (name === 'else' && top !== undefined) this.hide(top.isDecided);
    else if (name === 'endif') {
      this.hide(false);
      if (this.conditionals.pop()?.isOpen === true) this.openCount--;
    }
  }

  /** Behind #if, #ifdef or #ifndef; undefined where only a compiler can tell. */
  private decide(directive: string, rest: string): boolean | undefined {
    const asked = directive === 'if' ? definedQuestion : ifdefName;
    const [, not, name, and] = asked.exec(rest) ?? [];
    if (name === undefined || !this.decided.has(name)) {
      return directive === 'if' ? constantOf(rest) : undefined;
    }
    const isNegated = not === '!' || directive === 'ifndef';
    const isTrue = this.defines.has(name) !== isNegated;
    // One that does not hold settles them all.
    if (and !== undefined && (isTrue || rest.includes('||'))) return undefined;
    return isTrue;
  }

  private hide(isHidden: boolean): void {
    const top = this.conditionals[this.conditionals.length - 1];
    if (top === undefined || top.isHidden === isHidden) return;
    top.isHidden = isHidden;
    this.hiddenCount += isHidden ? 1 : -1;
  }

  private define(rest: string): void {
    const match = /^[ \t]+([A-Za-z_]\w*)(?!\()/.exec(rest);
    const name = match?.[1];
    if (match === null || name === undefined) return;
    if (this.openCount > 0 || this.defines.has(name)) this.uncertain.add(name);
    if (this.defines.has(name)) return;
    // Longer replacements are code, not a pin.
    const body = rest.slice(match[0].length);
    if (body.length > 200 || body.startsWith('(') || body.includes('#')) return;
    this.defines.set(name, tokenize(body).tokens);
  }

  private skipBlanks(from: number, end: number): number {
    let at = from;
    while (at < end && (this.text[at] === ' ' || this.text[at] === '\t')) at++;
    return at;
  }

  private endOf(from: number, part: RegExp): number {
    let at = from;
    while (at < this.text.length && part.test(this.text.charAt(at))) at++;
    return at;
  }

  private endOfNumber(from: number): number {
    let at = from;
    while (at < this.text.length) {
      const char = this.text.charAt(at);
      const isSeparator = char === "'" && wordPart.test(this.text.charAt(at + 1));
      if (!wordPart.test(char) && char !== '.' && !isSeparator) break;
      at++;
    }
    return at;
  }

  /** The line break's offset; of the last continued line where `joined`. A comment in it may span lines too. */
  private endOfLine(from: number, joined = false): number {
    for (let at = from; ;) {
      const end = this.text.indexOf('\n', at);
      if (end < 0) return this.text.length;
      const comment = joined ? this.commentIn(at, end) : undefined;
      if (comment !== undefined) at = comment;
      else if (this.isContinued(end)) at = end + 1;
      else return end;
    }
  }

  private isContinued(lineBreak: number): boolean {
    const before = this.text[lineBreak - 1] === '\r' ? lineBreak - 2 : lineBreak - 1;
    return this.text[before] === '\\';
  }

  /** The end of a block comment that begins on this line and goes on behind it. */
  private commentIn(from: number, end: number): number | undefined {
    for (let at = from; at < end; at++) {
      if (this.text[at] === '"') at = this.endOfQuoted(at, '"') - 1;
      if (this.text[at] !== '/') continue;
      if (this.text[at + 1] === '/') return undefined;
      if (this.text[at + 1] !== '*') continue;
      const close = this.endOfComment(at);
      if (close > end) return close;
      at = close - 1;
    }
    return undefined;
  }

  private endOfComment(from: number): number {
    const end = this.text.indexOf('*/', from + 2);
    return end < 0 ? this.text.length : end + 2;
  }

  /** Behind the closing quote; at the line's end where there is none. */
  private endOfQuoted(from: number, quote: string): number {
    for (let at = from + 1; at < this.text.length; at++) {
      const char = this.text[at];
      if (char === '\\') at += this.text.startsWith('\r\n', at + 1) ? 2 : 1;
      else if (char === quote) return at + 1;
      else if (char === '\n') return at;
    }
    return this.text.length;
  }

  private endOfRaw(quote: number): number {
    const open = this.text.indexOf('(', quote);
    if (open < 0 || open - quote > 17) return this.endOfQuoted(quote, '"');
    const delimiter = `)${this.text.slice(quote + 1, open)}"`;
    const end = this.text.indexOf(delimiter, open);
    return end < 0 ? this.text.length : end + delimiter.length;
  }
}

/** `defined(NAME)`, `!defined NAME` and nothing else but `&& …`. */
const definedQuestion =
  /^\s*(?:(!)\s*)?defined(?:\s*\(\s*|\s+)([A-Za-z_]\w*)(?:\s*\))?\s*(?:$|\/[/*]|(&&))/;
const ifdefName = /^()\s*([A-Za-z_]\w*)\s*(?:$|\/[/*])/;

/** `0`, `(1)`, `false` behind #if; undefined for everything that needs a compiler. */
function constantOf(rest: string): boolean | undefined {
  const word = /^[\s(]*(0+|[1-9]\d*|true|false)[uUlL]*[\s)]*(?:$|\/)/.exec(rest)?.[1];
  if (word === undefined) return undefined;
  return !/^(0+|false)$/.test(word);
}
