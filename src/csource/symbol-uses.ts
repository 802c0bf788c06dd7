// Where a C, C++ or assembler text names one symbol of the linker script: in code, macros and assembler within strings;
// not in comments and other strings. For "find references" and "rename".

import { LineIndex } from '../base/text';
import { isAssembler } from './extern-symbols';

/** Counted from 1, the end exclusive. */
export interface SymbolPlace {
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
  /** `declaration`: behind `extern`. `definition`: a function's body, or a label in assembler. */
  readonly role: 'definition' | 'declaration' | 'use';
}

/** In this order: comments, strings and characters, words. One pass over any text. */
const cPieces =
  /\/\*[^]*?(?:\*\/|$)|\/\/.*|"(?:[^"\\\n]|\\[^])*"?|'(?:[^'\\\n]|\\[^])*'?|[A-Za-z_$][\w$]*|\d[\w.]*|[^\s\w]/g;
const assemblerPieces =
  /\/\*[^]*?(?:\*\/|$)|\/\/.*|@.*|"(?:[^"\\\n]|\\[^])*"?|[A-Za-z_.$][\w.$]*|\d[\w.]*|[^\s\w]/g;

/**
 * A name without an underscore before it may be anything in a C file that neither declares it `extern` nor defines a
 * function of the name; there it is passed over.
 */
export function symbolUses(text: string, file: string, name: string): readonly SymbolPlace[] {
  if (name === '' || !text.includes(name)) return [];
  const found = isAssembler(file) ? inAssembler(text, name) : inC(text, name);
  if (found.length === 0) return [];
  const index = new LineIndex(text);
  return found.map(({ start, role }) => {
    const { line, column } = index.placeOf(start);
    return { line, column, endColumn: column + name.length, role };
  });
}

interface Found {
  readonly start: number;
  role: SymbolPlace['role'];
}

function inAssembler(text: string, name: string): readonly Found[] {
  const found: Found[] = [];
  let last: Found | undefined;
  for (const { 0: piece, index } of text.matchAll(assemblerPieces)) {
    if (piece === ':' && last !== undefined) last.role = 'definition';
    last = piece === name ? { start: index, role: 'use' } : undefined;
    if (last !== undefined) found.push(last);
  }
  return found;
}

function inC(text: string, name: string): readonly Found[] {
  const found: Found[] = [];
  let [isExtern, isAssembly, isMember] = [false, false, false];
  let depth = 0;
  /** Outside of functions; a body may follow. */
  let head: Found | undefined;
  for (const { 0: piece, index } of text.matchAll(cPieces)) {
    if (piece.startsWith('/*') || piece.startsWith('//')) continue;
    if (piece === '{' && head !== undefined) head.role = 'definition';
    if (piece === '{') depth += 1;
    if (piece === '}') depth -= 1;
    if (/^[;{}=]$/.test(piece)) head = undefined;
    if (/^[;{}]$/.test(piece)) [isExtern, isAssembly] = [false, false];
    if (piece === 'extern') isExtern = true;
    if (/^(?:__)?asm(?:__)?$/i.test(piece)) isAssembly = true;
    if (isAssembly && piece.startsWith('"')) {
      for (const start of wordsOf(piece, name)) found.push({ start: index + start, role: 'use' });
    }
    if (piece === name && !isMember) {
      const use: Found = { start: index, role: isExtern ? 'declaration' : 'use' };
      found.push(use);
      if (depth === 0 && !isExtern) head = use;
    }
    isMember = piece === '.' || (piece === '>' && text[index - 1] === '-');
  }
  const isMeant = name.startsWith('_') || found.some(({ role }) => role !== 'use');
  return isMeant ? found : [];
}

function wordsOf(piece: string, name: string): readonly number[] {
  const starts: number[] = [];
  for (const { 0: word, index } of piece.matchAll(/[A-Za-z_.$][\w.$]*/g)) {
    if (word === name) starts.push(index);
  }
  return starts;
}
