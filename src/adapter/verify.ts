// Comparing what is in the target with the files that belong there, by whole sections: what a launch does after
// programming, and instead of it where nothing has changed.
//
// GDB's `compare-sections` leaves the work to a server that can compute checksums (OpenOCD; others are read). OpenOCD
// computes them with a piece of code that it puts at the start of RAM and does not clear away (0.12, armv7m.c,
// armv7m_checksum_memory; `-work-area-backup 0` in target/stm32*.cfg). So it is used only by a launch that resets the target
// afterwards, and an image that was loaded to RAM is read instead.

import { Failure } from '../base/failure';
import type { Gdb } from '../gdb/gdb';
import { dataReadMemoryBytes } from '../gdb/commands/memory';
import { isInRam } from './flash-image';
import type { ImageSection } from './flash-image';

export interface SectionVerdict {
  readonly name: string;
  readonly address: number;
  readonly sizeBytes: number;
  /** `unreadable`: nothing can be said; the server did not give its bytes. */
  readonly outcome: 'same' | 'different' | 'unreadable';
}

export interface ComparedFile {
  readonly path: string;
  readonly verdicts: readonly SectionVerdict[];
  /** GDB's or the server's words for what could not be read. */
  readonly trouble: string | undefined;
}

export interface CompareOptions {
  readonly signal: AbortSignal;
  /** Before each section; `done` is from 0 to 1. */
  readonly onSection: (name: string, done: number) => void;
}

/** The first byte that differs, and some bytes from there on of the image and of the target. */
export interface Difference {
  readonly address: number;
  readonly expected: Uint8Array;
  readonly found: Uint8Array;
}

/** A checksum of a megabyte takes seconds on a chip that has just been reset; GDB waits 2 s for an answer. */
const checksumSeconds = 30;
/** Read at once while looking for a difference, and the bytes of it that are shown. */
const pieceBytes = 4096;
const shownBytes = 8;

export function isIdentical({ verdicts }: ComparedFile): boolean {
  return verdicts.length > 0 && verdicts.every(({ outcome }) => outcome === 'same');
}

/**
 * Compares a file that is GDB's exec file with the target, which stands.
 * @param sections of the file; undefined for one that only GDB can read.
 * @throws Failure as `Gdb.send`, but not for memory that cannot be read
 */
export async function compareFile(
  gdb: Gdb,
  path: string,
  sections: readonly ImageSection[] | undefined,
  options: CompareOptions,
): Promise<ComparedFile> {
  if (sections === undefined) return compareByGdb(gdb, path, options);
  const isRead = sections.some(isInRam);
  const total = sections.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const verdicts: SectionVerdict[] = [];
  let trouble: string | undefined;
  let done = 0;
  await withPatience(gdb, async () => {
    for (const section of sections) {
      const { name, address, bytes } = section;
      options.onSection(name, done / total);
      try {
        const isSame = isRead
          ? (await firstDifference(gdb, section, options.signal)) === undefined
          : await isSectionSame(gdb, section, options.signal);
        const outcome = isSame ? 'same' : 'different';
        verdicts.push({ name, address, sizeBytes: bytes.length, outcome });
      } catch (error) {
        trouble ??= wordsOf(error);
        verdicts.push({ name, address, sizeBytes: bytes.length, outcome: 'unreadable' });
      }
      done += bytes.length;
    }
  });
  return { path, verdicts, trouble };
}

/**
 * The first byte of a section that is another one in the target; undefined where all are the same.
 * @throws Failure gdb-error where the target's memory cannot be read
 */
export async function firstDifference(
  gdb: Gdb,
  { address, bytes }: Pick<ImageSection, 'address' | 'bytes'>,
  signal?: AbortSignal,
): Promise<Difference | undefined> {
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    const expected = bytes.subarray(at, at + pieceBytes);
    const found = await readWhole(gdb, address + at, expected.length, signal);
    const first = expected.findIndex((byte, index) => byte !== found[index]);
    if (first < 0) continue;
    return {
      address: address + at + first,
      expected: expected.slice(first, first + shownBytes),
      found: found.subarray(first, first + shownBytes),
    };
  }
  return undefined;
}

/** Exactly that many bytes. @throws Failure gdb-error where one of them cannot be read */
export async function readWhole(
  gdb: Gdb,
  address: number,
  count: number,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  const [block] = await dataReadMemoryBytes(gdb, address, count, { signal });
  if (block?.begin === address && block.bytes.length >= count) return block.bytes;
  const where = `0x${(address + (block?.bytes.length ?? 0)).toString(16).padStart(8, '0')}`;
  throw new Failure('gdb-error', 'environment', `Cannot access memory at address ${where}`);
}

/** Erased flash reads as ones, on L0 and L1 as zeros. */
export function isBlank(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0xff) || bytes.every((byte) => byte === 0);
}

/** What GDB says of each section. */
const verdictLine =
  /^Section (.+), range (0x[0-9a-f]+) -- (0x[0-9a-f]+): (matched|MIS-MATCHED)\b/gm;

/** Text of `compare-sections` → verdicts. */
export function readVerdicts(said: string): readonly SectionVerdict[] {
  return [...said.matchAll(verdictLine)].map(([, name = '', start, end, word]) => ({
    name,
    address: Number(start),
    sizeBytes: Number(end) - Number(start),
    outcome: word === 'matched' ? 'same' : 'different',
  }));
}

/** A file of records: its parts have names only in GDB. What came before an unreadable part is lost with GDB's error. */
async function compareByGdb(
  gdb: Gdb,
  path: string,
  { signal, onSection }: CompareOptions,
): Promise<ComparedFile> {
  onSection(path, 0);
  try {
    const said = await withPatience(gdb, () => compareSections(gdb, '', signal));
    return { path, verdicts: readVerdicts(said), trouble: undefined };
  } catch (error) {
    const verdict = { name: path, address: 0, sizeBytes: 0, outcome: 'unreadable' } as const;
    return { path, verdicts: [verdict], trouble: wordsOf(error) };
  }
}

/** Sections may share a name; the one that is meant is known by its address. */
async function isSectionSame(
  gdb: Gdb,
  { name, address }: ImageSection,
  signal: AbortSignal,
): Promise<boolean> {
  const verdicts = readVerdicts(await compareSections(gdb, name, signal));
  return verdicts.some((one) => one.address === address && one.outcome === 'same');
}

function compareSections(gdb: Gdb, name: string, signal: AbortSignal): Promise<string> {
  return gdb.capture(`compare-sections ${name}`.trim(), { signal, timeout: 'load' });
}

async function withPatience<T>(gdb: Gdb, work: () => Promise<T>): Promise<T> {
  const { value } = await gdb.send('-gdb-show remotetimeout');
  const before = typeof value === 'string' ? Number(value) : 2;
  if (before >= checksumSeconds) return work();
  await gdb.send(`-gdb-set remotetimeout ${checksumSeconds}`);
  try {
    return await work();
  } finally {
    // Not waited for: where the work was called off, GDB is still at it. Fails only with GDB, which the work tells.
    gdb.send(`-gdb-set remotetimeout ${before}`).catch(() => undefined);
  }
}

/** @throws what is no refusal: cancelled, gdb-gone, timeout */
function wordsOf(error: unknown): string {
  if (!(error instanceof Failure) || error.code !== 'gdb-error') throw error;
  return error.message;
}
