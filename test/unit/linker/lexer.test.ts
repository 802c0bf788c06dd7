// The linker-script lexer: ld's two ways of reading words, and that no text whatsoever upsets it.

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { tokenize } from '../../../src/linker/lexer';

/** Tokens as `kind text`, comments left out. */
function read(text: string): string[] {
  return tokenize(text)
    .filter(({ kind }) => kind !== 'comment')
    .map(({ kind, start, end }) => `${kind} ${text.slice(start, end)}`);
}

const words = (text: string): string[] => read(text).map((token) => token.replace(/^\w+ /, ''));

describe('linker lexer', () => {
  it('reads a memory line into names, numbers and operators', () => {
    assert.deepEqual(read('RAM (xrw) : ORIGIN = 0x20000000, LENGTH = 128K'), [
      'name RAM',
      'symbol (',
      'name xrw',
      'symbol )',
      'symbol :',
      'name ORIGIN',
      'symbol =',
      'number 0x20000000',
      'symbol ,',
      'name LENGTH',
      'symbol =',
      'number 128K',
    ]);
  });

  it('takes wildcards for parts of a name where sections are listed', () => {
    assert.deepEqual(words('SECTIONS { .text : { *crt?.o(.init-[a-z]*) *(.text) } }'), [
      'SECTIONS',
      '{',
      '.text',
      ':',
      '{',
      '*crt?.o',
      '(',
      '.init-[a-z]*',
      ')',
      '*',
      '(',
      '.text',
      ')',
      '}',
      '}',
    ]);
  });

  it('takes them for operators in an expression', () => {
    assert.deepEqual(words('_end = _start-4*2+_size;'), [
      ...['_end', '=', '_start', '-', '4', '*', '2', '+', '_size', ';'],
    ]);
  });

  it('joins names over / in an expression, and over = in a script, as ld does', () => {
    assert.deepEqual(words('a = b/4; c=4;'), ['a', '=', 'b/4', ';', 'c=4', ';']);
  });

  it('reads the arguments of ASSERT and ALIGN as expressions in the middle of a script', () => {
    assert.deepEqual(words('{ . = ALIGN(4-1); ASSERT(a-b, "x") *.o(.a-b) }'), [
      ...['{', '.', '=', 'ALIGN', '(', '4', '-', '1', ')', ';'],
      ...['ASSERT', '(', 'a', '-', 'b', ',', '"x"', ')', '*.o', '(', '.a-b', ')', '}'],
    ]);
  });

  it('knows every way to write a number', () => {
    const kinds = read('x = 4K + 0x1m + 10h + $ff + 077').filter((token) => /^number/.test(token));
    assert.deepEqual(kinds, ['number 4K', 'number 0x1m', 'number 10h', 'number $ff', 'number 077']);
  });

  it('ends a comment at the first */, nested or not, and a # comment at the line', () => {
    assert.deepEqual(words('a /* b /* c */ d # e { "\nf'), ['a', 'd', 'f']);
  });

  it('does not take a pattern with /* in it for a comment', () => {
    assert.deepEqual(words('{ lib/*.o(.text) }'), ['{', 'lib/*.o', '(', '.text', ')', '}']);
  });

  it('takes a comment right behind a name in an expression for a comment', () => {
    assert.deepEqual(words('a = b/* c */;'), ['a', '=', 'b', ';']);
  });

  it('reads strings without escapes, over line ends', () => {
    assert.deepEqual(read('"a\\" "b\nc"'), ['string "a\\"', 'string "b\nc"']);
  });

  it('marks a comment and a string that have no end', () => {
    assert.deepEqual(
      ['a /* b', 'a "b'].map((text) => tokenize(text).at(-1)?.isClosed),
      [false, false],
    );
  });

  it('covers any text with tokens in order, and leaves only white space between them', () => {
    const pieces = fc.constantFrom(
      ...['/*', '*/', '"', '{', '}', '(', ')', '=', ':', ';', '#', '\n', ' ', '*', '.text', '0x1F'],
      ...['ALIGN', 'a/b', '\u00e9', '\0', '$', '\\', '<<=', '@', '4K', '-'],
    );
    fc.assert(
      fc.property(
        fc.array(pieces).map((parts) => parts.join('')),
        (text) => {
          let at = 0;
          for (const { start, end } of tokenize(text)) {
            assert.ok(start >= at && end > start);
            assert.equal(text.slice(at, start).trim(), '');
            at = end;
          }
          assert.equal(text.slice(at).trim(), '');
        },
      ),
      { numRuns: 500 },
    );
  });
});
