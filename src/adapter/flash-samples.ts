// Which bytes of an image are worth reading to find out whether the target holds it.

import type { ImageSection } from './flash-image';

/** Some bytes of a section. */
export type Sample = Pick<ImageSection, 'name' | 'address' | 'bytes'>;

export interface Spread {
  readonly samples: readonly Sample[];
  /** They are all bytes of all sections. */
  readonly isWhole: boolean;
}

/** An image of up to this many bytes is read whole: about a second over a usual probe. */
const wholeBytes = 128 * 1024;
/** One read in an image that is read whole. */
const pieceBytes = 4096;
/** A larger image is read in so many pages, and its small sections whole: a build id is one of them. */
const pages = 256;
const pageBytes = 256;
const smallBytes = 1024;

/**
 * Sections whole while they are few bytes, else pages at equal distances, the first and the last of each section among
 * them. Two builds that differ in one function differ behind it as well, since everything moves; what only changes a
 * constant between two pages is not seen.
 */
export function spread(sections: readonly ImageSection[]): Spread {
  const total = sections.reduce((sum, { bytes }) => sum + bytes.length, 0);
  if (total <= wholeBytes) {
    return { samples: sections.flatMap((section) => cut(section)), isWhole: true };
  }
  return {
    samples: sections.flatMap((section) => {
      if (section.bytes.length <= smallBytes) return cut(section);
      return pagesOf(section, Math.round((pages * section.bytes.length) / total));
    }),
    isWhole: false,
  };
}

function cut({ name, address, bytes }: ImageSection): readonly Sample[] {
  const samples: Sample[] = [];
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    samples.push({ name, address: address + at, bytes: bytes.subarray(at, at + pieceBytes) });
  }
  return samples;
}

/** At least the first and the last page; starts are on words, as the servers read them best. */
function pagesOf({ name, address, bytes }: ImageSection, wanted: number): readonly Sample[] {
  const number = Math.max(2, wanted);
  const last = bytes.length - pageBytes;
  return Array.from({ length: number }, (_, index) => {
    const at = index === number - 1 ? last : Math.floor((last * index) / (number - 1) / 4) * 4;
    return { name, address: address + at, bytes: bytes.subarray(at, at + pageBytes) };
  });
}
