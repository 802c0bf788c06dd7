// Words in output sections that are no files: what is told of them, what is meant, and what is left alone.

import assert from 'node:assert/strict';
import { readScript } from '../../../src/linker/read-script';

function told(body: string, before = ''): readonly string[] {
  const text = `${before}SECTIONS { .a : { ${body} } }\n_assigned = 1;`;
  const { problems } = readScript(text, 'a.ld');
  return problems.map(({ id, place, instead }) => {
    const written = text.slice(place.start, place.end);
    return `${id}: ${written}${instead === undefined ? '' : ` → ${instead}`}`;
  });
}

const cases: Readonly<Record<string, readonly string[]>> = {
  '*(.x) // of _assigned 4\n *(.y)': ['ld-stray-word: // of _assigned 4 → /* of _assigned 4 */'],
  '*(.x) // of /* this */\n *(.y)': ['ld-stray-word: // of /* this */'],
  'ALIGN(4);': ['ld-stray-word: ALIGN(4) → . = ALIGN(4)'],
  'SIZEOF(.text);': ['ld-stray-word: SIZEOF(.text)'],
  '. ALIGN(4);': ['ld-stray-word: . → . ='],
  '_start .;': ['ld-stray-word: _start → _start ='],
  '_start _assigned;': ['ld-stray-word: _start → _start ='],
  '_assigned;': ['ld-stray-word: _assigned'],
  '17;': ['ld-stray-word: 17'],
  'KEEP(ALIGN(4));': ['ld-stray-word: KEEP(ALIGN(4)) → . = ALIGN(4)'],
  'KEEP(ALIGN(4)) *(.x)': ['ld-stray-word: KEEP(ALIGN(4)) → . = ALIGN(4);'],
  'KEEP( BLOCK (4) )': ['ld-stray-word: KEEP( BLOCK (4) ) → . = BLOCK (4);'],
  'KEEP(SIZEOF(.text))': ['ld-stray-word: KEEP(SIZEOF(.text))'],
  'KEEP(.)': ['ld-stray-word: KEEP(.)'],
  'KEEP(4)': ['ld-stray-word: KEEP(4)'],
  'KEEP(_assigned)': ['ld-stray-word: KEEP(_assigned)'],
  'KEEP(.isr_vector)': ['ld-stray-word: KEEP(.isr_vector) → KEEP(*(.isr_vector))'],
  '.text *(.x)': ['ld-stray-word: .text → *(.text)'],
  'KEEP(ALIGN(4) *(.x))': ['ld-stray-word: KEEP(ALIGN(4)', 'ld-syntax: )', 'ld-syntax: )'],
  'KEEP(crt0.o) KEEP(.hidden.o) .text*': [],
  'crt0.o startup.o; crt0.o(.text)': [],
  '_assigned(.text) "_assigned" *(_assigned)': [],
};

describe('a word alone in an output section', () => {
  for (const [body, expected] of Object.entries(cases)) {
    it(`is told ${expected.length === 0 ? 'nothing' : 'once'} for ${body.replace(/\n/g, '⏎')}`, () => {
      assert.deepEqual(told(body), expected);
    });
  }

  it('is told nothing in a script for the preprocessor', () => {
    assert.deepEqual(told('ALIGNED(4) _assigned // of it\n', '#include "memory.h"\n'), []);
  });
});
