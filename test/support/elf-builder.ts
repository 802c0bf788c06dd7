// Makes small ELF files for tests: 32-bit ones with segments and sections, 64-bit ones as a bare header.
// Fields follow the gABI; what a test wants wrong it can set through `patch`.

export interface SegmentSpec {
  readonly paddr: number;
  readonly vaddr?: number;
  /** Bytes in the file, all 0xa5. */
  readonly fileSize: number;
  readonly memSize?: number;
  /** PF_X 1, PF_W 2, PF_R 4. */
  readonly flags?: number;
}

export interface SectionSpec {
  readonly name: string;
  /** SHT_PROGBITS 1, SHT_SYMTAB 2, SHT_STRTAB 3, SHT_NOBITS 8. */
  readonly type?: number;
  /** SHF_WRITE 1, SHF_ALLOC 2, SHF_EXECINSTR 4. */
  readonly flags?: number;
  readonly addr?: number;
  readonly size?: number;
}

export interface ElfSpec {
  /** e_machine; 40 is Arm. */
  readonly machine?: number;
  /** ET_REL 1, ET_EXEC 2, ET_DYN 3. */
  readonly type?: number;
  readonly bits?: 32 | 64;
  readonly bigEndian?: boolean;
  readonly entry?: number;
  readonly segments?: readonly SegmentSpec[];
  readonly sections?: readonly SectionSpec[];
  /** No section headers at all, as `sstrip` leaves a file. */
  readonly noSectionTable?: boolean;
  /** Bytes to overwrite at the end, by their offset. */
  readonly patch?: Readonly<Record<string, number>>;
  /** Cut the file to this length. */
  readonly cutTo?: number;
}

const vectorTable: SegmentSpec = { paddr: 0x08000000, fileSize: 64, flags: 5 };

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

class Writer {
  private readonly bytes: number[] = [];

  constructor(private readonly bigEndian: boolean) {}

  get length(): number {
    return this.bytes.length;
  }

  put(value: number, sizeBytes: 1 | 2 | 4 | 8): this {
    const ordered = Array.from({ length: sizeBytes }, (_, i) => Math.floor(value / 256 ** i) % 256);
    this.bytes.push(...(this.bigEndian ? ordered.reverse() : ordered));
    return this;
  }

  words(...values: readonly number[]): this {
    for (const value of values) this.put(value, 4);
    return this;
  }

  fill(count: number, value: number): this {
    for (let i = 0; i < count; i++) this.bytes.push(value);
    return this;
  }

  text(text: string): this {
    this.bytes.push(...Buffer.from(text, 'latin1'));
    return this;
  }

  toBuffer(): Buffer {
    return Buffer.from(this.bytes);
  }
}

function ident(spec: ElfSpec): Writer {
  const out = new Writer(spec.bigEndian === true);
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
  const out = ident(spec).put(spec.entry ?? 0x1000, 8);
  out.put(0, 8).put(0, 8).put(0, 4).put(64, 2);
  return out.fill(10, 0).toBuffer();
}

function image32(spec: ElfSpec): Buffer {
  const segments = spec.segments ?? (spec.type === 1 ? [] : [vectorTable]);
  const sections = spec.noSectionTable === true ? [] : (spec.sections ?? debugSections);
  const contentStart = 52 + segments.length * 32;
  const segmentBytes = segments.reduce((sum, { fileSize }) => sum + fileSize, 0);
  const names = `\0${[...sections.map(({ name }) => name), '.shstrtab'].join('\0')}\0`;
  const sectionBytes = sections.map(({ type, size = 0 }) => (type === 8 ? 0 : size));
  const sectionStart = contentStart + segmentBytes;
  const namesStart = sectionStart + sectionBytes.reduce((sum, size) => sum + size, 0);
  const tableStart = namesStart + names.length;
  const count = spec.noSectionTable === true ? 0 : sections.length + 2;

  const out = ident(spec).words(spec.entry ?? (spec.type === 1 ? 0 : 0x08000041));
  out.words(segments.length > 0 ? 52 : 0, count > 0 ? tableStart : 0, 0x05000400).put(52, 2);
  out
    .put(32, 2)
    .put(segments.length, 2)
    .put(40, 2)
    .put(count, 2)
    .put(Math.max(0, count - 1), 2);
  let offset = contentStart;
  for (const { paddr, vaddr = paddr, fileSize, memSize = fileSize, flags = 5 } of segments) {
    out.words(1, offset, vaddr, paddr, fileSize, memSize, flags, 4);
    offset += fileSize;
  }
  out.fill(segmentBytes, 0xa5).fill(namesStart - sectionStart, 0);
  if (count === 0) return out.toBuffer();
  out.text(names).fill(40, 0);
  offset = sectionStart;
  for (const [index, section] of sections.entries()) {
    const { name, type = 1, flags = 0, addr = 0, size = 0 } = section;
    out.words(names.indexOf(`\0${name}\0`) + 1, type, flags, addr, offset, size, 0, 0, 1, 0);
    offset += sectionBytes[index] ?? 0;
  }
  out.words(names.indexOf('\0.shstrtab\0') + 1, 3, 0, 0, namesStart, names.length, 0, 0, 1, 0);
  return out.toBuffer();
}
