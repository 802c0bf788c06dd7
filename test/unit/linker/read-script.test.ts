// What a linker script comes to: places exact to the character, includes, aliases, what is told and how.

import assert from 'node:assert/strict';
import { readScript } from '../../../src/linker/read-script';
import { regionAt, regionNamed } from '../../../src/linker/script-model';
import type { LinkerScript, ScriptPlace } from '../../../src/linker/script-model';

const script = `/* two lines
   of comment */ MEMORY
{
  FLASH (rx) : ORIGIN = 0x08000000, LENGTH = 1M - 16K /* less */
  "RAM"  ( x ! rw ) : org = $20000000 , len = 128K
}
REGION_ALIAS("DATA", RAM);
_estack = ORIGIN(RAM) + LENGTH(DATA); /* end */
ENTRY(Reset_Handler)
SECTIONS
{
  .text 0x08000100 : { KEEP(*(.isr_vector)) *(.text .text*) PROVIDE(etext = .); } >FLASH
  .data : ALIGN(4) { *(SORT(.data*)) } > DATA AT> FLASH =0xff
  .psram (NOLOAD) : { *(.psram) } >PSRAM
  .extra	(READONLY (TYPE = 7)):{ *(.extra) }
  /DISCARD/ : { *(.comment) }
}
`;

type Section = LinkerScript['sections'][number];

/** The text of a place, which has to agree with its lines and columns. */
function at(text: string, place: ScriptPlace | undefined): string | undefined {
  if (place === undefined) return undefined;
  const lines = text.split('\n');
  const offsetOf = (line: number, column: number): number =>
    lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0) + column - 1;
  assert.equal(offsetOf(place.line, place.column), place.start);
  assert.equal(offsetOf(place.endLine, place.endColumn), place.end);
  return text.slice(place.start, place.end);
}

const forms: Readonly<Record<string, (text: string) => string>> = {
  'with LF': (text) => text,
  'with CR LF': (text) => text.replace(/\n/g, '\r\n'),
  'with a byte order mark': (text) => `\uFEFF${text}`,
  'with both': (text) => `\uFEFF${text.replace(/\n/g, '\r\n')}`,
};

for (const [title, form] of Object.entries(forms)) {
  describe(`places in a linker script ${title}`, () => {
    const text = form(script);
    const model = readScript(text, 'a.ld');
    const section = (name: string): Section => {
      const found = model.sections.find((each) => each.name === name);
      assert.ok(found);
      return found;
    };

    it('are exact for regions', () => {
      const shown = model.regions.map((region) => ({
        name: at(text, region.namePlace),
        origin: at(text, region.originPlace),
        length: at(text, region.lengthPlace),
        whole: at(text, region.place),
      }));
      assert.deepEqual(shown, [
        {
          name: 'FLASH',
          origin: '0x08000000',
          length: '1M - 16K',
          whole: 'FLASH (rx) : ORIGIN = 0x08000000, LENGTH = 1M - 16K',
        },
        {
          name: '"RAM"',
          origin: '$20000000',
          length: '128K',
          whole: '"RAM"  ( x ! rw ) : org = $20000000 , len = 128K',
        },
      ]);
    });

    it('are exact for sections, and where a type would go', () => {
      const shown = model.sections.map((each) => [
        at(text, each.namePlace),
        at(text, each.typePlace),
        text.slice(0, each.typePlace.end).slice(-1) + text.slice(each.typePlace.end).slice(0, 1),
        at(text, each.regionPlace),
      ]);
      assert.deepEqual(shown, [
        ['.text', '', '0 ', 'FLASH'],
        ['.data', '', 'a ', 'DATA'],
        ['.psram', '(NOLOAD)', ') ', 'PSRAM'],
        ['.extra', '(READONLY (TYPE = 7))', '):', undefined],
        ['/DISCARD/', '', '/ ', undefined],
      ]);
      assert.equal(
        at(text, section('.data').place),
        '.data : ALIGN(4) { *(SORT(.data*)) } > DATA AT> FLASH =0xff',
      );
      assert.equal(at(text, section('.psram').place), '.psram (NOLOAD) : { *(.psram) } >PSRAM');
    });

    it('are exact for inputs, symbols and problems', () => {
      assert.deepEqual(
        section('.text').inputs.map((input) => [at(text, input.place), input.isKept]),
        [
          ['KEEP(*(.isr_vector))', true],
          ['*(.text .text*)', false],
        ],
      );
      assert.deepEqual(
        model.symbols.map(({ place }) => at(text, place)),
        ['_estack = ORIGIN(RAM) + LENGTH(DATA);', 'PROVIDE(etext = .);'],
      );
      assert.deepEqual(
        model.problems.map(({ id, place }) => [id, at(text, place)]),
        [['ld-unknown-region', 'PSRAM']],
      );
    });
  });
}

describe('a linker script', () => {
  const model = readScript(script, 'a.ld');

  it('has regions with numbers, attributes and aliases', () => {
    assert.deepEqual(
      model.regions.map(({ name, attributes, origin, length, aliases }) => {
        return { name, attributes, origin, length, aliases };
      }),
      [
        { name: 'FLASH', attributes: 'rx', origin: 0x08000000, length: 1008 * 1024, aliases: [] },
        { name: 'RAM', attributes: 'x!rw', origin: 0x20000000, length: 0x20000, aliases: ['DATA'] },
      ],
    );
    assert.equal(regionNamed(model, 'DATA')?.name, 'RAM');
    assert.equal(regionAt(model, 0x20000010)?.name, 'RAM');
    assert.equal(model.entry, 'Reset_Handler');
  });

  it('has sections with what they are made of and where they go', () => {
    assert.deepEqual(
      model.sections.map(({ name, type, region, lmaRegion, hasLoadAddress, address, inputs }) => [
        ...[name, type, region, lmaRegion, hasLoadAddress, address],
        inputs.flatMap(({ patterns }) => patterns).join(' '),
      ]),
      [
        ['.text', undefined, 'FLASH', undefined, false, 0x08000100, '.isr_vector .text .text*'],
        ['.data', undefined, 'RAM', 'FLASH', true, undefined, '.data*'],
        ['.psram', 'NOLOAD', 'PSRAM', undefined, false, undefined, '.psram'],
        ['.extra', 'READONLY', undefined, undefined, false, undefined, '.extra'],
        ['/DISCARD/', undefined, undefined, undefined, false, undefined, '.comment'],
      ],
    );
  });

  it('has symbols with their values where the link is not needed', () => {
    assert.deepEqual(
      model.symbols.map(({ name, value, isProvided, section }) => [
        name,
        value,
        isProvided,
        section,
      ]),
      [
        ['_estack', 0x20020000, false, undefined],
        ['etext', undefined, true, '.text'],
      ],
    );
  });

  it('includes files wherever ld lets it, each with its own places', () => {
    const files: Readonly<Record<string, string>> = {
      'regions.ld': 'RAM : ORIGIN = 0x20000000, LENGTH = 64K\n',
      'sections.ld': '.bss : { INCLUDE body.ld } >RAM\nINCLUDE gone.ld',
      'body.ld': '*(.bss)\n. = ALIGN(4',
    };
    const included = readScript(
      'MEMORY { INCLUDE regions.ld }\nSECTIONS { INCLUDE "sections.ld" }',
      'main.ld',
      (name, from) => {
        const text = files[name];
        return text === undefined
          ? undefined
          : { file: `lib/${name}`, text: `${text}\n/* ${from} */` };
      },
    );
    assert.deepEqual(included.files, [
      'main.ld',
      'lib/regions.ld',
      'lib/sections.ld',
      'lib/body.ld',
    ]);
    assert.deepEqual(
      [included.regions[0]?.name, included.regions[0]?.place.file],
      ['RAM', 'lib/regions.ld'],
    );
    assert.equal(included.sections[0]?.inputs[0]?.place.file, 'lib/body.ld');
    assert.deepEqual(
      included.problems.map(({ id, place, isError }) => [id, place.file, place.line, isError]),
      [
        ['ld-include-missing', 'lib/sections.ld', 2, false],
        ['ld-unbalanced-bracket', 'lib/body.ld', 2, true],
      ],
    );
  });

  it('is not wrong for what was not read', () => {
    const model = readScript('INCLUDE regions.ld\nSECTIONS { .a : { *(.a) } >RAM }', 'a.ld');
    assert.deepEqual(model.problems, []);
    assert.deepEqual(
      model.includes.map(({ name, file }) => [name, file]),
      [['regions.ld', undefined]],
    );
  });

  it('has no errors where a preprocessor comes first, and no value that depends on it', () => {
    const model = readScript(
      `#include "sizes.h"
#define SIZE(x) \\
  ((x) * 1024 // )
#if BIG
MEMORY { RAM : ORIGIN = 0x20000000, LENGTH = SIZE(64) }
#else
MEMORY { RAM : ORIGIN = 0x20000000, LENGTH = 32K } // {
#endif
MEMORY { ROM : ORIGIN = BASE, LENGTH = 64K }
SECTIONS { .a : { *(.a) } >RAM }`,
      'a.ld.in',
    );
    assert.equal(model.isPreprocessed, true);
    assert.deepEqual(model.problems, []);
    assert.deepEqual(
      model.regions.map(({ name, origin, length }) => [name, origin, length]),
      [
        ['RAM', undefined, undefined],
        ['ROM', undefined, 65536],
      ],
    );
  });
});

const half: Readonly<Record<string, readonly string[]>> = {
  'MEMORY { RAM (xrw) : ORIGIN = ': ['ld-unbalanced-bracket 7-8'],
  'MEMORY { RAM : ORIGIN = , LENGTH = 1K }': ['ld-syntax 24-25 An expression is missing here.'],
  'MEMORY { RAM : ORIGIN = 0x20000000 }': ['ld-syntax 33-34 LENGTH = is missing in this region.'],
  'MEMORY { RAM : ORIGIN=0, LENGTH = 1K }': [
    'ld-syntax 15-22 The linker reads this as one word: a space before the = is missing.',
  ],
  'a = 1\nb = 2;': ['ld-syntax 4-5 ; is missing behind this.'],
  'a = 4 / (2 - 2);': ['ld-division-by-zero 8-15 This divides by zero.'],
  'a = foo(1);': ['ld-unknown-function 4-7 foo is no function of the linker.'],
  'SECTIONS { .a : { *(.a) } > }': ['ld-syntax 26-27 The name of a region is missing behind >.'],
  'SECTIONS { .a : { *(.a) } >\n.b : { *(.b) } >\n}': [
    'ld-syntax 26-27 The name of a region is missing behind >.',
    'ld-syntax 43-44 The name of a region is missing behind >.',
  ],
  'SECTIONS { .a : { *(.a) } =\n.b : { *(.b) } }': [
    'ld-syntax 26-27 An expression is missing here.',
  ],
  'SECTIONS { .a : ALIGN\n{ *(.a) } .b : { *(.b) } }': [
    'ld-syntax 20-21 ( is missing behind ALIGN.',
  ],
  'SECTIONS { .a { *(.a) } }': ['ld-syntax 11-13 : is missing behind .a.'],
  'SECTIONS { .a: { *(.a) } }': [
    'ld-syntax 13-14 The linker reads this colon as part of the name: a space before it is missing.',
  ],
  'SECTIONS { .a : { . = ALIGN(; *(.a) } }': ['ld-unbalanced-bracket 27-28'],
  'MEMORY { A : ORIGIN = 0, LENGTH = 1\nA : ORIGIN = 1, LENGTH = 2 }': [
    'ld-duplicate-region 36-37 The region A is declared before; the linker takes the values of the later one.',
  ],
  'a = "b;\n': ['ld-unterminated-string 4-5'],
  '{ ) what': ['ld-unbalanced-bracket 0-1', 'ld-unbalanced-bracket 2-3'],
};

describe('a half-typed linker script', () => {
  for (const [text, expected] of Object.entries(half)) {
    it(`tells precisely what is wrong with ${text.replace(/\n/g, '⏎')}`, () => {
      const { problems } = readScript(text, 'a.ld');
      const shown = problems.map(
        ({ id, place, message }) => `${id} ${place.start}-${place.end} ${message}`,
      );
      const isAsExpected = expected.every((each, at) => shown[at]?.startsWith(each));
      assert.ok(isAsExpected && shown.length >= expected.length, shown.join('\n'));
    });
  }

  it('keeps what stands around the mistake', () => {
    const model = readScript(
      'MEMORY { RAM (rw : ORIGIN = 1, LENGTH = 2K\n ROM : ORIGIN = 3 LENGTH = }\nSECTIONS { .a : { *(.a } >RAM .b : { *(.b) } >ROM }',
      'a.ld',
    );
    assert.deepEqual(
      model.regions.map(({ name }) => name),
      ['RAM', 'ROM'],
    );
    assert.deepEqual(
      model.sections.map(({ name, region }) => [name, region]),
      [
        ['.a', 'RAM'],
        ['.b', 'ROM'],
      ],
    );
  });
});
