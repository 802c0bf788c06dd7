// What is told of sections that cannot be where they go, and what is not told because it is not certain.

import assert from 'node:assert/strict';
import { readScript } from '../../../src/linker/read-script';

const memory = `MEMORY { FLASH (rx) : ORIGIN = 0x08000000, LENGTH = 64K
RAM (xrw) : ORIGIN = 0x20000000, LENGTH = 16K }
`;

function toldOf(sections: string, before = ''): readonly string[] {
  const { problems } = readScript(`${before}${memory}SECTIONS {\n${sections}\n}`, 'a.ld');
  return problems.map(({ id, isError }) => `${id}${isError ? '' : ', perhaps'}`);
}

const told: Readonly<Record<string, readonly string[]>> = {
  '.a : { . = 0x20000100; *(.data) } >RAM': ['ld-outside-region'],
  '.a : { *(.data) . = . + 20K; } >RAM': ['ld-outside-region'],
  '.a 0x20004000 : { LONG(1) } >RAM': ['ld-outside-region'],
  '.a 0x20004000 : { *(.data) } >RAM': ['ld-outside-region, perhaps'],
  '.a 0x20004000 : { end = .; } >RAM': [],
  '.a 0x20003ffc : { LONG(1) } >RAM': [],
  '.a 0x20003ffd : { LONG(1) } >RAM': ['ld-outside-region'],
  '.a 0x1ffffffe : { LONG(1) } >RAM': [],
  '.a 0x20004000 (COPY) : { LONG(1) } >RAM': [],
  '.a 0x20004000 : ONLY_IF_RO { LONG(1) } >RAM': [],
  'OVERLAY 0x20004000 : { .a { LONG(1) } .b { LONG(2) } } >RAM': [],
  '.a : { *(.data) LONG(1) . = 2; } >RAM': ['ld-moved-backwards'],
  '.a : { *(.data) . = 2; } >RAM': [],
  '.a : { . = ALIGN(8); . = . - 1; } >RAM': ['ld-moved-backwards'],
  '.a : { . = unknown; } >RAM': [],
  '.a : { . = . + unknown; . = . + 4; } >RAM': [],
};

describe('an output section that cannot be where it goes', () => {
  for (const [sections, expected] of Object.entries(told)) {
    it(`is told ${expected.length === 0 ? 'nothing' : 'once'} for ${sections}`, () => {
      assert.deepEqual(toldOf(sections), expected);
    });
  }

  it('is told nothing where a value is only provided', () => {
    assert.deepEqual(toldOf('.a : { . = . + size; *(.a) } >RAM', 'PROVIDE(size = 20K);'), []);
    assert.deepEqual(toldOf('.a at : { LONG(1) } >RAM', 'PROVIDE(at = 0x30000000);'), []);
  });

  it('is told nothing in a script for the preprocessor', () => {
    assert.deepEqual(toldOf('.a : { . = 20K; LONG(1) . = 4; } >RAM', '#define A 1\n'), []);
  });
});
