// What the lexer gives: the pieces of a linker script with their places. Values, no behaviour.

import type { Span } from '../base/text';
import type { ProblemId } from './problem-ids';

export type TokenKind =
  /** A symbol, section, file pattern or keyword: ld has no reserved words everywhere. */
  | 'name'
  /** `4K`, `0x20000000`, `$ff`, `10h`. */
  | 'number'
  /** With its quotes. */
  | 'string'
  // A C comment, or `#` to the end of the line.
  | 'comment'
  /** An operator or a bracket. */
  | 'symbol'
  /** A character that means nothing to ld. */
  | 'unknown';

export interface Token extends Span {
  readonly kind: TokenKind;
  /** Only for strings and comments: whether the end was there. */
  readonly isClosed: boolean;
}

/** Something wrong in a linker script; the id is stable, the message complete. */
export interface Problem {
  readonly id: ProblemId;
  readonly message: string;
  readonly span: Span;
  /** What is surely meant at the place. */
  readonly instead?: string | undefined;
}
