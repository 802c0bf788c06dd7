// What tokens alone show to be wrong: comments and strings without an end, brackets without a partner. Linear,
// and each mistake is named once, at the place to look at.

import type { Span } from '../base/text';
import type { Problem, Token } from './token';

/** @returns the problems in order of their places; empty for a script that is balanced. */
export function findUnbalanced(text: string, tokens: readonly Token[]): readonly Problem[] {
  const open = tokens.find(({ isClosed }) => !isClosed);
  // Behind a missing end everything reads as comment or string, so brackets would only add noise.
  if (open !== undefined) return [unterminated(text, tokens, open)];
  return unpaired(text, tokens);
}

function unterminated(text: string, tokens: readonly Token[], open: Token): Problem {
  if (open.kind === 'comment') {
    const message = 'This comment has no end: */ is missing.';
    return { id: 'ld-unterminated-comment', message, span: firstOf(open, 2) };
  }
  // Quotes pair up from the start. Where one is missing, the first string over several lines is the
  // likely place; the one without an end is only where the count runs out.
  const spread = tokens.find(
    ({ kind, start, end }) => kind === 'string' && text.slice(start, end).includes('\n'),
  );
  const message = 'This string has no end: a " is missing.';
  return { id: 'ld-unterminated-string', message, span: firstOf(spread ?? open, 1) };
}

function unpaired(text: string, tokens: readonly Token[]): readonly Problem[] {
  const open: { readonly bracket: string; readonly span: Span }[] = [];
  const problems: Problem[] = [];
  const unclosed = (bracket: string, span: Span): void => {
    const close = bracket === '(' ? ')' : '}';
    problems.push(problem(`This ${bracket} is never closed: ${close} is missing.`, span));
  };
  for (const { kind, start, end } of tokens) {
    const bracket = kind === 'symbol' ? text.slice(start, end) : '';
    const span = { start, end };
    if (bracket === '(' || bracket === '{') open.push({ bracket, span });
    if (bracket === '}') {
      // A brace ends what was left open inside it; a round bracket never reaches across a brace.
      let last = open.pop();
      for (; last?.bracket === '('; last = open.pop()) unclosed(last.bracket, last.span);
      if (last === undefined) problems.push(problem('This } closes nothing: { is missing.', span));
    }
    if (bracket === ')') {
      if (open.at(-1)?.bracket === '(') open.pop();
      else problems.push(problem('This ) closes nothing: ( is missing.', span));
    }
  }
  for (const { bracket, span } of open) unclosed(bracket, span);
  return problems.sort((a, b) => a.span.start - b.span.start);
}

function problem(message: string, span: Span): Problem {
  return { id: 'ld-unbalanced-bracket', message, span };
}

function firstOf({ start }: Token, length: number): Span {
  return { start, end: start + length };
}
