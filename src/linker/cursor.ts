// Walks over the tokens of a linker script for the parser. The mode is the parser's to set, as in ld: a token is
// read only when it is looked at, and read anew when the mode has changed before it was taken.

import type { Span } from '../base/text';
import { tokenAt } from './lexer';
import type { LexMode } from './lexer';
import type { ProblemId } from './problem-ids';
import type { Word } from './syntax';
import type { Problem, Token, TokenKind } from './token';

/** More than anybody reads; a file that is no linker script at all could have thousands. */
const mostProblems = 100;

/** Brackets within brackets beyond this are skipped: ld's own parser gives up at some point too. */
const deepest = 200;

const directive =
  /^[ \t]*#[ \t]*(?:include|if|ifdef|ifndef|elif|else|endif|define|undef|error|pragma)\b/m;

export class Cursor {
  readonly problems: Problem[] = [];
  /** ld sees `#` lines as comments; these say that a preprocessor comes before it. */
  readonly isPreprocessed: boolean;
  mode: LexMode = 'outer';
  /** Where the last taken token ended. */
  end = 0;
  depth = 0;
  /** Whether a comment or string has no end. */
  isUnterminated = false;
  private ahead: Token | undefined;
  private aheadMode: LexMode | undefined;
  private aheadText = '';

  constructor(readonly text: string) {
    this.isPreprocessed = directive.test(text);
  }

  /** The next token's text: a name, number or symbol; strings with their quotes; empty at the end. */
  peek(): string {
    this.look();
    return this.aheadText;
  }

  kind(): TokenKind | undefined {
    return this.look()?.kind;
  }

  /** Of the next token; at the end of the text the place behind the last one. */
  span(): Span {
    return this.look() ?? { start: this.end, end: this.end };
  }

  isEnd(): boolean {
    return this.look() === undefined;
  }

  /** Whether the next token is a name or a string: ld takes them for the same. */
  isName(): boolean {
    const kind = this.kind();
    return kind === 'name' || kind === 'string';
  }

  take(): Span {
    const span = this.span();
    this.checkComment(span);
    this.end = span.end;
    this.aheadMode = undefined;
    return span;
  }

  /** Takes the token if it is the one asked for. */
  accept(text: string): boolean {
    if (this.peek() !== text) return false;
    this.take();
    return true;
  }

  /** As accept, and names what is missing. */
  expect(text: string, where: string): boolean {
    if (this.accept(text)) return true;
    this.problem(`${text} is missing ${where}.`, this.placeOfMissing());
    return false;
  }

  takeWord(): Word {
    const isString = this.kind() === 'string';
    const raw = this.peek();
    const span = this.take();
    const text = isString
      ? raw.slice(1, raw.length > 1 && raw.endsWith('"') ? -1 : undefined)
      : raw;
    return { text, start: span.start, end: span.end };
  }

  /** Goes back into a token, where ld would read one word and a person meant several. */
  rewind(offset: number): void {
    this.end = offset;
    this.aheadMode = undefined;
  }

  problem(
    message: string,
    { start, end }: Span,
    id: ProblemId = 'ld-syntax',
    instead?: string,
  ): void {
    const last = this.problems.at(-1);
    if (last?.span.start === start && last.id === id) return;
    if (this.problems.length < mostProblems) {
      this.problems.push({ id, message, span: { start, end }, instead });
    }
  }

  /** Runs a part of the grammar in a mode and sets the old one again. */
  within<T>(mode: LexMode, run: () => T): T {
    const before = this.mode;
    this.mode = mode;
    const result = run();
    this.mode = before;
    return result;
  }

  /** Runs a nested part, unless it is nested too deep: then its brackets are skipped. */
  nested<T>(run: () => T): T | undefined {
    if (this.depth >= deepest) {
      this.problem('This is nested too deep.', this.span(), 'ld-nested-too-deep');
      this.skipBrackets();
      return undefined;
    }
    this.depth += 1;
    const result = run();
    this.depth -= 1;
    return result;
  }

  /** Skips to the bracket that closes the part at hand, and leaves it; `;` and braces stop it too. */
  skipBrackets(): void {
    for (let open = 0; !this.isEnd(); this.take()) {
      const text = this.peek();
      if (text === '(') open += 1;
      else if (text === ')' && (open -= 1) < 0) return;
      else if (text === ';' || text === '{' || text === '}') return;
    }
  }

  /** The last character before a missing token: a span without width is not seen in an editor. */
  placeOfMissing(): Span {
    return { start: Math.max(0, this.end - 1), end: this.end };
  }

  private look(): Token | undefined {
    if (this.aheadMode === this.mode) return this.ahead;
    let token = tokenAt(this.text, this.end, this.mode);
    while (token !== undefined && this.isPassedOver(token)) {
      token = tokenAt(this.text, this.passed(token), this.mode);
    }
    if (token?.isClosed === false) this.isUnterminated = true;
    this.ahead = token;
    this.aheadMode = this.mode;
    this.aheadText = token === undefined ? '' : this.text.slice(token.start, token.end);
    return token;
  }

  /** `x/* … *\/`: in an expression ld reads `x/` as the name, and no comment behind it; a number ends before. */
  private checkComment({ end }: Span): void {
    if (this.mode !== 'expression' || this.isPreprocessed || !this.text.startsWith('/*', end))
      return;
    const name = this.ahead;
    if (name?.kind !== 'name' || name.end !== end) return;
    const message = 'The linker reads this / as part of the name: a space before it is missing.';
    const span = { start: name.start, end: end + 1 };
    this.problem(message, span, 'ld-syntax', `${this.text.slice(name.start, end)} /`);
  }

  private isPassedOver(token: Token): boolean {
    if (token.kind === 'unknown') {
      const message = `The linker ignores this character: ${this.text.slice(token.start, token.end)} means nothing here.`;
      this.problem(message, token, 'ld-invalid-character');
      return true;
    }
    if (token.kind === 'comment') {
      if (!token.isClosed) this.isUnterminated = true;
      return true;
    }
    return (
      this.isPreprocessed && this.text.startsWith('//', token.start) && token.kind !== 'string'
    );
  }

  /** The end of a comment; for the preprocessor a line goes on behind a backslash. */
  private passed(token: Token): number {
    if (!this.isPreprocessed || this.text.startsWith('/*', token.start)) return token.end;
    if (token.kind === 'unknown') return token.end;
    let end = this.text.indexOf('\n', token.start);
    while (end >= 0 && /\\\r?$/.test(this.text.slice(Math.max(0, end - 2), end))) {
      end = this.text.indexOf('\n', end + 1);
    }
    return end < 0 ? this.text.length : end;
  }
}
