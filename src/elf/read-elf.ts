// Bytes of a file → ElfImage, by npm elfy; the only importer of elfy. Never throws and copies nothing: elfy
// gets a Buffer over the caller's memory, and its `slice` makes views.
//
// elfy 1.0.0 trusts its input, so every value it would follow is checked first, and its `execute` is not
// called: that one needs a table of section names (a stripped file has none), reads such names to the next
// NUL however far away, and throws on tables that reach behind the file's end.

import type * as Elfy from 'elfy';
import type { ElfyHeader, ElfyProgram, ElfySection, Parser } from 'elfy';
import { readArmAttributes } from './arm-attributes';
import { readCompileUnits } from './dwarf-units';
import { armMachine, machineName } from './elf-image';
import type { CompileUnit, ElfImage, ElfSection, ElfSegment, ElfType } from './elf-image';
import { readBuildId } from './notes';
import { createSectionBytes } from './section-bytes';
import { createSymbols } from './symbols';

/**
 * Why there is no image: it is no ELF file, it ends before what its headers describe, or its headers
 * contradict the specification.
 */
export type ElfErrorCode = 'not-elf' | 'truncated' | 'malformed';

export type ElfResult =
  | { readonly ok: true; readonly image: ElfImage }
  | { readonly ok: false; readonly code: ElfErrorCode; readonly message: string };

type ElfError = Extract<ElfResult, { ok: false }>;

/** Sizes of ELF32 structures in bytes (gABI chapters 4 and 5). */
const headerSize = { 32: 52, 64: 64 } as const;
const programSize = 32;
const sectionSize = 40;

/** Longest section name that is read; toolchains stay far below, hostile files do not. */
const nameLimit = 256;

/** @param bytes the whole file. Takes time by the number of headers, not by the file's size. */
export function readElf(bytes: Uint8Array): ElfResult {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return readBuffer(buffer);
  } catch (thrown) {
    // Not reachable by any input we know of; a reader's caller must not depend on that.
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    return error('malformed', `The ELF headers cannot be read: ${reason}`);
  }
}

function readBuffer(buffer: Buffer): ElfResult {
  if (buffer.length < 4 || buffer.readUInt32BE(0) !== 0x7f454c46) {
    return error('not-elf', 'The file does not begin with the ELF signature.');
  }
  if (buffer.length < headerSize[32]) return cut('the ELF header', headerSize[32], buffer);
  if (![1, 2].includes(buffer[4] ?? 0) || ![1, 2].includes(buffer[5] ?? 0)) {
    return error('malformed', 'The ELF header names neither 32 nor 64 bit, or no byte order.');
  }
  const bits = buffer[4] === 1 ? 32 : 64;
  if (buffer.length < headerSize[bits]) return cut('the ELF header', headerSize[bits], buffer);
  const parser = createParser();
  const header = parser.parseHeader(buffer);
  // No STM32 runs 64-bit code, and elfy 1.0.0 misreads 64-bit section headers: the header has to do.
  if (bits === 64) return { ok: true, image: toImage(buffer, header, [], []) };
  const problem = checkTables(header, buffer);
  if (problem !== undefined) return problem;
  const programs = parser.parsePrograms(buffer, header);
  const sections = parser.parseSections(buffer, header);
  const overhang = findOverhang(programs, sections, buffer);
  if (overhang !== undefined) return overhang;
  const names = sections[header.shstrndx];
  const named = sections.map((section) => toSection(section, nameOf(parser, names, section)));
  return { ok: true, image: toImage(buffer, header, programs.map(toSegment), named) };
}

/** Loads elfy with the first file: 2 ms that a program's start and an extension's activation do not pay. */
function createParser(): Parser {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- import() would make readElf async
  const elfy = require('elfy') as typeof Elfy;
  return new elfy.Parser();
}

/** The two header tables must have entries of the specified size and lie inside the file. */
function checkTables(header: ElfyHeader, buffer: Buffer): ElfError | undefined {
  const { phoff, phnum, phentsize, shoff, shnum, shentsize } = header;
  if (phoff !== 0 && phnum !== 0) {
    if (phentsize !== programSize) return badEntrySize('program', phentsize, programSize);
    const end = phoff + phnum * programSize;
    if (end > buffer.length) return cut('the program header table', end, buffer);
  }
  if (shoff !== 0 && shnum !== 0) {
    if (shentsize !== sectionSize) return badEntrySize('section', shentsize, sectionSize);
    const end = shoff + shnum * sectionSize;
    if (end > buffer.length) return cut('the section header table', end, buffer);
  }
  return undefined;
}

/** Contents behind the file's end: elfy would hand out shorter data without a word. */
function findOverhang(
  programs: readonly ElfyProgram[],
  sections: readonly ElfySection[],
  buffer: Buffer,
): ElfError | undefined {
  for (const [index, program] of programs.entries()) {
    const end = program.offset + program.filesz;
    if (program.filesz > 0 && end > buffer.length) return cut(`segment ${index}`, end, buffer);
  }
  for (const [index, section] of sections.entries()) {
    if (section.type === 'nobits' || section.type === 'null' || section.size === 0) continue;
    const end = section.off + section.size;
    if (end > buffer.length) return cut(`section ${index}`, end, buffer);
  }
  return undefined;
}

function nameOf(parser: Parser, names: ElfySection | undefined, section: ElfySection): string {
  if (names?.type !== 'strtab') return '';
  return parser.resolveStr(names.data.subarray(section.name, section.name + nameLimit), 0);
}

function toSegment(program: ElfyProgram): ElfSegment {
  const { vaddr, paddr, offset, flags } = program;
  return {
    type: program.type ?? 'other',
    ...{ vaddr, paddr, offset },
    fileSize: program.filesz,
    memSize: program.memsz,
    flags: { read: flags['r'] === true, write: flags['w'] === true, execute: flags['x'] === true },
  };
}

function toSection(section: ElfySection, name: string): ElfSection {
  const { flags } = section;
  return {
    name,
    type: String(section.type),
    flags: {
      alloc: flags['alloc'] === true,
      write: flags['write'] === true,
      execute: flags['execinstr'] === true,
    },
    addr: section.addr,
    size: section.size,
    offset: section.off,
  };
}

function toImage(
  buffer: Buffer,
  header: ElfyHeader,
  segments: readonly ElfSegment[],
  sections: readonly ElfSection[],
): ElfImage {
  const isLittle = header.endian === 'lsb';
  // elfy's own table ends in 1999: RISC-V and others have no name in it.
  const machine = isLittle ? buffer.readUInt16LE(18) : buffer.readUInt16BE(18);
  const isArm = machine === armMachine;
  const data = createSectionBytes(buffer, sections, isLittle, header.shoff);
  let units: readonly CompileUnit[] | undefined;
  return {
    machine: machineName(machine),
    isArm,
    class: header.class === '32' ? 32 : 64,
    endianness: isLittle ? 'little' : 'big',
    type: toType(header.type),
    entry: header.entry,
    segments,
    sections,
    hasDebugInfo: sections.some(({ name, size }) => /^\.z?debug_info$/.test(name) && size > 0),
    // The first entry of a symbol table is always empty.
    hasSymbols: sections.some(({ type, size }) => type === 'symtab' && size > 16),
    symbols: createSymbols(data, isArm),
    attributes: isArm ? readArmAttributes(data) : undefined,
    buildId: readBuildId(data),
    compileUnits: () => (units ??= readCompileUnits(data)),
    contentOf: ({ offset, fileSize }) => buffer.subarray(offset, offset + fileSize),
  };
}

function toType(type: string | undefined): ElfType {
  switch (type) {
    case 'exec':
    case 'rel':
    case 'dyn':
    case 'core':
      return type;
    default:
      return 'other';
  }
}

function error(code: ElfErrorCode, message: string): ElfError {
  return { ok: false, code, message };
}

function cut(what: string, end: number, buffer: Buffer): ElfError {
  return error(
    'truncated',
    `The file is ${buffer.length} bytes long, but ${what} reaches to byte ${end}.`,
  );
}

function badEntrySize(table: string, found: number, expected: number): ElfError {
  return error('malformed', `A ${table} header takes ${expected} bytes, not ${found} as given.`);
}
