// Notes of an ELF file → the build id.

import { ByteReader } from './byte-reader';
import type { SectionBytes } from './section-bytes';

/** NT_GNU_BUILD_ID of the owner "GNU". */
const buildIdType = 3;

/** Longest build id that is taken for one: SHA-512 has 64 bytes. */
const idLimit = 64;

/** Bytes that are read of the section; it holds one note of 36. */
const sectionLimit = 1 << 12;

/** @returns the build id in hex; undefined without one (GNU ld writes it with --build-id only). */
export function readBuildId(data: SectionBytes): string | undefined {
  const index = data.sections.findIndex(({ name }) => name === '.note.gnu.build-id');
  const bytes = data.of(index).subarray(0, sectionLimit);
  const reader = new ByteReader(bytes, data.isLittle);
  while (!reader.isAtEnd) {
    const nameSize = reader.number(4);
    const idSize = reader.number(4);
    const type = reader.number(4);
    const nameAt = reader.position;
    reader.skip(padded(nameSize));
    const idAt = reader.position;
    reader.skip(idSize);
    if (reader.isPastEnd) return undefined;
    const owner = bytes.toString('latin1', nameAt, nameAt + Math.min(nameSize, 4));
    if (type === buildIdType && owner === 'GNU\0' && idSize > 0 && idSize <= idLimit) {
      return bytes.toString('hex', idAt, idAt + idSize);
    }
    reader.skip(padded(idSize) - idSize);
  }
  return undefined;
}

/** Names and contents of notes fill whole words. */
function padded(size: number): number {
  return Math.ceil(size / 4) * 4;
}
