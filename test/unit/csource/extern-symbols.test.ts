// What sources take from the linker script: C, C++ and assembler, as real startup code and sysmem.c write it.

import assert from 'node:assert/strict';
import { externSymbols } from '../../../src/csource/extern-symbols';
import { symbolUses } from '../../../src/csource/symbol-uses';

/** Names in order; one that no object surely needs has a question mark. */
function named(text: string, file = 'main.c'): string {
  return externSymbols(text, file)
    .map(({ name, isNeeded }) => (isNeeded ? name : `${name}?`))
    .join(' ');
}

const inC: readonly (readonly [title: string, text: string, names: string])[] = [
  ['a variable whose address is used', 'extern uint32_t _sidata; f(&_sidata);', '_sidata'],
  ['several of one declaration', 'extern char _a, _b; f(&_a, &_b);', '_a _b'],
  ['an array', 'extern uint8_t __heap_start__[]; p = __heap_start__;', '__heap_start__'],
  [
    'an array of functions',
    'extern void (*__init_array_start[])(void); g(__init_array_start);',
    '__init_array_start',
  ],
  ['one within a function', 'void *_sbrk(int n) { extern char end; return &end; }', 'end'],
  [
    'one with the linkage of C',
    'extern "C" int _x; extern "C" { extern int _y; } f(&_x + &_y);',
    '_x _y',
  ],
  ['one declared twice', 'extern int _x; extern int _x; f(&_x);', '_x'],
  ['one that is never used, as not needed', 'extern uint32_t _sidata;', '_sidata?'],
  ['a weak one, as not needed', 'extern int _x __attribute__((weak)); f(&_x);', '_x?'],
  [
    'one of an #if left to the build, as not needed',
    '#ifdef A\nextern int _x; f(&_x);\n#endif',
    '_x?',
  ],
  ['not a variable that is used by its value', 'extern int _count; f(_count);', ''],
  ['not a function', 'extern int _write(int fd); f(&_write);', ''],
  ['not a definition', 'extern int _x = 1; f(&_x);', ''],
  [
    'not a variable without an underscore',
    'extern uint32_t SystemCoreClock; f(&SystemCoreClock);',
    '',
  ],
  ['not what the C library defines', 'extern char __dso_handle; f(&__dso_handle);', ''],
  [
    'not what comments, strings and #if 0 hide',
    '// extern int _a; f(&_a);\n#if 0\nextern int _b;\n#endif\n',
    '',
  ],
];

const inAssembler: readonly (readonly [title: string, text: string, names: string])[] = [
  ['a word', '.word _sidata', '_sidata'],
  ['a literal', '  ldr r0, =_sdata', '_sdata'],
  ['the halves of an address', 'movw r0, #:lower16:_ebss\nmovt r0, #:upper16:_ebss', '_ebss'],
  ['a difference', '.long __etext - __data_start__ + 4', '__etext __data_start__'],
  ['one behind a label', 'table: .word _estack', '_estack'],
  ['one of an #if left to the build, as not needed', '#ifdef A\n.word _x\n#endif', '_x?'],
  ['not a label of its own', '.word _here\n_here:\n  nop', ''],
  ['not what it sets itself', '.set _size, 4\n.equ _top, 8\n.word _size, _top', ''],
  ['not a weak one', '.weak _x\n.word _x', ''],
  ['not what is jumped to', 'ldr r0, =_low_level_init\nblx r0', ''],
  [
    'not handlers and functions of the C library',
    '.word _nmi_handler\nldr r1, =__libc_init_array',
    '',
  ],
  [
    'not what stands in comments and macros',
    '@ .word _a\n/* .word _b */ // .word _c\n.macro m x\n.word _\\x\n.endm',
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
    assert.equal(of('extern int _x; void Reset_Handler(void) { f(&_x); }', 'boot.c'), true);
    assert.equal(of('extern int _x; void Reset_Handler(void); f(&_x);', 'startup/main.c'), false);
  });
});

describe('symbolUses', () => {
  const marks = { definition: '!', declaration: '*', use: '' };

  /** Line and column of each; declarations have a star, definitions an exclamation mark. */
  const places = (text: string, file: string, name: string): string =>
    symbolUses(text, file, name)
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
