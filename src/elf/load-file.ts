// A file to program (ELF, Intel HEX, S-record) → which addresses it writes.

import { isHeadersOnly } from './elf-image';
import type { ElfImage, ElfSegment } from './elf-image';
import { identifyContent } from './identify';
import { readElf } from './read-elf';
import { readIntelHex, readSRecords } from './records';

/** A contiguous run of bytes a file programs; `end` is exclusive. */
export interface LoadRange {
  readonly start: number;
  readonly end: number;
  /** What it is: a section's name, or the record's line. */
  readonly label: string;
}

export type LoadFileResult =
  | { readonly ok: true; readonly ranges: readonly LoadRange[] }
  | { readonly ok: false; readonly why: string };

/**
 * @param bytes the whole file.
 * @returns ranges by start address; `why` is a clause without a full stop, such as "line 7 has a wrong checksum".
 */
export function readLoadFile(bytes: Uint8Array): LoadFileResult {
  const elf = readElf(bytes);
  if (elf.ok) return { ok: true, ranges: loadRangesOf(elf.image) };
  if (elf.code !== 'not-elf') return { ok: false, why: withoutStop(elf.message) };
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const first = firstCharacter(buffer);
  if (first === ':') return readIntelHex(buffer);
  if (first === 'S') return readSRecords(buffer);
  return {
    ok: false,
    why: `it is ${identifyContent(bytes)}, neither ELF, Intel HEX nor S-record; a raw binary holds no address to write it to`,
  };
}

/**
 * What is programmed of an image, by load address: the sections, as GDB's `load` takes them, and of a segment
 * that no section describes all of it.
 */
export function loadRangesOf(image: ElfImage): readonly LoadRange[] {
  const segments = image.segments.filter(({ type, fileSize }) => type === 'load' && fileSize > 0);
  // One walk over the sections in order of their place in the file, since a hostile file has 65,535 of both.
  const sections = image.sections
    .filter(({ type, flags, size }) => flags.alloc && size > 0 && type !== 'nobits')
    .sort((a, b) => a.offset - b.offset);
  const offsets = sections.map(({ offset }) => offset);
  const ranges: LoadRange[] = [];
  for (const segment of segments) {
    const before = ranges.length;
    const end = segment.offset + segment.fileSize;
    for (let i = firstAtLeast(offsets, segment.offset); i < sections.length; i++) {
      const section = sections[i];
      if (section === undefined || section.offset >= end || ranges.length >= rangeLimit) break;
      const start = segment.paddr + (section.offset - segment.offset);
      if (section.offset + section.size > end) continue;
      ranges.push({ start, end: start + section.size, label: section.name });
    }
    if (ranges.length === before && !isHeadersOnly(image, segment)) {
      ranges.push(wholeOf(segment, image));
    }
  }
  return ranges.sort((a, b) => a.start - b.start);
}

/** Segments of a hostile file share all their sections: 65,535 times 65,535 ranges. */
const rangeLimit = 100_000;

function wholeOf(segment: ElfSegment, image: ElfImage): LoadRange {
  const { paddr, fileSize } = segment;
  return {
    start: paddr,
    end: paddr + fileSize,
    label: `segment ${image.segments.indexOf(segment)}`,
  };
}

function firstAtLeast(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function firstCharacter(buffer: Buffer): string {
  return buffer.toString('latin1', 0, 64).trimStart().slice(0, 1);
}

function withoutStop(sentence: string): string {
  return sentence.replace(/\.$/, '');
}
