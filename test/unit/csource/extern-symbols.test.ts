// What sources take from the linker script: C, C++ and assembler, as real startup code and sysmem.c write it.

import assert from 'node:assert/strict';
import { externSymbols } from '../../../src/csource/extern-symbols';
import { readName, symbolUses } from '../../../src/csource/symbol-uses';
import type { SymbolPlace } from '../../../src/csource/symbol-uses';
import { mutateText, random } from '../../support/fuzz';

/** Names in order; one that no object surely needs has a question mark. */
function named(text: string, file = 'main.c'): string {
  return externSymbols(text, file)
    .map(({ name, isNeeded }) => (isNeeded ? name : `${name}?`))
    .join(' ');
}

const inC: readonly (readonly [title: string, text: string, names: string])[] = [
  ['a variable whose address is used', 'extern uint32_t _sidata; f(&_sidata);', '_sidata'],
  ['several of one declaration', 'extern char _base, _len; f(&_base, &_len);', '_base _len'],
  ['an array', 'extern uint8_t __heap_start__[]; p = __heap_start__;', '__heap_start__'],
  [
    'an array of functions',
    'extern void (*__init_array_start[])(void); g(__init_array_start);',
    '__init_array_start',
  ],
  ['one within a function', 'void *_sbrk(int n) { extern char end; return &end; }', 'end'],
  [
    'one with the linkage of C',
    'extern "C" int _base; extern "C" { extern int _limit; } f(&_base + &_limit);',
    '_base _limit',
  ],
  ['one declared twice', 'extern int _base; extern int _base; f(&_base);', '_base'],
  ['one that is never used, as not needed', 'extern uint32_t _sidata;', '_sidata?'],
  ['a weak one, as not needed', 'extern int _base __attribute__((weak)); f(&_base);', '_base?'],
  [
    'one of an #if left to the build, as not needed',
    '#ifdef A\nextern int _base; f(&_base);\n#endif',
    '_base?',
  ],
  ['not a variable that is used by its value', 'extern int _size; f(_size);', ''],
  ['not a function', 'extern int _load(int fd); f(&_load);', ''],
  ['not a definition', 'extern int _base = 1; f(&_base);', ''],
  [
    'not a variable without an underscore',
    'extern uint32_t SystemCoreClock; f(&SystemCoreClock);',
    '',
  ],
  ['not what the C library defines', 'extern char __dso_handle; f(&__dso_handle);', ''],
  [
    'not what comments, strings and #if 0 hide',
    '// extern int _base; f(&_base);\n#if 0\nextern int _end;\n#endif\n',
    '',
  ],
  [
    'not what objcopy, RTT and ThreadX define',
    'extern char _binary_a_start[]; extern int _tx_stack_ptr; f(_binary_a_start, &_tx_stack_ptr);',
    '',
  ],
];

const inAssembler: readonly (readonly [title: string, text: string, names: string])[] = [
  ['a word', '.word _sidata', '_sidata'],
  ['a literal', '  ldr r0, =_sdata', '_sdata'],
  ['the halves of an address', 'movw r0, #:lower16:_ebss\nmovt r0, #:upper16:_ebss', '_ebss'],
  ['a difference', '.long __etext - __data_start__ + 4', '__etext __data_start__'],
  ['one behind a label', 'table: .word _estack', '_estack'],
  ['one of an #if left to the build, as not needed', '#ifdef A\n.word _base\n#endif', '_base?'],
  ['not a label of its own', '.word _table\n_table:\n  nop', ''],
  ['not what it sets itself', '.set _size, 4\n.equ _top, 8\n.word _size, _top', ''],
  ['not a weak one', '.weak _base\n.word _base', ''],
  ['not what is jumped to', 'ldr r0, =_init_heap\nblx r0', ''],
  [
    'not handlers and functions of the C library',
    '.word _load_handler\nldr r1, =__libc_init_array',
    '',
  ],
  [
    'not what stands in comments and macros',
    '@ .word _base\n/* .word _end */ // .word _top\n.macro m x\n.word _\\x\n.endm',
    '',
  ],
];

describe('externSymbols', () => {
  for (const [title, text, names] of inC) {
    it(`finds in C ${title}`, () => assert.equal(named(text), names));
  }
  for (const [title, text, names] of inAssembler) {
    it(`finds in assembler ${title}`, () => assert.equal(named(text, 'start.S'), names));
  }

  it('tells the place as editors count', () => {
    const [symbol] = externSymbols('\nextern char _end;', 'src/sysmem.c');
    assert.deepEqual(symbol?.place, { file: 'src/sysmem.c', line: 2, column: 13, endColumn: 17 });
  });

  it('knows startup code by the name of its file or by its reset handler', () => {
    const of = (text: string, file: string): boolean | undefined =>
      externSymbols(text, file)[0]?.isStartup;
    assert.equal(of('.word _estack', 'Core/Startup/startup_stm32f405rgtx.s'), true);
    assert.equal(of('Reset_Handler:\nldr sp, =_estack', 'boot.s'), true);
    assert.equal(of('extern int _base; void Reset_Handler(void) { f(&_base); }', 'boot.c'), true);
    assert.equal(
      of('extern int _base; void Reset_Handler(void); f(&_base);', 'startup/main.c'),
      false,
    );
  });
});

/** Of a source that includes nothing. */
function usesIn(text: string, file: string, name: string): readonly SymbolPlace[] {
  return symbolUses([readName(text, file, name)], name);
}

describe('symbolUses', () => {
  const marks = { definition: '!', declaration: '*', use: '' };

  /** Line and column of each; declarations have a star, definitions an exclamation mark. */
  const places = (text: string, file: string, name: string): string =>
    usesIn(text, file, name)
      .map(({ line, column, role }) => `${line}:${column}${marks[role]}`)
      .join(' ');

  it('finds declarations and uses in C, those in macros and in assembler too', () => {
    const text = `extern char _end; /* _end */
#define HEAP (&_end)
#if 0
int *p = &_end;
#endif
puts("_end"); asm("ldr r0, =_end"); s._end; s->_end; _ending;`;
    assert.equal(places(text, 'a.c', '_end'), '1:13* 2:16 4:11 6:29');
  });

  it('takes a name without an underscore only where it is declared', () => {
    assert.equal(places('int end = 0; f(&end);', 'a.c', 'end'), '');
    assert.equal(places('extern int end; f(&end);', 'a.c', 'end'), '1:12* 1:20');
  });

  it('finds where a function is defined', () => {
    const text = 'void Reset_Handler(void);\nvoid Reset_Handler(void)\n{\n  f(Reset_Handler);\n}';
    assert.equal(places(text, 'a.c', 'Reset_Handler'), '1:6 2:6! 4:5');
    const start = '.global Reset_Handler\nReset_Handler:\n  bl main';
    assert.equal(places(start, 'a.s', 'Reset_Handler'), '1:9 2:1!');
  });

  it('finds every word in assembler that is no comment', () => {
    const text = '@ _sdata\nldr r0, =_sdata\n.word _sdata, _sdata_2, ._sdata // _sdata';
    assert.equal(places(text, 'a.s', '_sdata'), '2:10 3:7');
  });
});

describe('sources of any kind', () => {
  const start = `.word _estack
Reset_Handler: ldr r0, =_sdata /* copy */
movw r1, #:lower16:_ebss ; bx lr
.macro m x
.word \\x
.endm
`;
  const code = `extern char _end, __heap_start__[]; // heap
#if A
extern "C" { void (*const t[])(void); }
#endif
void f(void) { p = &_end; asm("ldr r0, =_end"); }
`;

  it('are read with places within them, however damaged', () => {
    const rng = random(9);
    for (let at = 0; at < 3000; at += 1) {
      const file = rng.pick(['a.s', 'a.c']);
      const text = mutateText(rng.pick([start, code]), rng);
      const lines = text.split(/\r\n|\n|\r/);
      const places = externSymbols(text, file).map(({ place }) => place);
      for (const { line, endColumn } of [...places, ...usesIn(text, file, '_end')]) {
        assert.ok(endColumn <= (lines[line - 1]?.length ?? -1) + 1, `${line}:${endColumn}`);
      }
    }
  });

  it('are read to their ends, however long', () => {
    const many = 50_000;
    for (const piece of [
      'extern ',
      'extern int _end;',
      '/*',
      '"',
      '_end:',
      '.word _end,',
      '@',
      '#if 1\n',
      '_end(',
      'asm("_end ',
    ]) {
      for (const file of ['a.s', 'a.c']) {
        assert.ok(externSymbols(piece.repeat(many), file).length <= 1);
        assert.ok(usesIn(piece.repeat(many), file, '_end').length <= many);
      }
    }
  });
});
