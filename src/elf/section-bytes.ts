// The bytes of a 32-bit file's sections, not copied.

import type { ElfSection } from './elf-image';

/** Size of a section header, and the offsets of sh_flags and sh_link in it (gABI chapter 4). */
const headerBytes = 40;
const flagsAt = 8;
const linkAt = 24;

const compressedFlag = 0x800;

export interface SectionBytes {
  readonly isLittle: boolean;
  readonly sections: readonly ElfSection[];
  /** Empty for a section that has none in the file, is compressed, or is not there. */
  of(index: number): Buffer;
  /** The bytes of the first section of that name. */
  named(name: string): Buffer;
  /** sh_link: the number of the section that goes with it. */
  linkOf(index: number): number;
}

/**
 * @param buffer the whole file, whose section table is known to lie inside.
 * @param tableOffset e_shoff.
 */
export function createSectionBytes(
  buffer: Buffer,
  sections: readonly ElfSection[],
  isLittle: boolean,
  tableOffset: number,
): SectionBytes {
  const field = (index: number, at: number): number => {
    const offset = tableOffset + index * headerBytes + at;
    return isLittle ? buffer.readUInt32LE(offset) : buffer.readUInt32BE(offset);
  };
  const of = (index: number): Buffer => {
    const section = sections[index];
    if (section === undefined || section.type === 'nobits' || section.type === 'null') return none;
    if ((field(index, flagsAt) & compressedFlag) !== 0) return none;
    return buffer.subarray(section.offset, section.offset + section.size);
  };
  return {
    isLittle,
    sections,
    of,
    named: (name) => of(sections.findIndex((section) => section.name === name)),
    linkOf: (index) => (sections[index] === undefined ? 0 : field(index, linkAt)),
  };
}

const none = Buffer.alloc(0);
