// What a section of the model is made of, and the places where checks and quick fixes write.

import assert from 'node:assert/strict';
import { readScript } from '../../../src/linker/read-script';
import type { ScriptItem, ScriptPlace } from '../../../src/linker/script-model';

const text = `ENTRY(Reset_Handler)
_heap = 0x200;
MEMORY
{
  FLASH (rx) : ORIGIN = 0x8000000, LENGTH = 64K
  RAM (xrw) : ORIGIN = 0x20000000, LENGTH = _half
  SPARE (r) : ORIGIN = 0x10000000, LENGTH = 4K
}
_half = 1 ? 32K : LENGTH(SPARE);
PHDRS { load PT_LOAD; }
SECTIONS
{
  .text ORIGIN(FLASH) : ALIGN(512)
  {
    . = ALIGN(4);
    KEEP(*(SORT(.isr_vector*) .vectors))
    EXCLUDE_FILE(boot.o *x.o) lib*.a:(.text EXCLUDE_FILE(y.o) .text.*)
    LONG(0x1234) ASCIZ "text"
    _etext = .;
  } >FLASH :load =0xff
  .data : AT(0x8001000) { *(.data) INCLUDE more.ld } >RAM
  .heap (NOLOAD) : { . = . + _heap; . += 8; . = . + SIZEOF(.data); . = 16; PROVIDE(end = .); } >RAM
  OVERLAY : { .o1 { *(.o1) } .o2 { *(.o2) } } >RAM AT> FLASH
}
`;

const model = readScript(text, 'a.ld', (name) => ({ file: `lib/${name}`, text: '_more = 1;' }));

function at(place: ScriptPlace | undefined): string | undefined {
  return place && text.slice(place.start, place.end);
}

function section(name: string): (typeof model.sections)[number] {
  const found = model.sections.find((each) => each.name === name);
  assert.ok(found);
  return found;
}

function shown(item: ScriptItem): string {
  switch (item.kind) {
    case 'input':
      return item.input.text;
    case 'symbol':
      return item.symbol.name;
    case 'move':
      return `align ${item.align ?? '?'} growth ${item.growth ?? '?'}`;
    case 'data':
      return `${item.keyword} ${item.sizeBytes ?? '?'} ${item.value ?? '?'}`;
  }
}

describe('an output section in the model', () => {
  it('has everything in it in order', () => {
    assert.deepEqual(section('.text').items.map(shown), [
      'align 4 growth ?',
      'KEEP(*(SORT(.isr_vector*) .vectors))',
      'EXCLUDE_FILE(boot.o *x.o) lib*.a:(.text EXCLUDE_FILE(y.o) .text.*)',
      'LONG 4 4660',
      'ASCIZ ? ?',
      '_etext',
    ]);
    assert.deepEqual(section('.heap').items.map(shown), [
      'align ? growth 512',
      'align ? growth 8',
      'align ? growth ?',
      'align ? growth ?',
      'end',
    ]);
    assert.deepEqual(section('.data').items.map(shown), ['*(.data)', '_more']);
  });

  it('has inputs with files, what sorts and what is left out', () => {
    const [vectors, code] = section('.text').inputs;
    assert.deepEqual(
      [vectors?.file, vectors?.isSorted, vectors?.sections.map(({ sorts }) => sorts.join())],
      ['*', true, ['SORT', '']],
    );
    assert.deepEqual(
      [code?.file, code?.isSorted, code?.excluded, code?.sections.map(({ excluded }) => excluded)],
      ['lib*.a:', false, ['boot.o', '*x.o'], [[], ['y.o']]],
    );
    assert.deepEqual(
      code?.sections.map(({ place }) => at(place)),
      ['.text', 'EXCLUDE_FILE(y.o) .text.*'],
    );
  });

  it('has numbers of its head and fill', () => {
    const { align, fill, address, segments } = section('.text');
    assert.deepEqual([align, fill, address, segments], [512, 0xff, 0x8000000, ['load']]);
    assert.deepEqual(
      model.sections.map(({ name, isInOverlay }) => (isInOverlay ? name : '')).join(' '),
      '   .o1 .o2',
    );
  });

  it('has the places where something can be written', () => {
    const { alignPlace, addressPlace, closePlace, bodyPlace, regionPlace } = section('.text');
    assert.deepEqual([at(alignPlace), at(addressPlace)], ['512', 'ORIGIN(FLASH)']);
    assert.deepEqual([at(closePlace), text[closePlace.end - 1]], ['', '}']);
    assert.ok(at(bodyPlace)?.startsWith('\n    . = ALIGN'));
    assert.equal(at(regionPlace), 'FLASH');
    assert.equal(at(section('.data').loadAddressPlace), '0x8001000');
    assert.equal(at(section('.o1').loadRegionPlace), 'FLASH');
  });
});

describe('a script in the model', () => {
  it('has the places of its blocks, its entry, its includes and its symbols', () => {
    assert.equal(at(model.entryPlace), 'Reset_Handler');
    assert.ok(at(model.memoryPlace)?.trim().startsWith('FLASH'));
    assert.ok(at(model.sectionsPlace)?.trim().startsWith('.text'));
    assert.deepEqual(
      model.includes.map(({ name, file, place }) => [name, file, at(place)]),
      [['more.ld', 'lib/more.ld', 'more.ld']],
    );
    const [heap] = model.symbols;
    assert.deepEqual(
      [at(heap?.namePlace), heap?.operator, at(heap?.valuePlace)],
      ['_heap', '=', '0x200'],
    );
  });

  it('tells which regions something asks for, evaluated or not', () => {
    assert.deepEqual(
      model.regions.map(({ name, isUsed }) => [name, isUsed]),
      [
        ['FLASH', true],
        ['RAM', true],
        ['SPARE', true],
      ],
    );
    const unused = readScript('MEMORY { A : ORIGIN = 0, LENGTH = 1 } a = A;', 'a.ld');
    assert.equal(unused.regions[0]?.isUsed, false);
  });

  it('tells which sections expressions ask for, once each and without branches of a choice', () => {
    const script = `
      a = ADDR(.a) + 1 && SIZEOF(".b") ? LOADADDR(.c) : 0;
      PROVIDE(d = ALIGNOF(.d));
      SECTIONS {
        INCLUDE more.ld
        INCLUDE more.ld
        .x ADDR(.e) : AT(LOADADDR(.f)) { LONG(SIZEOF(.g)) ASSERT(SIZEOF(.h) > 0, "h") } =SIZEOF(.i)
      }`;
    const more = { file: 'more.ld', text: 'z = MAX(SIZEOF(.z), LENGTH(.y));' };
    const { sectionsAsked } = readScript(script, 'a.ld', () => more);
    assert.deepEqual(
      sectionsAsked
        .map(({ callee, name, isAlways, place: { file } }) => {
          return `${file} ${callee}(${name})${isAlways ? '' : ' perhaps'}`;
        })
        .sort(),
      [
        'a.ld ADDR(.a)',
        'a.ld ADDR(.e) perhaps',
        'a.ld ALIGNOF(.d) perhaps',
        'a.ld LOADADDR(.f) perhaps',
        'a.ld SIZEOF(.b)',
        'a.ld SIZEOF(.g)',
        'a.ld SIZEOF(.h)',
        'a.ld SIZEOF(.i) perhaps',
        'more.ld SIZEOF(.z)',
      ],
    );
  });
});

const told: Readonly<Record<string, readonly string[]>> = {
  'a = 1; ASSERT(a == 2, "a is two")': ['ld-assertion-failed 7-33 This is not so: a is two'],
  'a = ASSERT(0, "never");': ['ld-assertion-failed 4-22 This is not so: never'],
  'PROVIDE(a = 1); ASSERT(a == 2, "a is two")': [],
  'PROVIDE(a = 1); b = a; MEMORY { R : ORIGIN = 0, LENGTH = b } ASSERT(LENGTH(R) > 4, "x")': [],
  'ASSERT(SIZEOF(.text) > 4, "not known")': [],
  'ASSERT(b, "later"); b = 1;': [],
  'SECTIONS { .a : { *(.a) } :text }': [
    'ld-unknown-segment 27-31 The segment text is not declared in PHDRS.',
  ],
  'SECTIONS { .a : { *(.a) } :NONE }': [],
  'a = MAX(1);': ['ld-wrong-arguments 4-7 MAX takes 2 arguments, and has 1.'],
  'a = DEFINED(1);': ['ld-wrong-arguments 12-13 DEFINED takes a name.'],
  'MEMORY { R-1 : ORIGIN = 0, LENGTH = 4 } a = ORIGIN(R-1);': [],
  'a = 1; @ b = 2;': [
    'ld-invalid-character 7-8 The linker ignores this character: @ means nothing here.',
  ],
  'len = 4;': ['ld-syntax 0-3 len is a word of the linker itself; as a name it needs quotes.'],
  '"len" = 4;': [],
  'SECTIONS { .a : { *(.a) } ; }': [
    'ld-syntax 26-27 This ; ends nothing: none stands here in SECTIONS.',
  ],
};

describe('a linker script with a mistake', () => {
  for (const [script, expected] of Object.entries(told)) {
    it(`is told ${expected.length === 0 ? 'nothing' : 'once'} for ${script}`, () => {
      const { problems } = readScript(script, 'a.ld');
      assert.deepEqual(
        problems.map(({ id, place, message }) => `${id} ${place.start}-${place.end} ${message}`),
        expected,
      );
    });
  }
});
