// Names that `##` makes: `heap##_start` of a macro's argument stands nowhere as it is, so no search finds it.

import { pieces } from './name-words';

/** One chain of `a ## b ## c` in a macro. */
export interface Pasting {
  /** Counted from 1. */
  readonly line: number;
  /** The name of the macro. */
  readonly macro: string;
  /** As written; undefined for a parameter, which may be anything. */
  readonly parts: readonly (string | undefined)[];
}

/** Longer chains are taken for ones that can make any name. */
const mostParts = 50;

/** Of all macros of a C or C++ text, in `#if 0` and comments too. */
export function pastingsIn(text: string): readonly Pasting[] {
  if (!text.includes('##')) return [];
  const found: Pasting[] = [];
  let line = 1;
  let counted = 0;
  const macros = /^[ \t]*#[ \t]*define[ \t]+([\w$]+)(?:\(([^()\n]*)\))?((?:\\\r?\n|.)*)/gm;
  for (const { 0: whole, 1: macro = '', 2: parameters = '', 3: body = '', index } of text.matchAll(
    macros,
  )) {
    if (!body.includes('##')) continue;
    const start = index + whole.length - body.length;
    for (const { parts, at } of chainsIn(body, namesOf(parameters))) {
      line += linesIn(text, counted, start + at);
      counted = start + at;
      found.push({ line, macro, parts });
    }
  }
  return found;
}

/** Words of a text that a name could be pasted from. */
export function partsIn(text: string, name: string): ReadonlySet<string> {
  const words = new Set<string>();
  for (const [word] of text.matchAll(/[\w$]+/g)) {
    if (word.length < name.length && name.includes(word)) words.add(word);
  }
  return words;
}

/**
 * Whether a chain may make the name, or makes others of it.
 * @param words that stand somewhere in the sources: only these are arguments of macros. Without it any are.
 */
export function mayPaste({ parts }: Pasting, name: string, words?: ReadonlySet<string>): boolean {
  if (parts.length > mostParts || parts.includes(name)) return true;
  /** Where in the name the parts so far may end. */
  let ends = new Set([0]);
  for (const part of parts) {
    const next = new Set<number>();
    for (const end of ends) {
      if (part !== undefined) {
        if (name.startsWith(part, end)) next.add(end + part.length);
        continue;
      }
      for (let to = end; to <= name.length; to++) {
        if (to === end || (words?.has(name.slice(end, to)) ?? true)) next.add(to);
      }
    }
    ends = next;
  }
  return ends.has(name.length);
}

function namesOf(parameters: string): ReadonlySet<string> {
  const names = parameters.split(',').map((each) => each.replace(/\.\.\.|\\/g, '').trim());
  return new Set([...names, '__VA_ARGS__']);
}

/** Words and numbers joined by `##`; with anything else it makes no name. */
function chainsIn(
  body: string,
  parameters: ReadonlySet<string>,
): readonly { readonly parts: readonly (string | undefined)[]; readonly at: number }[] {
  const tokens = [...body.matchAll(pieces)].filter(([piece]) => !/^(?:\/[/*]|\\\r?\n)/.test(piece));
  const isPaste = (index: number): boolean =>
    tokens[index]?.[0] === '#' && tokens[index + 1]?.[0] === '#';
  const chains: { readonly parts: readonly (string | undefined)[]; readonly at: number }[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const first = tokens[index];
    if (first === undefined || !isPaste(index + 1)) continue;
    const parts = [first[0]];
    for (; isPaste(index + 1); index += 3) parts.push(tokens[index + 3]?.[0] ?? '');
    if (!parts.every((part) => /^[\w$]+$/.test(part))) continue;
    const unknown = parts.map((part) => (parameters.has(part) ? undefined : part));
    chains.push({ parts: unknown, at: first.index });
  }
  return chains;
}

function linesIn(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) {
    count += 1;
  }
  return count;
}
