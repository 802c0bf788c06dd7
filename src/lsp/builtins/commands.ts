// The commands of the linker's language: what may stand outside of blocks, in MEMORY and in PHDRS.

import type { Builtin } from './builtin';

export const commandWords: readonly Builtin[] = [
  {
    ...{
      name: 'MEMORY',
      places: ['top'],
      forms: ['MEMORY { name (attributes) : ORIGIN = address, LENGTH = size }'],
    },
    text: "The target's memories, as regions with a name. Sections are put into them by `>name`; what does not fit is an error of the link.",
    manual: 'MEMORY Command',
    snippet: 'MEMORY\n{\n  $0\n}',
  },
  {
    ...{
      name: 'SECTIONS',
      places: ['top'],
      forms: ['SECTIONS { section : { inputs } >region … }'],
    },
    text: 'What goes where: each output section with the input sections it takes, in the order in which they are laid out.',
    manual: 'SECTIONS Command',
    snippet: 'SECTIONS\n{\n  $0\n}',
  },
  {
    ...{
      name: 'PHDRS',
      places: ['top', 'header'],
      forms: ['PHDRS { name type [AT(address)] [FLAGS(flags)]; }'],
    },
    text: 'The segments of the ELF file by hand. Without it the linker makes them, which is right for nearly every microcontroller. In a line of it: the segment holds the program headers.',
    manual: 'PHDRS Command',
    snippet: 'PHDRS\n{\n  $0\n}',
  },
  {
    ...{ name: 'VERSION', places: ['top'], forms: ['VERSION { script }'] },
    text: 'Versions of the symbols of a shared library; of no use on a microcontroller.',
    manual: 'VERSION Command',
  },
  {
    ...{ name: 'ENTRY', places: ['top', 'sections'], forms: ['ENTRY(symbol)'] },
    text: 'The first instruction of the program, for debuggers and loaders. The core itself starts at the address in the vector table. What the symbol reaches is kept by `--gc-sections`.',
    manual: 'Setting the Entry Point',
    snippet: 'ENTRY(${1:Reset_Handler})',
  },
  {
    ...{ name: 'INCLUDE', places: ['top', 'memory', 'sections', 'body'], forms: ['INCLUDE file'] },
    text: 'Reads another script at this place. The file is looked for in the folder of the link, then in those of `-L`.',
    manual: 'Commands Dealing with Files',
    snippet: 'INCLUDE $1',
  },
  {
    ...{
      name: 'REGION_ALIAS',
      places: ['top', 'sections'],
      forms: ['REGION_ALIAS(alias, region)'],
    },
    text: 'A second name for a region, so that one list of sections fits several memory maps.',
    manual: 'Assign alias names to memory regions',
    snippet: 'REGION_ALIAS(${1:alias}, ${2:region})',
  },
  {
    ...{
      name: 'ASSERT',
      places: ['top', 'sections', 'body', 'expression'],
      forms: ['ASSERT(condition, message)'],
    },
    text: 'Ends the link with the message where the condition is 0.',
    manual: 'Other Linker Script Commands',
    snippet: 'ASSERT(${1:condition}, "${2:message}")',
  },
  {
    ...{
      name: 'PROVIDE',
      places: ['top', 'sections', 'body'],
      forms: ['PROVIDE(symbol = expression)'],
    },
    text: 'Defines the symbol only where some object asks for it and none defines it.',
    manual: 'PROVIDE',
    snippet: 'PROVIDE($1 = $2);',
  },
  {
    ...{
      name: 'PROVIDE_HIDDEN',
      places: ['top', 'sections', 'body'],
      forms: ['PROVIDE_HIDDEN(symbol = expression)'],
    },
    text: 'As `PROVIDE`; the symbol is not exported from the ELF file.',
    manual: 'PROVIDE_HIDDEN',
    snippet: 'PROVIDE_HIDDEN($1 = $2);',
  },
  {
    ...{
      name: 'HIDDEN',
      places: ['top', 'sections', 'body'],
      forms: ['HIDDEN(symbol = expression)'],
    },
    text: 'Defines a symbol that is not exported from the ELF file.',
    manual: 'HIDDEN',
    snippet: 'HIDDEN($1 = $2);',
  },
  {
    ...{ name: 'EXTERN', places: ['top', 'sections'], forms: ['EXTERN(symbol symbol)'] },
    text: 'Asks for symbols as `-u` does, so that the members of archives which define them are linked.',
    manual: 'Other Linker Script Commands',
    snippet: 'EXTERN($1)',
  },
  {
    ...{ name: 'INPUT', places: ['top', 'sections'], forms: ['INPUT(file file)'] },
    text: 'Links these files as if they stood on the command line; `-lname` finds libname.a.',
    manual: 'Commands Dealing with Files',
    snippet: 'INPUT($1)',
  },
  {
    ...{ name: 'GROUP', places: ['top'], forms: ['GROUP(archive archive)'] },
    text: 'As `INPUT`, for archives that need each other: they are searched until nothing new is found.',
    manual: 'Commands Dealing with Files',
    snippet: 'GROUP($1)',
  },
  {
    ...{ name: 'AS_NEEDED', places: ['files'], forms: ['AS_NEEDED(file file)'] },
    text: 'Within `INPUT` and `GROUP`: shared libraries that count only where they are needed.',
    manual: 'Commands Dealing with Files',
    snippet: 'AS_NEEDED($1)',
  },
  {
    ...{ name: 'STARTUP', places: ['top', 'sections'], forms: ['STARTUP(file)'] },
    text: 'As `INPUT`, and the file is the first one of the link.',
    manual: 'Commands Dealing with Files',
    snippet: 'STARTUP($1)',
  },
  {
    ...{ name: 'OUTPUT', places: ['top'], forms: ['OUTPUT(file)'] },
    text: 'The name of the linked file; `-o` counts more.',
    manual: 'Commands Dealing with Files',
    snippet: 'OUTPUT($1)',
  },
  {
    ...{ name: 'SEARCH_DIR', places: ['top'], forms: ['SEARCH_DIR(folder)'] },
    text: 'A folder searched after those of `-L`: for libraries, and for what INCLUDE names further down. It is seen from where ld is started.',
    manual: 'Commands Dealing with Files',
    snippet: 'SEARCH_DIR($1)',
  },
  {
    ...{
      name: 'OUTPUT_FORMAT',
      places: ['top'],
      forms: ['OUTPUT_FORMAT(name)', 'OUTPUT_FORMAT(default, big, little)'],
    },
    text: 'The format of the linked file. For STM32 it is `elf32-littlearm`, which the tools take anyway.',
    manual: 'Commands Dealing with Object File Formats',
    snippet: 'OUTPUT_FORMAT(${1:"elf32-littlearm"})',
  },
  {
    ...{ name: 'OUTPUT_ARCH', places: ['top'], forms: ['OUTPUT_ARCH(architecture)'] },
    text: 'The architecture of the linked file: `arm`.',
    manual: 'Other Linker Script Commands',
    snippet: 'OUTPUT_ARCH(${1:arm})',
  },
  {
    ...{ name: 'TARGET', places: ['top'], forms: ['TARGET(name)'] },
    text: 'The format of the input files that follow.',
    manual: 'Commands Dealing with Object File Formats',
    snippet: 'TARGET($1)',
  },
  {
    ...{
      name: 'NOCROSSREFS',
      places: ['top', 'sections'],
      forms: ['NOCROSSREFS(section section)'],
    },
    text: 'An error of the link where one of these output sections refers to another one: for overlays and for code that must not call each other.',
    manual: 'Other Linker Script Commands',
    snippet: 'NOCROSSREFS($1)',
  },
  {
    ...{
      name: 'NOCROSSREFS_TO',
      places: ['top', 'sections'],
      forms: ['NOCROSSREFS_TO(to from from)'],
    },
    text: 'An error of the link where one of the later sections refers to the first one.',
    manual: 'Other Linker Script Commands',
    snippet: 'NOCROSSREFS_TO($1)',
  },
  {
    ...{
      name: 'INSERT',
      places: ['top', 'sections'],
      forms: ['INSERT AFTER section;', 'INSERT BEFORE section;'],
    },
    text: "Puts the sections before this line into the linker's own script, which stays in use.",
    manual: 'Other Linker Script Commands',
    snippet: 'INSERT ${1|AFTER,BEFORE|} $2;',
  },
  {
    ...{ name: 'AFTER', places: ['insert'], forms: ['INSERT AFTER section;'] },
    text: 'Behind this output section.',
    manual: 'Other Linker Script Commands',
  },
  {
    ...{ name: 'BEFORE', places: ['insert'], forms: ['INSERT BEFORE section;'] },
    text: 'In front of this output section.',
    manual: 'Other Linker Script Commands',
  },
  {
    ...{ name: 'FORCE_COMMON_ALLOCATION', places: ['top'], forms: ['FORCE_COMMON_ALLOCATION'] },
    text: 'Gives common symbols their place even in a relocatable link (`-d`).',
    manual: 'Other Linker Script Commands',
  },
  {
    ...{ name: 'INHIBIT_COMMON_ALLOCATION', places: ['top'], forms: ['INHIBIT_COMMON_ALLOCATION'] },
    text: 'Gives common symbols no place, even in a final link.',
    manual: 'Other Linker Script Commands',
  },
  {
    ...{ name: 'FORCE_GROUP_ALLOCATION', places: ['top'], forms: ['FORCE_GROUP_ALLOCATION'] },
    text: 'Takes members of section groups as ordinary sections even in a relocatable link.',
    manual: 'Other Linker Script Commands',
  },
  {
    ...{ name: 'LD_FEATURE', places: ['top'], forms: ['LD_FEATURE("SANE_EXPR")'] },
    text: 'Changes how the linker reads the script: with `SANE_EXPR` numbers in an output section are plain numbers.',
    manual: 'Other Linker Script Commands',
  },
  {
    ...{ name: 'ORIGIN', places: ['fields'], forms: ['ORIGIN = address'] },
    text: 'The first address of the region. `org` and `o` are the same.',
    manual: 'MEMORY Command',
    snippet: 'ORIGIN = $1',
  },
  {
    ...{ name: 'LENGTH', places: ['fields'], forms: ['LENGTH = size'] },
    text: 'The size of the region in bytes; `K` and `M` behind a number mean 1024 and 1048576. `len` and `l` are the same.',
    manual: 'MEMORY Command',
    snippet: 'LENGTH = $1',
  },
  {
    ...{ name: 'FILEHDR', places: ['header'], forms: ['name PT_LOAD FILEHDR PHDRS;'] },
    text: "The segment holds the ELF file's header.",
    manual: 'PHDRS Command',
  },
  {
    ...{ name: 'FLAGS', places: ['header'], forms: ['FLAGS(flags)'] },
    text: 'The permissions of the segment: 1 execute, 2 write, 4 read.',
    manual: 'PHDRS Command',
    snippet: 'FLAGS($1)',
  },
  {
    ...{ name: 'AT', places: ['header'], forms: ['AT(address)'] },
    text: 'The address at which the segment is loaded.',
    manual: 'PHDRS Command',
    snippet: 'AT($1)',
  },
  {
    ...{ name: 'PT_LOAD', places: ['header'], forms: ['name PT_LOAD;'] },
    text: 'A segment that is loaded.',
    manual: 'PHDRS Command',
  },
];
