// Intel HEX and Motorola S-record files → the addresses they write. One pass over the bytes; nothing of the
// contents is kept.

import type { LoadFileResult, LoadRange } from './load-file';

/** Runs that are told apart; a firmware has a handful, and each takes memory. */
const runLimit = 100_000;

/** A line of a record file: where its text begins and ends, without white space around it. */
interface Line {
  readonly number: number;
  readonly start: number;
  readonly end: number;
}

/** What a record does; an end ends the file. */
type FileRecord =
  | { readonly kind: 'data'; readonly address: number; readonly sizeBytes: number }
  | { readonly kind: 'other' }
  | { readonly kind: 'end' }
  | { readonly kind: 'wrong'; readonly why: string };

const other: FileRecord = { kind: 'other' };

/**
 * Intel's "Hexadecimal Object File Format Specification", revision A: `:`, byte count, address, type 00 to 05,
 * data, checksum.
 */
export function readIntelHex(bytes: Buffer): LoadFileResult {
  // What records of type 02 (paragraph of 16 bytes) and 04 (upper half) add to an address.
  let base = 0;
  return readRecords(bytes, 'an end record (:00000001FF)', (line) => {
    if (bytes[line.start] !== 0x3a) return wrong('does not begin with a colon');
    const from = line.start + 1;
    const record = decode(bytes, from, line.end);
    if (record === undefined) return wrong('is not made of pairs of hexadecimal digits');
    const size = record[0] ?? 0;
    if (record.length !== size + 5)
      return wrong(`does not have the ${size} bytes of data it names`);
    if (sum(record) !== 0) return wrong('has a wrong checksum');
    const value = (at: number): number => (record[at] ?? 0) * 256 + (record[at + 1] ?? 0);
    const type = record[3] ?? 0;
    if ((type === 2 || type === 4) && size !== 2) return wrong(`has an address of ${size} bytes`);
    switch (type) {
      case 0:
        return { kind: 'data', address: base + value(1), sizeBytes: size };
      case 1:
        return { kind: 'end' };
      case 2:
        base = value(4) * 16;
        return other;
      case 4:
        base = value(4) * 65536;
        return other;
      case 3:
      case 5:
        return other;
      default:
        return wrong(`is a record of type ${type}, which Intel HEX does not have`);
    }
  });
}

/** Address bytes of the S-record types that have data: S1 to S3. */
const addressBytes: Readonly<{ [type: number]: number }> = { 1: 2, 2: 3, 3: 4 };

/** Motorola S-records: `S`, type, byte count, address, data, checksum. */
export function readSRecords(bytes: Buffer): LoadFileResult {
  return readRecords(bytes, 'an end record (S7, S8 or S9)', (line) => {
    const type = (bytes[line.start + 1] ?? 0) - 0x30;
    if (bytes[line.start] !== 0x53 || type < 0 || type > 9) return wrong('is no S-record');
    const record = decode(bytes, line.start + 2, line.end);
    if (record === undefined) return wrong('is not made of pairs of hexadecimal digits');
    const size = record[0] ?? 0;
    if (record.length !== size + 1) return wrong(`does not have the ${size} bytes it names`);
    if (sum(record) !== 0xff) return wrong('has a wrong checksum');
    if (type >= 7) return { kind: 'end' };
    const width = addressBytes[type];
    if (width === undefined) return other;
    if (size < width + 1) return wrong('is too short for its address');
    let address = 0;
    for (let i = 1; i <= width; i++) address = address * 256 + (record[i] ?? 0);
    return { kind: 'data', address, sizeBytes: size - width - 1 };
  });
}

function wrong(why: string): FileRecord {
  return { kind: 'wrong', why };
}

/** A run of records, each of which begins where the one before it ends. */
interface Run {
  readonly start: number;
  end: number;
  readonly firstLine: number;
  lastLine: number;
}

/** @param endRecord what must stand at the end; without it the file was cut off. */
function readRecords(
  bytes: Buffer,
  endRecord: string,
  read: (line: Line) => FileRecord,
): LoadFileResult {
  const runs: Run[] = [];
  let run: Run | undefined;
  for (const line of linesOf(bytes)) {
    const record = read(line);
    if (record.kind === 'wrong') return { ok: false, why: `line ${line.number} ${record.why}` };
    if (record.kind === 'end') return { ok: true, ranges: toRanges(runs) };
    if (record.kind === 'other' || record.sizeBytes === 0) continue;
    const end = record.address + record.sizeBytes;
    if (run?.end === record.address) {
      run.end = end;
      run.lastLine = line.number;
      continue;
    }
    run = { start: record.address, end, firstLine: line.number, lastLine: line.number };
    runs.push(run);
    if (runs.length > runLimit)
      return { ok: false, why: `it has more than ${runLimit} separate runs` };
  }
  return { ok: false, why: `it ends without ${endRecord}, as a file does that was cut off` };
}

function toRanges(runs: readonly Run[]): readonly LoadRange[] {
  return runs
    .map(({ start, end, firstLine, lastLine }) => ({
      start,
      end,
      label: firstLine === lastLine ? `line ${firstLine}` : `lines ${firstLine} to ${lastLine}`,
    }))
    .sort((a, b) => a.start - b.start);
}

/** The lines with something in them. */
function* linesOf(bytes: Buffer): Generator<Line> {
  let number = 0;
  for (let from = 0; from < bytes.length;) {
    number++;
    const feed = bytes.indexOf(0x0a, from);
    const stop = feed < 0 ? bytes.length : feed;
    let start = from;
    let end = stop;
    while (start < end && isBlank(bytes[start])) start++;
    while (end > start && isBlank(bytes[end - 1])) end--;
    if (end > start) yield { number, start, end };
    from = stop + 1;
  }
}

/** White space, and the Ctrl-Z that old tools put at a file's end. */
function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0d || byte === 0x09 || byte === 0x1a;
}

/** Longest record in bytes: a count of 255, with address, type and checksum. */
const recordLimit = 260;

/** @returns undefined when the text is no sequence of hexadecimal pairs, or longer than any record. */
function decode(bytes: Buffer, from: number, to: number): Buffer | undefined {
  const length = (to - from) / 2;
  if (!Number.isInteger(length) || length < 1 || length > recordLimit) return undefined;
  const record = Buffer.from(bytes.toString('latin1', from, to), 'hex');
  return record.length === length ? record : undefined;
}

function sum(record: Buffer): number {
  let total = 0;
  for (const byte of record) total += byte;
  return total % 256;
}
