// The words of SECTIONS: heads of output sections, what stands behind them, data and input descriptions.

import type { Builtin } from './builtin';

export const sectionWords: readonly Builtin[] = [
  {
    ...{ name: 'NOLOAD', places: ['type'], forms: ['(NOLOAD)'] },
    text: 'The section takes its addresses, and nothing of it is loaded: for memory that nobody programs, such as external RAM, backup RAM, or what is to survive a reset. Start values of variables in it are lost.',
    manual: 'Output Section Type',
  },
  {
    ...{ name: 'READONLY', places: ['type'], forms: ['(READONLY)', '(READONLY (TYPE = type))'] },
    text: 'The section is marked as not writable. `.init_array` and `.ARM.exidx` want it where ld warns of a segment with RWX permissions.',
    manual: 'Output Section Type',
    versions: 'For GCC 10 and before it is a syntax error.',
  },
  {
    ...{ name: 'TYPE', places: ['type'], forms: ['(TYPE = type)'] },
    text: 'The ELF type of the section, such as `SHT_NOBITS`.',
    manual: 'Output Section Type',
    snippet: 'TYPE = ${1:SHT_PROGBITS}',
  },
  ...['DSECT', 'COPY', 'INFO', 'OVERLAY'].map((name): Builtin => ({
    ...{ name, places: ['type'], forms: [`(${name})`] },
    text: 'The section takes no memory of the running program; kept for old scripts, and rarely wanted.',
    manual: 'Output Section Type',
  })),
  {
    ...{ name: 'AT', places: ['attributes', 'tail'], forms: ['AT(address)', 'AT> region'] },
    text: 'Where the section is stored (its LMA), as an address before the brace or as a region behind it. `>RAM AT> FLASH` is for variables with start values: they run in RAM, and the startup code copies them from flash. Sections behind it in the same region follow, unless they say otherwise.',
    manual: 'Output Section LMA',
  },
  {
    ...{ name: 'ALIGN', places: ['attributes'], forms: ['ALIGN(alignment)'] },
    text: 'The section begins at a multiple of this.',
    manual: 'Forced Output Alignment',
    snippet: 'ALIGN($1)',
  },
  {
    ...{ name: 'ALIGN_WITH_INPUT', places: ['attributes'], forms: ['ALIGN_WITH_INPUT'] },
    text: 'Keeps the distance between where the section runs and where it is stored, whatever alignment its inputs have.',
    manual: 'Forced Output Alignment',
  },
  {
    ...{ name: 'SUBALIGN', places: ['attributes'], forms: ['SUBALIGN(alignment)'] },
    text: 'Every input section in it begins at a multiple of this, in place of its own alignment.',
    manual: 'Forced Input Alignment',
    snippet: 'SUBALIGN($1)',
  },
  {
    ...{ name: 'ONLY_IF_RO', places: ['attributes'], forms: ['ONLY_IF_RO'] },
    text: 'The section exists only where all its inputs are read-only.',
    manual: 'Output Section Constraint',
  },
  {
    ...{ name: 'ONLY_IF_RW', places: ['attributes'], forms: ['ONLY_IF_RW'] },
    text: 'The section exists only where all its inputs are writable.',
    manual: 'Output Section Constraint',
  },
  {
    ...{
      name: 'OVERLAY',
      places: ['sections'],
      forms: ['OVERLAY address : { section { inputs } … } >region AT> region'],
    },
    text: 'Sections that run at the same address, one at a time, and are stored one behind the other; the program copies the one it needs. `__load_start_name` and `__load_stop_name` are made for each.',
    manual: 'Overlay Description',
  },
  {
    ...{ name: '/DISCARD/', places: ['sections'], forms: ['/DISCARD/ : { inputs }'] },
    text: 'What goes here is left out of the program.',
    manual: 'Output Section Discarding',
    snippet: '/DISCARD/ :\n{\n  $0\n}',
  },
  {
    ...{ name: 'KEEP', places: ['body'], forms: ['KEEP(inputs)'] },
    text: 'These input sections stay even where `--gc-sections` finds nobody who uses them: the vector table, constructors, what only the hardware or a boot loader reads.',
    manual: 'Input Section and Garbage Collection',
    snippet: 'KEEP(*($1))',
  },
  ...(
    [
      ['BYTE', 'one byte'],
      ['SHORT', 'two bytes'],
      ['LONG', 'four bytes'],
      ['QUAD', 'eight bytes'],
      ['SQUAD', 'eight bytes, with its sign'],
    ] as const
  ).map(([name, size]): Builtin => ({
    ...{ name, places: ['body'], forms: [`${name}(expression)`] },
    text: `Puts a value of ${size} at this place.`,
    manual: 'Output Section Data',
    snippet: `${name}($1)`,
  })),
  {
    ...{ name: 'FILL', places: ['body'], forms: ['FILL(expression)'] },
    text: 'What gaps from here to the end of the section are filled with. `=value` behind the closing brace does it for the whole section.',
    manual: 'Output Section Data',
    snippet: 'FILL($1)',
  },
  {
    ...{ name: 'ASCIZ', places: ['body'], forms: ['ASCIZ "text"'] },
    text: 'Puts the text and a zero byte at this place.',
    manual: 'Output Section Data',
    versions: 'From binutils 2.41; before, the word is taken for the name of a file.',
    snippet: 'ASCIZ "$1"',
  },
  {
    ...{ name: 'LINKER_VERSION', places: ['body'], forms: ['LINKER_VERSION'] },
    text: "Puts the linker's version as a text at this place, with `--enable-linker-version`.",
    manual: 'Output Section Data',
    versions: 'From binutils 2.41; before, the word is taken for the name of a file.',
  },
  {
    ...{ name: 'CONSTRUCTORS', places: ['body'], forms: ['CONSTRUCTORS'] },
    text: 'Tables of constructors for old formats; ELF has `.init_array` instead.',
    manual: 'Output Section Keywords',
  },
  {
    ...{ name: 'CREATE_OBJECT_SYMBOLS', places: ['body'], forms: ['CREATE_OBJECT_SYMBOLS'] },
    text: 'A symbol for every input file, at its first byte in this section.',
    manual: 'Output Section Keywords',
  },
  {
    ...{ name: 'COMMON', places: ['patterns'], forms: ['*(COMMON)'] },
    text: 'Variables without a start value that several objects may declare (C compiled with `-fcommon`). They belong to `.bss`.',
    manual: 'Input Section for Common Symbols',
  },
  {
    ...{
      name: 'EXCLUDE_FILE',
      places: ['patterns', 'keep'],
      forms: ['EXCLUDE_FILE(file file) pattern'],
    },
    text: 'All files but these.',
    manual: 'Input Section Basics',
    snippet: 'EXCLUDE_FILE($1)',
  },
  {
    ...{
      name: 'INPUT_SECTION_FLAGS',
      places: ['body', 'keep'],
      forms: ['INPUT_SECTION_FLAGS(flag & !flag) inputs'],
    },
    text: 'Only input sections with these ELF flags, such as `SHF_EXECINSTR`, and without those behind `!`.',
    manual: 'Input Section Basics',
    snippet: 'INPUT_SECTION_FLAGS($1)',
  },
  ...(
    [
      ['SORT', 'by name; the same as `SORT_BY_NAME`'],
      ['SORT_BY_NAME', 'by name'],
      ['SORT_BY_ALIGNMENT', 'by alignment, the largest first, which leaves few gaps'],
      [
        'SORT_BY_INIT_PRIORITY',
        'by the number at the end of the name, as constructors with a priority have it (`.init_array.00100`)',
      ],
      ['SORT_NONE', 'as they come, whatever `--sort-section` says'],
    ] as const
  ).map(([name, order]): Builtin => ({
    ...{ name, places: ['patterns', 'keep'], forms: [`${name}(pattern)`] },
    text: `What the pattern takes is ordered ${order}.`,
    manual: 'Input Section Wildcard Patterns',
    snippet: `${name}($1)`,
  })),
  {
    ...{ name: 'REVERSE', places: ['patterns'], forms: ['REVERSE(pattern)'] },
    text: 'The other way round, alone or with one of the SORT words.',
    manual: 'Input Section Wildcard Patterns',
    versions: 'Not in binutils 2.40 and before.',
    snippet: 'REVERSE($1)',
  },
];
