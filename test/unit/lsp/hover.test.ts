import assert from 'node:assert/strict';
import { hoverAt } from '../../../src/lsp/features/hover';
import { buildWith, builtAtMs, scriptAtCursor } from '../../support/script-at-cursor';

type Known = Parameters<typeof scriptAtCursor>[1];

/** Three minutes after the build. */
const nowMs = builtAtMs + 180_000;

function hover(marked: string, known: Known = {}): string {
  const { view, position } = scriptAtCursor(marked, known);
  const contents = hoverAt(view, position, nowMs)?.contents;
  if (contents === undefined) return '';
  assert.ok(typeof contents === 'object' && 'kind' in contents && contents.kind === 'markdown');
  return contents.value;
}

const memory = `MEMORY
{
  FLASH (rx) : ORIGIN = 0x08000000, LENGTH = 1024K
  RAM (xrw) : ORIGIN = 0x20000000, LENGTH = 128K
  CCM (rw) : ORIGIN = 0x10000000, LENGTH = 64K
}
REGION_ALIAS(CODE, FLASH)
`;
const sections = `SECTIONS
{
  .text : { KEEP(*(.isr_vector)) *(.text .text*) } >FLASH
  _sidata = LOADADDR(.data);
  .data : { _sdata = .; *(.data*) } >RAM AT> FLASH
  .noinit (NOLOAD) : { *(.noinit) } >RAM
  _estack = ORIGIN(RAM) + LENGTH(RAM);
}
`;

const build = buildWith(
  [
    { name: '.text', address: 0x08000000, sizeBytes: 524288 },
    { name: '.data', address: 0x20000000, sizeBytes: 1536, loadAddress: 0x08080000 },
  ],
  {
    symbols: { _sdata: 0x20000000, _estack: 0x20020000 },
    inputs: [
      {
        name: '.isr_vector',
        sizeBytes: 392,
        type: 'progbits',
        object: 'build/startup.o',
        output: '.text',
      },
      {
        name: '.text.main',
        sizeBytes: 2048,
        type: 'progbits',
        object: 'build/main.o',
        output: '.text',
      },
      {
        name: '.text',
        sizeBytes: 64,
        type: 'progbits',
        object: '/lib/libc.a(memcpy.o)',
        output: '.text',
      },
    ],
  },
);

/** A text with the cursor before the first place of a word behind an anchor. */
function at(text: string, anchor: string): string {
  const offset = text.indexOf(anchor);
  assert.ok(offset >= 0, `${anchor} is in the text`);
  return `${text.slice(0, offset)}‸${text.slice(offset)}`;
}

describe('hover over a region', () => {
  it('says where it is and what its attributes mean', () => {
    const text = hover(at(memory, 'RAM (xrw)'));
    assert.match(text, /`RAM` · region/);
    assert.match(text, /0x20000000 to 0x2001ffff, 128 KiB \(131072 bytes\)/);
    assert.match(text, /`xrw`: readable, writable, executable/);
  });

  it("shows the part's memories there with what one has to know of them", () => {
    assert.match(
      hover(at(memory, 'RAM (xrw)'), { part: 'STM32F405RG' }),
      /STM32F405RG has there:\n\n- SRAM1, 112 KiB at 0x20000000\n- SRAM2, 16 KiB at 0x2001c000/,
    );
    assert.match(hover(at(memory, 'CCM (rw)'), { part: 'STM32F405RG' }), /no DMA, no code/);
  });

  it('says that the part has no memory there', () => {
    const marked = at('MEMORY { X : ORIGIN = 0x30000000, LENGTH = 1K }', 'X');
    assert.match(hover(marked, { part: 'STM32F405RG' }), /STM32F405RG has no memory there/);
  });

  it('tells how full it is, from which build, and how old that is', () => {
    const text = hover(at(memory + sections, 'FLASH (rx)'), { build });
    assert.match(
      text,
      /\*\*50 % of 1 MiB\*\*: 514 KiB used, 511 KiB free in the last build \(app.elf, 3 minutes old\)/,
    );
    assert.match(text, /- `.data` 1.5 KiB, stored here/);
  });

  it('follows an alias to its region', () => {
    assert.match(hover(at(memory, 'CODE')), /another name of `FLASH`/);
  });

  it('says the same where the region is used', () => {
    assert.match(hover(at(memory + sections, 'RAM AT>')), /`RAM` · region/);
    assert.match(hover(at(memory + sections, 'RAM) + L')), /`RAM` · region/);
  });

  it('does not invent what an expression hides', () => {
    const text = hover(at('MEMORY { X : ORIGIN = 0x20000000, LENGTH = _size }', 'X'));
    assert.match(text, /from 0x20000000, the length is known only to the linker/);
  });

  it('says that a name is not declared', () => {
    assert.match(hover(`${memory}SECTIONS { .a : { } >RAN‸ }`), /not declared in MEMORY/);
  });
});

describe('hover over a section', () => {
  it('says where it runs and where it is stored', () => {
    assert.match(
      hover(at(memory + sections, '.data :')),
      /Runs in `RAM`, stored in `FLASH`: the startup code copies/,
    );
  });

  it('says what NOLOAD means', () => {
    assert.match(hover(at(memory + sections, '.noinit (')), /nothing of it is programmed/);
  });

  it('gives the size of the last build, also where the section is an argument', () => {
    assert.match(
      hover(at(memory + sections, '.data);'), { build }),
      /\*\*1536 bytes, 1.5 KiB\*\* at 0x20000000, stored at 0x08080000 in the last build/,
    );
    assert.match(hover(at(memory + sections, '.noinit ('), { build }), /Empty or absent/);
  });
});

describe('hover over a symbol', () => {
  it('gives the value in both bases', () => {
    assert.match(hover(at(memory + sections, '_estack')), /0x20020000/);
    assert.match(hover('_Min_Heap‸_Size = 0x200;'), /0x200 \(512\)/);
    assert.match(hover('_Min_Heap‸_Size = 4K;'), /0x1000 \(4096, 4 KiB\)/);
  });

  it('says why a value is not known, and what it was in the last build', () => {
    const text = hover(at(memory + sections, '_sdata'), { build });
    assert.match(text, /Known only to the linker: it depends on what is linked/);
    assert.match(text, /0x20000000 in the last build \(app.elf, 3 minutes old\)/);
  });

  it('does not repeat a value that the build agrees with', () => {
    assert.doesNotMatch(hover(at(memory + sections, '_estack'), { build }), /last build/);
  });

  it('says where it is assigned and who uses it', () => {
    const location = { file: '/fw/startup code.s', line: 61 };
    const needed = [{ name: '_estack', location, isStartup: true }];
    const text = hover(at(memory + sections, '_estack'), { needed });
    assert.match(text, /Assigned in app.ld:14/);
    assert.match(text, /Used by startup code.s:61/);
  });

  it('says that no script assigns it', () => {
    assert.match(hover('ENTRY(Reset‸_Handler)'), /No script assigns it/);
  });
});

describe('hover over an expression', () => {
  it('gives the value of what stands on both sides of an operator', () => {
    assert.match(hover(at(`${memory}x = ORIGIN(RAM) + 4K * 2;`, '+ 4K')), /= \*\*0x20002000/);
    assert.match(
      hover(at(`${memory}x = ORIGIN(RAM) + 4K * 2;`, '* 2')),
      /= \*\*0x2000 \(8192, 8 KiB\)/,
    );
  });

  it('gives a number in the other base and as a size', () => {
    assert.match(hover('x = 0x1‸0000;'), /= \*\*0x10000 \(65536, 64 KiB\)\*\*/);
  });

  it('gives what lies below zero with its sign', () => {
    assert.match(hover('x = 2 ‸- 3;'), /= \*\*-1\*\*/);
  });

  it('gives the value of a function beside what it does', () => {
    const text = hover(at(`${memory}x = LENGTH(RAM);`, 'LENGTH(RAM)'));
    assert.match(text, /`LENGTH\(RAM\)` = \*\*0x20000 \(131072, 128 KiB\)\*\*/);
    assert.match(text, /The size of a region of MEMORY in bytes/);
  });

  it('gives what a section was in the last build', () => {
    const marked = at(memory + sections, 'LOADADDR');
    assert.match(
      hover(marked, { build }),
      /`LOADADDR\(.data\)` = \*\*0x08080000\*\* in the last build/,
    );
  });

  it('says that only the linker knows it', () => {
    assert.match(hover('x = SIZEOF(.text) ‸+ 4;'), /is known only to the linker/);
  });
});

describe('hover over an input description', () => {
  it('says what it takes and what it took, without what one before it has', () => {
    const kept = hover(at(memory + sections, '.isr_vector'), { build });
    assert.match(
      kept,
      /Takes sections `.isr_vector` of all files, .*kept even where nobody uses them/,
    );
    const code = hover(at(memory + sections, '.text*'), { build });
    assert.match(code, /\*\*2.1 KiB\*\* of 2 sections in the last build/);
    assert.match(code, /- `.text.main` of `main.o`, 2 KiB/);
    assert.match(code, /- `.text` of `libc.a\(memcpy.o\)`, 64 B/);
  });

  it('says what it takes without a build', () => {
    assert.match(
      hover('SECTIONS { .a : { *libc.a:mem‸cpy.o(SORT(.text.*)) } }'),
      /Takes sections `.text.\*` of files `\*libc.a:memcpy.o`, sorted/,
    );
  });
});

describe('hover over a word of the language', () => {
  const words: readonly (readonly [marked: string, expected: RegExp])[] = [
    ['ME‸MORY { }', /The target's memories/],
    ['MEMORY { A : ORI‸GIN = 0, LENGTH = 1 }', /ORIGIN = address/],
    ['x = ORI‸GIN(RAM);', /ORIGIN\(region\)/],
    ['SECTIONS { .a (NO‸LOAD) : { } }', /takes its addresses/],
    ['SECTIONS { .a : ALI‸GN(8) { } }', /begins at a multiple/],
    ['SECTIONS { .a : { . = ALI‸GN(8); } }', /next multiple/],
    ['SECTIONS { .a : { KE‸EP(*(.x)) } }', /--gc-sections/],
    ['SECTIONS { .a : { *(COM‸MON) } }', /without a start value/],
    ['SECTIONS { .a : { } >RAM A‸T> FLASH }', /Output Section LMA/],
    ['SECTIONS { .a : { ‸. = 4; } }', /location counter/],
  ];
  for (const [marked, expected] of words) {
    it(`explains it at ${marked}`, () => assert.match(hover(marked), expected));
  }

  it('says nothing in comments, strings and patterns of the same name', () => {
    assert.equal(hover('/* MEM‸ORY */'), '');
    assert.equal(hover('ASSERT(1, "MEM‸ORY")'), '');
    assert.doesNotMatch(hover('SECTIONS { .a : { *(ALI‸GN) } }'), /multiple/);
  });
});

describe('hover', () => {
  it('shows names from a file as text, not as markup', () => {
    const text = hover('SECTIONS { .a : { *(‸"a`b[c](http://d)") } }');
    assert.match(text, /`` a`b\[c\]\(http:\/\/d\) ``/);
  });
});
