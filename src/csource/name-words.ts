// The pieces of a C or C++ text, and words that tell what a name beside them is.

import type { Statement } from './name-scopes';

/** In this order: comments, ends of lines, strings and characters, words, marks. One pass over any text. */
export const pieces =
  /\/\*[^]*?(?:\*\/|$)|\/\/(?:\\\r?\n|.)*|\\\r?\n|\n|\b(?:u8|[uUL])?R"([^()\\\s]{0,16})\([^]*?(?:\)\1"|$)|"(?:[^"\\\n]|\\[^])*"?|'(?:[^'\\\n]|\\[^])*'?|[A-Za-z_$][\w$]*|\d(?:[\w.]|'\w)*|->|::|&&|\.\.\.|[^\s\w]/g;

export const controls = new Set(['for', 'while', 'if', 'switch', 'catch']);
export const attributes = /^(?:_*attribute_*|_*declspec|alignas|_Alignas|_*asm_*)$/;
export const typeOf = /^(?:decltype|_*typeof_*)$/;
/** Behind these stands an expression, not what is declared. */
export const expressionWords = new Set(
  (
    'return sizeof case goto else do throw new delete alignof _Alignof co_return co_await co_yield and or not ' +
    'default'
  ).split(' '),
);
export const qualifiers = new Set(['const', 'volatile', 'restrict', '__restrict', '__restrict__']);
export const ownWords = new Set(['static', 'typedef', 'template', 'using', 'constexpr']);
export const blocks: ReadonlyMap<string, Statement['block']> = new Map([
  ...['struct', 'union', 'class'].map((word) => [word, 'record'] as const),
  ['enum', 'enum'],
  ['namespace', 'namespace'],
]);

export function isAssemblyWord(piece: string): boolean {
  return /^(?:__)?asm(?:__)?$/i.test(piece);
}

export function isPartOfType(piece: string): boolean {
  return /^(?:[*&<>]|&&|::)$/.test(piece);
}
