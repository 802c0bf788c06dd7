// Makes small ELF files for tests: 32-bit ones with segments, sections, symbols, Arm attributes, build id and
// compile units, 64-bit ones as a bare header. Fields follow the gABI; what a test wants wrong it can set
// through `patch`. An ElfSpec is plain JSON, so that a case.json can hold it.

import { ByteWriter, StringTable } from './byte-writer';
import { attributesSection, buildIdSection, debugSectionsOf, symbolSections } from './elf-sections';
import type { AttributesSpec, MadeSection, Num, SymbolSpec, UnitSpec } from './elf-sections';

export type { AttributesSpec, Num, SymbolSpec, UnitSpec } from './elf-sections';

/** Bytes of a segment or section: `words`, then `content`, then `fill` up to the size. */
export interface ContentSpec {
  /** 32-bit words in the file's byte order: a vector table is ["0x20020000", "0x08000041"]. */
  readonly words?: readonly Num[];
  /** Bytes in hex, "48656c6c6f"; white space is ignored. */
  readonly content?: string;
  /** The byte that fills the rest; 0xa5 (165) in a segment, 0 in a section. */
  readonly fill?: number;
}

export interface SegmentSpec extends ContentSpec {
  /** LMA: where it is stored. */
  readonly paddr: Num;
  /** VMA: where it runs; `paddr` when left out. */
  readonly vaddr?: Num;
  /** Bytes in the file; as many as `words` and `content` have when left out. */
  readonly fileSize?: Num;
  /** `fileSize` when left out; larger for a segment with .bss. */
  readonly memSize?: Num;
  /** PF_X 1, PF_W 2, PF_R 4; 5 when left out. */
  readonly flags?: number;
  /** PT_NULL 0, PT_LOAD 1 (when left out), PT_NOTE 4, PT_ARM_EXIDX 0x70000001. */
  readonly type?: Num;
}

/**
 * A section. One with SHF_ALLOC whose addresses lie inside a segment's bytes (by VMA) shares that segment's
 * bytes in the file and may set its own content there; any other has its own bytes behind the segments.
 */
export interface SectionSpec extends ContentSpec {
  readonly name: string;
  /** SHT_PROGBITS 1 (when left out), SHT_SYMTAB 2, SHT_STRTAB 3, SHT_NOTE 7, SHT_NOBITS 8. */
  readonly type?: Num;
  /** SHF_WRITE 1, SHF_ALLOC 2, SHF_EXECINSTR 4, SHF_COMPRESSED 0x800. */
  readonly flags?: number;
  /** VMA. */
  readonly addr?: Num;
  /** In bytes; as many as `words` and `content` have when left out. */
  readonly size?: Num;
}

export interface ElfSpec {
  /** e_machine; 40 is Arm. */
  readonly machine?: number;
  /** ET_REL 1, ET_EXEC 2, ET_DYN 3. */
  readonly type?: number;
  readonly bits?: 32 | 64;
  readonly bigEndian?: boolean;
  readonly entry?: Num;
  /** 64 bytes at 0x08000000 when left out: a vector table's first words, then 0xa5. */
  readonly segments?: readonly SegmentSpec[];
  /** `debugSections` when left out. */
  readonly sections?: readonly SectionSpec[];
  /** A real symbol table; replaces a `.symtab` among `sections`. */
  readonly symbols?: readonly SymbolSpec[];
  /** `.ARM.attributes`. */
  readonly attributes?: AttributesSpec;
  /** NT_GNU_BUILD_ID in hex, in `.note.gnu.build-id` outside of the segments. */
  readonly buildId?: string;
  /** Real debug information with these compile units; replaces a `.debug_info` among `sections`. */
  readonly units?: readonly UnitSpec[];
  /** No section headers at all, as `sstrip` leaves a file. */
  readonly noSectionTable?: boolean;
  /** Bytes to overwrite at the end, by their offset. */
  readonly patch?: Readonly<Record<string, number>>;
  /** Cut the file to this length. */
  readonly cutTo?: number;
}

/** Stack and reset handler of an ordinary firmware, so that no check of the vector table has a word to say. */
const vectorTable: SegmentSpec = {
  paddr: 0x08000000,
  words: ['0x20001000', '0x08000021'],
  fileSize: 64,
  flags: 5,
};

/** Sections of an ordinary debug build. */
export const debugSections: readonly SectionSpec[] = [
  { name: '.text', flags: 6, addr: 0x08000000, size: 64 },
  { name: '.bss', type: 8, flags: 3, addr: 0x20000000, size: 4096 },
  { name: '.debug_info', size: 32 },
  { name: '.symtab', type: 2, size: 48 },
];

/** @returns the bytes; without a spec an Arm firmware with symbols and debug information. */
export function buildElf(spec: ElfSpec = {}): Buffer {
  const bytes = spec.bits === 64 ? header64(spec) : image32(spec);
  for (const [offset, value] of Object.entries(spec.patch ?? {})) bytes[Number(offset)] = value;
  return bytes.subarray(0, spec.cutTo ?? bytes.length);
}

/** A segment with its numbers read, its bytes and their place in the file. */
interface PlacedSegment {
  readonly type: number;
  readonly vaddr: number;
  readonly paddr: number;
  readonly memSize: number;
  readonly flags: number;
  readonly offset: number;
  readonly bytes: Buffer;
}

/** A section header's fields, and the bytes that are its own. */
interface PlacedSection {
  readonly name: string;
  readonly type: number;
  readonly flags: number;
  readonly addr: number;
  readonly size: number;
  readonly offset: number;
  readonly bytes: Buffer;
  readonly link: string | undefined;
  readonly info: number;
  readonly entrySize: number;
}

const nothing = Buffer.alloc(0);

function ident(spec: ElfSpec): ByteWriter {
  const out = new ByteWriter(spec.bigEndian === true);
  out.text('\x7fELF').put(spec.bits === 64 ? 2 : 1, 1);
  out.put(spec.bigEndian === true ? 2 : 1, 1);
  return out
    .put(1, 1)
    .fill(9, 0)
    .put(spec.type ?? 2, 2)
    .put(spec.machine ?? 40, 2)
    .put(1, 4);
}

function header64(spec: ElfSpec): Buffer {
  const out = ident(spec).put(Number(spec.entry ?? 0x1000), 8);
  out.put(0, 8).put(0, 8).put(0, 4).put(64, 2);
  return out.fill(10, 0).toBuffer();
}

function image32(spec: ElfSpec): Buffer {
  const segments = placeSegments(spec);
  const contentEnd = segments.reduce((sum, { bytes }) => sum + bytes.length, firstOffset(spec));
  const sections = spec.noSectionTable === true ? [] : placeSections(spec, segments, contentEnd);
  const namesStart = sections.reduce((sum, { bytes }) => sum + bytes.length, contentEnd);
  const names = new StringTable();
  for (const { name } of sections) names.offsetOf(name);
  const namesName = names.offsetOf('.shstrtab');
  const nameBytes = names.toBuffer();
  const count = spec.noSectionTable === true ? 0 : sections.length + 2;
  const tableStart = namesStart + nameBytes.length;

  const out = ident(spec).words(Number(spec.entry ?? (spec.type === 1 ? 0 : 0x08000041)));
  out.words(segments.length > 0 ? 52 : 0, count > 0 ? tableStart : 0, 0x05000400).put(52, 2);
  out.put(32, 2).put(segments.length, 2).put(40, 2).put(count, 2);
  out.put(Math.max(0, count - 1), 2);
  for (const { type, offset, vaddr, paddr, bytes, memSize, flags } of segments) {
    out.words(type, offset, vaddr, paddr, bytes.length, memSize, flags, 4);
  }
  for (const { bytes } of [...segments, ...sections]) out.bytes(bytes);
  if (count === 0) return out.toBuffer();
  out.bytes(nameBytes).fill(40, 0);
  for (const section of sections) {
    const { name, type, flags, addr, offset, size, link, info, entrySize } = section;
    const linked = sections.findIndex((other) => other.name === link) + 1;
    out.words(names.offsetOf(name), type, flags, addr, offset, size, linked, info, 1, entrySize);
  }
  return out.words(namesName, 3, 0, 0, namesStart, nameBytes.length, 0, 0, 1, 0).toBuffer();
}

function segmentsOf(spec: ElfSpec): readonly SegmentSpec[] {
  return spec.segments ?? (spec.type === 1 ? [] : [vectorTable]);
}

function firstOffset(spec: ElfSpec): number {
  return 52 + segmentsOf(spec).length * 32;
}

function placeSegments(spec: ElfSpec): readonly PlacedSegment[] {
  let offset = firstOffset(spec);
  return segmentsOf(spec).map((segment) => {
    const bytes = contentOf(segment, segment.fileSize, 0xa5, spec);
    const placed = {
      type: Number(segment.type ?? 1),
      vaddr: Number(segment.vaddr ?? segment.paddr),
      paddr: Number(segment.paddr),
      memSize: Number(segment.memSize ?? bytes.length),
      flags: segment.flags ?? 5,
      ...{ offset, bytes },
    };
    offset += bytes.length;
    return placed;
  });
}

function placeSections(
  spec: ElfSpec,
  segments: readonly PlacedSegment[],
  start: number,
): readonly PlacedSection[] {
  const made = madeSections(spec);
  const listed = (spec.sections ?? debugSections).filter(
    ({ name }) => !made.some((section) => section.name === name),
  );
  let offset = start;
  const placed = [
    ...listed.map((section) => placeSection(section, segments, spec)),
    ...made.map(placeMade),
  ];
  return placed.map((section) => {
    if (section.offset !== 0) return section;
    const result = { ...section, offset };
    offset += section.bytes.length;
    return result;
  });
}

/** Offset 0 stands for "behind the segments". */
function placeSection(
  section: SectionSpec,
  segments: readonly PlacedSegment[],
  spec: ElfSpec,
): PlacedSection {
  const type = Number(section.type ?? 1);
  const { name, flags = 0 } = section;
  const addr = Number(section.addr ?? 0);
  const rest = { name, type, flags, addr, link: undefined, info: 0, entrySize: 0 };
  if (type === 8) return { ...rest, size: Number(section.size ?? 0), offset: 0, bytes: nothing };
  const bytes = contentOf(section, section.size, 0, spec);
  const size = bytes.length;
  const home = segments.find((segment) => {
    const isInside = addr >= segment.vaddr && addr + size <= segment.vaddr + segment.bytes.length;
    return (flags & 2) !== 0 && isInside;
  });
  if (home === undefined) return { ...rest, size, offset: 0, bytes };
  const at = addr - home.vaddr;
  const { words, content, fill } = section;
  if (words !== undefined || content !== undefined || fill !== undefined)
    bytes.copy(home.bytes, at);
  return { ...rest, size, offset: home.offset + at, bytes: nothing };
}

function placeMade(section: MadeSection): PlacedSection {
  const { name, type, bytes, link, info = 0, entrySize = 0 } = section;
  const size = bytes.length;
  return { name, type, bytes, size, link, info, entrySize, flags: 0, addr: 0, offset: 0 };
}

function madeSections(spec: ElfSpec): readonly MadeSection[] {
  const isBig = spec.bigEndian === true;
  const made: MadeSection[] = [];
  if (spec.attributes !== undefined) made.push(attributesSection(spec.attributes, isBig));
  if (spec.buildId !== undefined) made.push(buildIdSection(spec.buildId, isBig));
  if (spec.units !== undefined) made.push(...debugSectionsOf(spec.units, isBig));
  if (spec.symbols !== undefined) {
    // The sections that symbols name keep their numbers: generated ones stand behind the listed ones, of
    // which only those are left out that a generated one replaces.
    const replaced = [...made.map(({ name }) => name), '.symtab', '.strtab'];
    const listed = (spec.sections ?? debugSections).filter(({ name }) => !replaced.includes(name));
    const indexOf = (name: string): number => {
      const index = listed.findIndex((section) => section.name === name);
      if (index < 0) throw new Error(`a symbol names section ${name}, which is not in the spec`);
      return index + 1;
    };
    made.push(...symbolSections(spec.symbols, indexOf, isBig));
  }
  return made;
}

function contentOf(spec: ContentSpec, size: Num | undefined, fill: number, elf: ElfSpec): Buffer {
  const out = new ByteWriter(elf.bigEndian === true);
  out.words(...(spec.words ?? []).map(Number));
  out.bytes(Buffer.from((spec.content ?? '').replace(/\s/g, ''), 'hex'));
  const length = size === undefined ? out.length : Number(size);
  return out.fill(Math.max(0, length - out.length), spec.fill ?? fill).toBuffer();
}
