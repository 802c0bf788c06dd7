// Small scripts given to the real arm-none-eabi-ld: what it refuses is an error for us, what it takes is none.

import assert from 'node:assert/strict';
import { readScript } from '../../../src/linker/read-script';
import { LinkFolder } from './linking';

const regions = 'MEMORY { A : ORIGIN = 0, LENGTH = 1M B : ORIGIN = 2M, LENGTH = 1M }';
const inSection = (body: string): string => `SECTIONS { .text : { *(.text) ${body} } }`;

const taken: readonly string[] = [
  '',
  '/* nothing */',
  '# a comment {\na = 1;',
  'a = 1; # {',
  'MEMORY { }',
  'MEMORY { RAM : org = 0x20000000, len = 128K }',
  'MEMORY { RAM (!w): org = 0x20000000, len = 128K }',
  'MEMORY { RAM (! w) : org = 0x20000000, len = 128K }',
  'MEMORY { R1 : org = 0, len = 4K, R2 : org = 0, len = 4K }',
  'MEMORY { R1 : org = 0, len = 4K R2 (r x) : org = 0, len = 4K } SECTIONS { .text : { *(*) } >R1 }',
  'MEMORY { R1 (rx) : o = 0 , LENGTH =4K } SECTIONS { .text : { *(*) } >R1 }',
  'MEMORY{ R-1 (rx) : o = 0 , l = 4K } SECTIONS { .text : { *(.text) } >R-1 }',
  'MEMORY { R1 : ORIGIN = 0x08000000 LENGTH = 4K }',
  `${regions}; SECTIONS { .text : { *(.text) } >A };`,
  `${regions} REGION_ALIAS("X", A) REGION_ALIAS(Y , B) SECTIONS { .text : { *(.text) } >X AT>Y }`,
  '_a =1;',
  '_a = 4; _a *=2; _b = 4; _b*=2; a-b = 4; a+b =3; .text = 4;',
  'a = 10h; b = $ff; c = 1k; d = 101b; f = 0ffx; h = 17o; i = 017; j = 0x10M; k = 08;',
  'a = "b c" + 1; "b c" = 4;',
  'a = 1,',
  'a = MAX (1, 2);',
  'a = 4 ? 2 : 1; b = ~a + !a - -a; c = a << 2 | 1 & 4; d = a%3; e = a >= 2 && a != 3 || a == 4;',
  'ASSERT(1, "x"); ENTRY(_start);',
  'ASSERT(1, "x") ENTRY(_start)',
  'a = ASSERT(1, "x"); . = ASSERT(1, "x");',
  'VERSION { { global: a*; local: *; }; } SECTIONS { }',
  'PHDRS { text PT_LOAD FLAGS (5) ; data PT_LOAD ; } SECTIONS { .text : { *(.text) } :text }',
  'HIDDEN(a = 4); PROVIDE(b = 4); PROVIDE_HIDDEN(c = 4);',
  'OUTPUT_FORMAT("elf32-littlearm", "elf32-bigarm", "elf32-littlearm") OUTPUT_ARCH(arm) TARGET(elf32-littlearm)',
  'EXTERN(a b) SEARCH_DIR("=/usr/lib"); FORCE_COMMON_ALLOCATION NOCROSSREFS(.text .data)',
  'SECTIONS { .text (NOLOAD): { *(.text) } }',
  'SECTIONS { .text 0x100 (NOLOAD) : { *(.text) } .b (4) (COPY) : {*(.data)} .c (OVERLAY) : {*(.bss)} }',
  'SECTIONS { .text . + 4 : { *(.text) } .b (. + 4) : { *(.data) } }',
  'SECTIONS { .text BLOCK(4) : { *(.text) } }',
  'SECTIONS { .text (TYPE = 7) : { *(.text) } .data (READONLY (TYPE = SHT_PROGBITS)) : { *(.data) } }',
  'SECTIONS { .text (TYPE=SHT_NOTE) : { *(.text) } .data (READONLY) : { *(.data) } }',
  'SECTIONS { .text () : { *(.text) } }',
  'SECTIONS { .text :{ *(.text) } .data-fast : { *(.data) } }',
  'SECTIONS { .a : { *(.text) } =0xff .b-c : { *(.data) } }',
  'SECTIONS { .a : { *(.text) } = 0xff+1 .b-c : { *(.data) } }',
  'SECTIONS { .a : { *(.text) } , .b-c : { *(.data) } }',
  'SECTIONS { .a ALIGN(4) : { *(.text) } .b . : AT(0x100) ALIGN(8) SUBALIGN(4) ONLY_IF_RO { *(.data) } }',
  'SECTIONS { .a : ALIGN_WITH_INPUT { *(.text) } }',
  'SECTIONS { .a : { *(.text) } } INSERT AFTER .data;',
  'SECTIONS { . = 0x8000; .text : { *(.text) } >NOPE }',
  'SECTIONS { .text : { *(.text) } } a = ORIGIN(NOPE);',
  'MEMORY { A : ORIGIN = 0, LENGTH = 64K\n A : ORIGIN = 0x100, LENGTH = 6K }',
  'SECTIONS { OVERLAY 0x1000 : NOCROSSREFS AT (0x4000) { .t0 { *(.text) } .t1 { *(.data) } } }',
  inSection('a = .; b = . ; . = ALIGN(4); PROVIDE(d = .); HIDDEN(e = .);'),
  inSection('LONG(4) LONG(5); BYTE (1) BYTE(2) QUAD(3)SHORT(1) SQUAD(2) FILL(0x90)'),
  inSection('KEEP(*(SORT(.b))) ; *(.a, .b) ; ASSERT(1, "x");'),
  inSection('*(EXCLUDE_FILE(*x.o *y.o) .text EXCLUDE_FILE (*.z) .data SORT_BY_NAME(.b*))'),
  inSection('*(SORT(SORT_BY_ALIGNMENT(.c)) SORT_BY_INIT_PRIORITY(.i) SORT_NONE(.x))'),
  inSection('EXCLUDE_FILE(a.o) *(.foo) KEEP(lib*.a:x.o(.a .b)) *lib.a:(.x) SORT_BY_NAME(*)(.t)'),
  inSection('INPUT_SECTION_FLAGS (SHF_MERGE & !SHF_STRINGS) *(.zz)'),
  inSection(
    'KEEP (INPUT_SECTION_FLAGS (SHF_MERGE) *(.q)) CREATE_OBJECT_SYMBOLS CONSTRUCTORS SORT(CONSTRUCTORS)',
  ),
  inSection('*(SORT(EXCLUDE_FILE(*a.o) .x)) *(.[0-9]*) *?.o(.q?x)'),
];

const refused: readonly string[] = [
  'a = 1',
  'PROVIDE(a = 1)',
  '_a=1;',
  '_a= 1;',
  'a = (1;',
  'a = 1 +;',
  'a = foo(1);',
  'a = 1/0;',
  'a = CONSTANT(FOO);',
  'a = MAX(1,2) // note\n;',
  'a = 1; /* no end',
  'MEMORY { A : ORIGIN = 0, LENGTH = 1/0 }',
  'MEMORY { RAM (xrw):ORIGIN=0x20000000,LENGTH=128K }',
  'MEMORY { RAM : ORIGIN=0x20000000, LENGTH = 128K }',
  'MEMORY { RAM: ORIGIN = 0x20000000, LENGTH = 128K }',
  'MEMORY { RAM : LENGTH = 2, ORIGIN = 1 }',
  'MEMORY { RAM : LENGTH = 2 }',
  'MEMORY { RAM : ORIGIN = 2 }',
  'MEMORY { RAM (rx : ORIGIN = 2, LENGTH = 4K }',
  'MEMORY { RAM : ORIGIN = 2, LENGTH = 4K',
  'INCLUDE nope.ld',
  'MEMORY { INCLUDE nope.ld }',
  `${regions} REGION_ALIAS("X", Y)`,
  'REGION_ALIAS("X")',
  'MEMORY{RAM : ORIGIN = 1, LENGTH = 2} REGION_ALIAS("RAM", RAM)',
  'SECTIONS { .text:{ *(.text) } }',
  'SECTIONS { .=0x8000; .text : { *(.text) } }',
  'SECTIONS { .text (NOLOAD) 0x100 : { *(.text) } }',
  'SECTIONS { .text { *(.text) } }',
  'SECTIONS { .text : { *(.text }',
  'SECTIONS { .text : { *(.text) }',
  'SECTIONS { .text : { *(.text) } > }',
  'SECTIONS { .text : { *(.text) } } }',
  'SECTIONS { .text : ALIGN(4) AT(0x100) { *(.text) } }',
  `${regions} SECTIONS { .text : { *(.text) } AT>B >A }`,
  `${regions} SECTIONS { .text : { *(.text) } :x >A }`,
  `${regions} SECTIONS { .text : AT(0x100) { *(.text) } >A AT>B }`,
  inSection('.=ALIGN(4);'),
  inSection('. =ALIGN(4);'),
  inSection('a = 4'),
  inSection('PROVIDE( f=.);'),
  inSection('LONG 4'),
  inSection('KEEP(*(.text)'),
  inSection('*()'),
];

describe('linker scripts that the real linker takes or refuses', () => {
  const folder = new LinkFolder();
  let object = '';
  before(() => {
    object = folder.assemble(
      'start.o',
      '.global _start\n_start: .word 1\n.data\n.word 2\n.bss\n.space 4\n',
    );
  });
  after(() => {
    folder.dispose();
  });

  const check = (script: string, isRefused: boolean): void => {
    const linked = folder.link(script, [object]);
    assert.equal(linked.isRefused, isRefused, `ld on ${script}: ${linked.output}`);
    const { problems } = readScript(script, 'script.ld', () => undefined);
    const errors = problems.filter(({ isError }) => isError).map(({ message }) => message);
    assert.equal(errors.length > 0, isRefused, `${script}: ${errors.join(' ') || 'no error'}`);
  };

  for (const script of taken) {
    it(`has no error where ld takes ${script.replace(/\n/g, '⏎') || 'an empty script'}`, () => {
      check(script, false);
    });
  }
  for (const script of refused) {
    it(`has an error where ld refuses ${script.replace(/\n/g, '⏎')}`, () => {
      check(script, true);
    });
  }
});
