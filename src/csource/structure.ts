// Tokens → what belongs together: brackets with their partners, and the function that each token stands in.

import type { Token } from './tokens';

export interface Structure {
  /** The index of the bracket that closes the one at the index; undefined where none does. */
  closingOf(index: number): number | undefined;
  /** The name of the function whose body holds the token; undefined outside of one. */
  functionAt(index: number): string | undefined;
}

const partners: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };
const notFunctions = /^(if|for|while|switch|catch|return|sizeof)$/;
const behindParameters = /^(const|noexcept|override|final|volatile)$/;

interface OpenBracket {
  readonly text: string;
  readonly index: number;
  /** The body of this function begins here. */
  readonly name: string | undefined;
}

export function structureOf(tokens: readonly Token[]): Structure {
  const closings = new Map<number, number>();
  const openings = new Map<number, number>();
  const bodies: { readonly from: number; readonly name: string; to: number }[] = [];
  const open: OpenBracket[] = [];
  let isInBody = false;
  for (const [index, { text }] of tokens.entries()) {
    if (text === '(' || text === '[' || text === '{') {
      const name = text === '{' && !isInBody ? nameBefore(tokens, openings, index) : undefined;
      if (name !== undefined) {
        bodies.push({ from: index, name, to: tokens.length });
        isInBody = true;
      }
      open.push({ text, index, name });
      continue;
    }
    const partner = partners[text];
    if (partner === undefined) continue;
    const top = popTo(open, partner);
    if (top === undefined) continue;
    closings.set(top.index, index);
    openings.set(index, top.index);
    const body = bodies[bodies.length - 1];
    if (top.name !== undefined && body !== undefined) {
      body.to = index;
      isInBody = false;
    }
  }
  return {
    closingOf: (index) => closings.get(index),
    functionAt: (index) => bodyAt(bodies, index),
  };
}

/** The partner, when it is the innermost bracket or only unclosed round ones stand before it. */
function popTo(open: OpenBracket[], partner: string): OpenBracket | undefined {
  let top = open[open.length - 1];
  if (partner === '{') {
    while (top !== undefined && top.text !== '{') {
      open.pop();
      top = open[open.length - 1];
    }
  }
  return top?.text === partner ? open.pop() : undefined;
}

/** `void name(…) {`: the word before the parameters. */
function nameBefore(
  tokens: readonly Token[],
  openings: ReadonlyMap<number, number>,
  brace: number,
): string | undefined {
  let before = brace - 1;
  if (behindParameters.test(tokens[before]?.text ?? '')) before--;
  if (tokens[before]?.text !== ')') return undefined;
  const parameters = openings.get(before);
  const name = parameters === undefined ? undefined : tokens[parameters - 1];
  if (name?.kind !== 'word' || notFunctions.test(name.text)) return undefined;
  return name.text;
}

function bodyAt(
  bodies: readonly { readonly from: number; readonly name: string; readonly to: number }[],
  index: number,
): string | undefined {
  let low = 0;
  let high = bodies.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const body = bodies[middle];
    if (body === undefined) return undefined;
    if (index < body.from) high = middle - 1;
    else if (index > body.to) low = middle + 1;
    else return body.name;
  }
  return undefined;
}
