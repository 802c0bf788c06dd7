// A file to program → the sections it writes into the target, with their bytes.

import { sectionsOf } from '../elf/elf-image';
import type { ElfImage, ElfSegment } from '../elf/elf-image';
import { loadRangesOf } from '../elf/load-file';
import { readElf } from '../elf/read-elf';
import type { Host } from '../host/host';

/** A section as GDB's `load` writes it. */
export interface ImageSection {
  /** As GDB calls it too. */
  readonly name: string;
  /** Where it is stored (its load address), unsigned. */
  readonly address: number;
  /** Never empty. */
  readonly bytes: Uint8Array;
  readonly isReadOnly: boolean;
}

/** RAM of every STM32: Armv7-M Architecture Reference Manual, B3.1, and the TCM and CCM below it. */
const ramRanges: readonly (readonly [start: number, end: number])[] = [
  [0x0000_0000, 0x0002_0000],
  [0x1000_0000, 0x1008_0000],
  [0x2000_0000, 0x4000_0000],
];

export function isInRam({ address }: Pick<ImageSection, 'address'>): boolean {
  return ramRanges.some(([start, end]) => address >= start && address < end);
}

/**
 * @returns undefined for a file that is not an ELF with sections (Intel HEX, S-record): GDB reads those by itself, and
 * only GDB knows what it calls their parts.
 */
export async function readImageSections(
  host: Host,
  path: string,
): Promise<readonly ImageSection[] | undefined> {
  const read = await host.readFile(path);
  const elf = read.ok ? readElf(read.bytes) : undefined;
  return elf?.ok === true ? imageSections(elf.image) : undefined;
}

/** The loaded sections by address, none of zero size; undefined where a segment has none that describes it. */
export function imageSections(image: ElfImage): readonly ImageSection[] | undefined {
  const segments = image.segments.filter(({ type, fileSize }) => type === 'load' && fileSize > 0);
  const sections: ImageSection[] = [];
  for (const { start, end, label } of loadRangesOf(image)) {
    const segment = segments.find(
      ({ paddr, fileSize }) => start >= paddr && end <= paddr + fileSize,
    );
    const isReadOnly = segment === undefined ? undefined : isReadOnlySection(image, segment, label);
    if (segment === undefined || isReadOnly === undefined) return undefined;
    const content = image.contentOf(segment);
    const bytes = content.subarray(start - segment.paddr, end - segment.paddr);
    sections.push({ name: label, address: start, bytes, isReadOnly });
  }
  return sections;
}

/** Undefined where the segment has no such section. */
function isReadOnlySection(
  image: ElfImage,
  segment: ElfSegment,
  name: string,
): boolean | undefined {
  const section = sectionsOf(image, segment).find((one) => one.name === name);
  return section === undefined ? undefined : !section.flags.write;
}
