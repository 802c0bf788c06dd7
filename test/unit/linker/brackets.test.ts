// What is reported for unbalanced linker scripts: which id, and exactly where.

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findUnbalanced } from '../../../src/linker/brackets';
import { tokenize } from '../../../src/linker/lexer';

const script = `/* entry */
ENTRY(Reset_Handler)
MEMORY
{
  FLASH (rx)  : ORIGIN = 0x08000000, LENGTH = 1024K
  RAM   (xrw) : ORIGIN = 0x20000000, LENGTH = 128K
}
SECTIONS
{
  .text :
  {
    . = ALIGN(4);
    KEEP(*(.isr_vector))
    *(.text .text*)
    lib/*.o(.rodata)
  } >FLASH
  /DISCARD/ : { libc.a ( * ) }
  ASSERT(_end <= ORIGIN(RAM) + LENGTH(RAM), "RAM (all of it) is full {")
}
`;

/** Problems as `id@offset-end`. */
function check(text: string): string[] {
  return findUnbalanced(text, tokenize(text)).map(
    ({ id, span }) => `${id}@${span.start}-${span.end}`,
  );
}

describe('linker brackets', () => {
  it('finds nothing in a balanced script, whatever stands in its strings and comments', () => {
    assert.deepEqual(check(script), []);
    assert.deepEqual(check(''), []);
  });

  it('marks the start of a comment without an end', () => {
    assert.deepEqual(check('a = 1; /* b { ('), ['ld-unterminated-comment@7-9']);
  });

  it('marks the quote of a string without an end', () => {
    assert.deepEqual(check('a = "b;\n'), ['ld-unterminated-string@4-5']);
  });

  it('marks the string that runs over lines rather than the one where the count runs out', () => {
    assert.deepEqual(check('ASSERT(1, "a)\nASSERT(1, "b")'), ['ld-unterminated-string@10-11']);
  });

  it('marks a brace that is never closed, and no other', () => {
    assert.deepEqual(check('SECTIONS { .a : { *(.a) }'), ['ld-unbalanced-bracket@9-10']);
  });

  it('marks the round bracket that a brace cuts off, and goes on behind it', () => {
    assert.deepEqual(check('{ *(.a } { *(.b) }'), ['ld-unbalanced-bracket@3-4']);
  });

  it('marks a bracket that closes nothing', () => {
    assert.deepEqual(check('a = 1); }'), [
      'ld-unbalanced-bracket@5-6',
      'ld-unbalanced-bracket@8-9',
    ]);
    assert.deepEqual(check('{ *(.a)) }'), ['ld-unbalanced-bracket@7-8']);
  });

  it('never lets a round bracket close a brace', () => {
    assert.deepEqual(check('( { ) }'), ['ld-unbalanced-bracket@0-1', 'ld-unbalanced-bracket@4-5']);
  });

  it('names every bracket that any text leaves unpaired, each once and in order', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('(', ')', '{', '}', ' ') }), (text) => {
        const problems = findUnbalanced(text, tokenize(text));
        const starts = problems.map(({ span }) => span.start);
        assert.deepEqual(
          starts,
          [...new Set(starts)].sort((a, b) => a - b),
        );
        const kept = [...text].filter((_, at) => !starts.includes(at)).join('');
        assert.deepEqual(check(kept), []);
      }),
    );
  });
});
