// Words that mean something to ld, and where. Tried with GNU ld 2.40, word by word.

/** Builtin functions with the least and the most arguments; `name` is that of a region, section, symbol or constant. */
export const builtins: ReadonlyMap<
  string,
  { readonly least: number; readonly most: number; readonly takes?: 'name' | 'symbol' | 'segment' }
> = new Map([
  ['ABSOLUTE', { least: 1, most: 1 }],
  ['ADDR', { least: 1, most: 1, takes: 'name' }],
  ['ALIGN', { least: 1, most: 2 }],
  ['ALIGNOF', { least: 1, most: 1, takes: 'name' }],
  ['BLOCK', { least: 1, most: 1 }],
  ['CONSTANT', { least: 1, most: 1, takes: 'symbol' }],
  ['DATA_SEGMENT_ALIGN', { least: 2, most: 2 }],
  ['DATA_SEGMENT_END', { least: 1, most: 1 }],
  ['DATA_SEGMENT_RELRO_END', { least: 2, most: 2 }],
  ['DEFINED', { least: 1, most: 1, takes: 'symbol' }],
  ['LENGTH', { least: 1, most: 1, takes: 'name' }],
  ['LOADADDR', { least: 1, most: 1, takes: 'name' }],
  ['LOG2CEIL', { least: 1, most: 1 }],
  ['MAX', { least: 2, most: 2 }],
  ['MIN', { least: 2, most: 2 }],
  ['NEXT', { least: 1, most: 1 }],
  ['ORIGIN', { least: 1, most: 1, takes: 'name' }],
  ['SEGMENT_START', { least: 2, most: 2, takes: 'segment' }],
  ['SIZEOF', { least: 1, most: 1, takes: 'name' }],
]);

export const assignmentOperators: ReadonlySet<string> = new Set(
  '= <<= >>= += -= *= /= &= |= ^='.split(' '),
);

/** Commands with the number of names in their brackets; `list`: one or more, parted by blanks or commas. */
export const commands: ReadonlyMap<string, 'none' | 'list' | number> = new Map<
  string,
  'none' | 'list' | number
>([
  ['ENTRY', 1],
  ['EXTERN', 'list'],
  ['FLOAT', 'none'],
  ['FORCE_COMMON_ALLOCATION', 'none'],
  ['FORCE_GROUP_ALLOCATION', 'none'],
  ['GROUP', 'list'],
  ['HLL', 'list'],
  ['INHIBIT_COMMON_ALLOCATION', 'none'],
  ['INPUT', 'list'],
  ['LD_FEATURE', 1],
  ['MAP', 1],
  ['NOCROSSREFS', 'list'],
  ['NOCROSSREFS_TO', 'list'],
  ['NOFLOAT', 'none'],
  ['OUTPUT', 1],
  ['OUTPUT_ARCH', 1],
  // One name, or one for each byte order.
  ['OUTPUT_FORMAT', 3],
  ['REGION_ALIAS', 2],
  ['SEARCH_DIR', 1],
  ['STARTUP', 1],
  ['SYSLIB', 'list'],
  ['TARGET', 1],
]);

/** What can be no name of a symbol, section or region outside of output sections, unless in quotes. */
const reserved = new Set([
  ...builtins.keys(),
  ...commands.keys(),
  ...(
    'l o len org MEMORY VERSION SIZEOF_HEADERS OVERLAY ONLY_IF_RO ONLY_IF_RW SPECIAL PHDRS AT ALIGN_WITH_INPUT ' +
    'SUBALIGN BIND SECTIONS ASSERT INCLUDE INSERT AFTER BEFORE PROVIDE PROVIDE_HIDDEN HIDDEN'
  ).split(' '),
]);

export function isReserved(word: string): boolean {
  return reserved.has(word);
}

/** Types of segments that PHDRS takes by name (ld/ldgram.y, lang_new_phdr). */
export const segmentTypes: ReadonlySet<string> = new Set(
  (
    'PT_NULL PT_LOAD PT_DYNAMIC PT_INTERP PT_NOTE PT_SHLIB PT_PHDR PT_TLS PT_GNU_EH_FRAME PT_GNU_STACK ' +
    'PT_GNU_RELRO PT_GNU_PROPERTY PT_GNU_SFRAME'
  ).split(' '),
);

/** What can stand in the brackets of an output section's type. */
export const typeWords: ReadonlySet<string> = new Set([
  ...['NOLOAD', 'DSECT', 'COPY', 'INFO', 'OVERLAY', 'READONLY', 'TYPE'],
]);
