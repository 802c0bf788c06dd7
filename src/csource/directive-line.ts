// A line that begins with `#`, piece by piece: what one name in it is.

import { isAssemblyWord } from './name-words';

/**
 * `condition`: a word of #if and its kin. `macro`: the name is that of a macro. `assembly`: a string that the assembler
 * reads. `use`: the name stands for what it means where the line is used; `unclear`: it may.
 */
export type DirectivePiece = 'condition' | 'macro' | 'assembly' | 'use' | 'unclear';

export class DirectiveLine {
  private word = '';
  /** Of a definition. */
  private macro = '';
  private macroEnd = 0;
  private isInParameters = false;
  private hasParameter = false;
  private isAssembly = false;
  private previous = '';

  constructor(private readonly name: string) {}

  /** Undefined where the piece says nothing of the name. */
  take(piece: string, start: number): DirectivePiece | undefined {
    const { previous, word, name } = this;
    this.previous = piece;
    if (word === '') {
      this.word = piece;
      return /^(?:if|elif|else|endif)/.test(piece) ? 'condition' : undefined;
    }
    if (word === 'define' && this.macro === '') {
      this.macro = piece;
      this.macroEnd = start + piece.length;
      return piece === name ? 'macro' : undefined;
    }
    if (piece === '(' && this.macroEnd === start) {
      this.isInParameters = true;
    } else if (this.isInParameters) {
      if (piece === ')') this.isInParameters = false;
      if (piece === name) this.hasParameter = true;
    } else if (isAssemblyWord(piece)) {
      this.isAssembly = true;
    } else if (this.isAssembly && piece.startsWith('"')) {
      return 'assembly';
    } else if (piece === name && !/^(?:include|error|warning)$/.test(word)) {
      const isMember = previous === '.' || previous === '->';
      if (isMember || this.hasParameter) return undefined;
      return /^(?:define|pragma)$/.test(word) && previous !== '#' ? 'use' : 'unclear';
    }
    return undefined;
  }
}
