// Where in a linker script the cursor stands, from the text before it alone: what is being typed is not finished, and
// what follows says nothing about it.

import { tokenize } from '../linker/lexer';
import type { Context } from '../linker/syntax';
import { Walk } from './script-walk';
import type { WalkState } from './script-walk';

export interface CursorPlace extends WalkState {
  /** In a string only what is expected there is known, unless it is the name of a file. */
  readonly inside: 'word' | 'number' | 'string';
  /** What is typed of the word at the cursor, and where that begins; only letters, digits and `_.$/-`. */
  readonly prefix: string;
  readonly start: number;
}

const word = /[\w.$/\\-]*$/;
/** In an expression `-` and `/` are operators. */
const expressionWord = /[\w.$]*$/;
/** Longer than any word; a line of a megabyte is not searched to its beginning. */
const longestWord = 200;
/** What is longer is not read as a script (program.ts). */
const mostCharacters = 2_000_000;

/**
 * @param context of the file, where it is read by INCLUDE.
 * @param isPreprocessed `//` is a comment for the preprocessor.
 * @returns undefined within comments, and in what is too long to be a script.
 */
export function cursorPlace(
  text: string,
  offset: number,
  context: Context,
  isPreprocessed = false,
): CursorPlace | undefined {
  if (offset > mostCharacters) return undefined;
  const near = text.slice(Math.max(0, offset - longestWord), offset);
  const long = word.exec(near)?.[0] ?? '';
  const before = text.slice(0, offset - long.length);
  const line = before.slice(before.lastIndexOf('\n') + 1);
  if (isPreprocessed && /(?:^|[^:])\/\//.test(line + long)) return undefined;
  const walk = new Walk(context);
  let end = 0;
  for (const token of tokenize(before)) {
    const isOpen = !token.isClosed || (token.kind === 'comment' && isLine(before, token.end));
    if (isOpen) {
      if (token.kind !== 'string') return undefined;
      const start = token.start + 1;
      const inside = walk.state.kind === 'include' ? 'word' : 'string';
      return { ...walk.state, inside, prefix: text.slice(start, offset), start };
    }
    if (token.kind === 'comment') continue;
    walk.follow(before.slice(token.start, token.end), token, before.slice(end, token.start));
    end = token.end;
  }
  walk.settle(before.slice(end));
  const { state } = walk;
  const prefix = state.kind === 'expression' ? (expressionWord.exec(long)?.[0] ?? '') : long;
  const inside = /^\d/.test(prefix) ? 'number' : 'word';
  return { ...state, inside, prefix, start: offset - prefix.length };
}

/** Of a comment up to the line's end: whether the text ends with it. */
function isLine(text: string, end: number): boolean {
  return end >= text.length && !text.endsWith('*/');
}
