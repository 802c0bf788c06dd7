// The values of DWARF attributes: how long each form is, and where those are that stand for a text (DWARF 5,
// section 7.5.6; GNU's own forms of DWARF 4 as GDB reads them).

import type { ByteReader } from './byte-reader';

/** Where a text is, or a section offset; `other` was skipped. */
export type FormValue =
  | { readonly kind: 'text'; readonly offset: number }
  | { readonly kind: 'string'; readonly offset: number }
  | { readonly kind: 'line-string'; readonly offset: number }
  | { readonly kind: 'string-index'; readonly index: number }
  | { readonly kind: 'offset'; readonly offset: number }
  | { readonly kind: 'other' };

interface Sizes {
  readonly version: number;
  readonly offsetBytes: 4 | 8;
  readonly addressBytes: number;
}

/** Forms of a fixed size in bytes: data, flags, references, indices. */
const fixedSizes: Readonly<Record<number, number>> = {
  ...{ 0x05: 2, 0x06: 4, 0x07: 8, 0x0b: 1, 0x0c: 1, 0x11: 1, 0x12: 2, 0x13: 4, 0x14: 8 },
  // flag_present has none; ref_sup4, data16, ref_sig8, ref_sup8.
  ...{ 0x19: 0, 0x1c: 4, 0x1e: 16, 0x20: 8, 0x24: 8 },
  // addrx1 to addrx4.
  ...{ 0x29: 1, 0x2a: 2, 0x2b: 3, 0x2c: 4 },
};

/** Forms with a LEB128 number: sdata, udata, ref_udata, addrx, loclistx, rnglistx, GNU_addr_index. */
const lebForms = [0x0d, 0x0f, 0x15, 0x1b, 0x22, 0x23, 0x1f01];

/** Forms with an offset into another file: strp_sup, GNU_ref_alt, GNU_strp_alt. */
const foreignForms = [0x1d, 0x1f20, 0x1f21];

/** strx1 to strx4, by their size in bytes. */
const stringIndexSizes: Readonly<Record<number, number>> = { 0x25: 1, 0x26: 2, 0x27: 3, 0x28: 4 };

/** Blocks: the size in bytes of their length. */
const blockSizes: Readonly<Record<number, number>> = { 0x0a: 1, 0x03: 2, 0x04: 4 };

const other: FormValue = { kind: 'other' };

/**
 * Reads a value and leaves the reader behind it.
 * @returns undefined for a form that is not known: nothing behind it can be read.
 */
export function readForm(reader: ByteReader, form: number, sizes: Sizes): FormValue | undefined {
  let actual = form;
  // DW_FORM_indirect: the form stands before the value. Each takes a byte, so that this ends.
  while (actual === 0x16 && !reader.isPastEnd) actual = reader.uleb();
  const isText = readTextForm(reader, actual, sizes);
  if (isText !== undefined) return isText;
  const { version, offsetBytes, addressBytes } = sizes;
  const fixed = fixedSizes[actual];
  if (fixed !== undefined) reader.skip(fixed);
  else if (lebForms.includes(actual)) reader.uleb();
  else if (foreignForms.includes(actual)) reader.skip(offsetBytes);
  else if (actual === 0x01) reader.skip(addressBytes);
  // ref_addr was an address before DWARF 3.
  else if (actual === 0x10) reader.skip(version < 3 ? addressBytes : offsetBytes);
  else return readBlock(reader, actual);
  return other;
}

function readTextForm(reader: ByteReader, form: number, sizes: Sizes): FormValue | undefined {
  const indexSize = stringIndexSizes[form];
  if (indexSize !== undefined) return { kind: 'string-index', index: reader.number(indexSize) };
  switch (form) {
    case 0x08:
      return { kind: 'text', offset: reader.skipText() };
    case 0x0e:
      return { kind: 'string', offset: reader.number(sizes.offsetBytes) };
    case 0x1f:
      return { kind: 'line-string', offset: reader.number(sizes.offsetBytes) };
    case 0x17:
      return { kind: 'offset', offset: reader.number(sizes.offsetBytes) };
    // strx, GNU_str_index
    case 0x1a:
    case 0x1f02:
      return { kind: 'string-index', index: reader.uleb() };
    default:
      return undefined;
  }
}

/** block1, block2, block4; block and exprloc with a LEB128 length. */
function readBlock(reader: ByteReader, form: number): FormValue | undefined {
  const size = blockSizes[form];
  if (size !== undefined) reader.skip(reader.number(size));
  else if (form === 0x09 || form === 0x18) reader.skip(reader.uleb());
  else return undefined;
  return other;
}
