// The functions that expressions of the linker's language may call, and what else stands in expressions.

import type { Builtin } from './builtin';

type Row = readonly [name: string, forms: readonly string[], text: string];

const rows: readonly Row[] = [
  [
    'ABSOLUTE',
    ['ABSOLUTE(expression)'],
    "The value as an address that does not move with a section. Inside an output section a symbol counts from the section's start; this makes it absolute.",
  ],
  [
    'ADDR',
    ['ADDR(section)'],
    'The address at which an output section runs (its VMA). Where it is stored: `LOADADDR`.',
  ],
  [
    'ALIGN',
    ['ALIGN(alignment)', 'ALIGN(value, alignment)'],
    'The next multiple of `alignment`: of the location counter, or of `value`. It only computes; `. = ALIGN(4);` moves the counter.',
  ],
  ['ALIGNOF', ['ALIGNOF(section)'], 'The alignment of an output section in bytes.'],
  ['BLOCK', ['BLOCK(alignment)'], 'An old name of `ALIGN` with one argument.'],
  [
    'CONSTANT',
    ['CONSTANT(name)'],
    'A number of the target: `MAXPAGESIZE` or `COMMONPAGESIZE`. Of interest where an operating system maps pages, not on a microcontroller.',
  ],
  [
    'DATA_SEGMENT_ALIGN',
    ['DATA_SEGMENT_ALIGN(maxpagesize, commonpagesize)'],
    'Moves data to a page of its own, for programs that an operating system loads.',
  ],
  [
    'DATA_SEGMENT_END',
    ['DATA_SEGMENT_END(expression)'],
    'Ends the part of the program that `DATA_SEGMENT_ALIGN` began.',
  ],
  [
    'DATA_SEGMENT_RELRO_END',
    ['DATA_SEGMENT_RELRO_END(offset, expression)'],
    'Ends the data that an operating system protects once it is relocated (`-z relro`).',
  ],
  [
    'DEFINED',
    ['DEFINED(symbol)'],
    '1 where the symbol is defined before this place of the script, or by an object; else 0. Used for a default: `_size = DEFINED(_size) ? _size : 0x400;`',
  ],
  [
    'LENGTH',
    ['LENGTH(region)'],
    'The size of a region of MEMORY in bytes. `ORIGIN(RAM) + LENGTH(RAM)` is the end of RAM, where the stack begins.',
  ],
  [
    'LOADADDR',
    ['LOADADDR(section)'],
    'The address at which an output section is stored (its LMA). The startup code copies `.data` from there: `_sidata = LOADADDR(.data);`',
  ],
  ['LOG2CEIL', ['LOG2CEIL(expression)'], 'The logarithm to the base of 2, rounded up.'],
  ['MAX', ['MAX(first, second)'], 'The larger of two values.'],
  ['MIN', ['MIN(first, second)'], 'The smaller of two values.'],
  [
    'NEXT',
    ['NEXT(alignment)'],
    'The next free address that is a multiple of `alignment`; the same as `ALIGN`, unless MEMORY leaves holes.',
  ],
  ['ORIGIN', ['ORIGIN(region)'], 'The first address of a region of MEMORY.'],
  [
    'SEGMENT_START',
    ['SEGMENT_START(segment, default)'],
    'The address that `-Ttext`, `-Tdata` or `-Tbss` gave to a segment on the command line; without one the default.',
  ],
  [
    'SIZEOF',
    ['SIZEOF(section)'],
    'The size of an output section in bytes; 0 for one that gets no content. One that there is not ends the link. A section that was not laid out yet counts with its size of the pass before.',
  ],
];

const functions: readonly Builtin[] = rows.map(([name, forms, text]) => ({
  ...{ name, forms, text, places: ['expression'], manual: 'Builtin Functions' },
  snippet: `${name}($1)`,
}));

export const expressionWords: readonly Builtin[] = [
  ...functions,
  {
    ...{ name: 'SIZEOF_HEADERS', forms: ['SIZEOF_HEADERS'], places: ['expression'] },
    text: "The size of the ELF file's headers in bytes, for programs that load them too.",
    manual: 'Builtin Functions',
  },
  {
    ...{ name: '.', forms: ['. = expression;'], places: ['body', 'sections', 'top', 'expression'] },
    text: "The location counter: the address of what comes next. Inside an output section it counts from the section's start, so `. = 0x100;` means 256 bytes behind it. It must not go back there.",
    manual: 'The Location Counter',
  },
  {
    ...{ name: 'MAXPAGESIZE', forms: ['CONSTANT(MAXPAGESIZE)'], places: ['constant'] },
    text: 'The largest page that the target may have.',
    manual: 'Symbolic Constants',
  },
  {
    ...{ name: 'COMMONPAGESIZE', forms: ['CONSTANT(COMMONPAGESIZE)'], places: ['constant'] },
    text: 'The page that the target usually has.',
    manual: 'Symbolic Constants',
  },
];
