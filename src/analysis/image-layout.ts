// What an image puts where on a part: its pieces as GDB's `load` writes them, and one verdict a piece, so that
// no two checks report the same bytes.

import type { Device } from '../devices/device';
import { isHeadersOnly, loadableSegments, loadAddressOf } from '../elf/elf-image';
import type { ElfImage, ElfSection, ElfSegment } from '../elf/elf-image';
import {
  classOf,
  hasApplicationCore,
  hasMemoryMap,
  largestEnd,
  placeOf,
  runNear,
} from '../devices/memory-runs';
import type { MemoryRun, PartPlace } from '../devices/memory-runs';

/**
 * Bytes of the file with one load address. GDB loads by section (symfile.c, load_one_section: SEC_LOAD), so a
 * piece is a section; in a file without section headers it is a segment.
 */
export interface Piece {
  /** The section's name, or `segment 2`, counted from 1 among the loadable ones. */
  readonly name: string;
  readonly hasName: boolean;
  /** LMA. */
  readonly start: number;
  readonly sizeBytes: number;
  /** VMA. */
  readonly runsAt: number;
  readonly isWritable: boolean;
  readonly isExecutable: boolean;
  /** Not copied. */
  readonly content: Uint8Array;
}

/** What becomes of a piece; exactly one check reports each. */
export type Verdict =
  /** Flash, data EEPROM: a debugger programs it. */
  | { readonly kind: 'programmable'; readonly place: PartPlace }
  /** Working memory, lost at the next power-off. */
  | { readonly kind: 'ram'; readonly place: PartPlace }
  | { readonly kind: 'backup'; readonly place: PartPlace }
  | { readonly kind: 'external'; readonly place: PartPlace }
  | { readonly kind: 'external-zeros'; readonly place: PartPlace }
  | { readonly kind: 'protected'; readonly place: PartPlace }
  | { readonly kind: 'flash-overflow'; readonly run: MemoryRun }
  | { readonly kind: 'ram-overflow'; readonly run: MemoryRun }
  /** In no memory, or seen there only: at 0 the flash can be read and not programmed. */
  | { readonly kind: 'outside'; readonly isBootAlias: boolean };

export interface JudgedPiece {
  readonly piece: Piece;
  readonly verdict: Verdict;
}

/** Asked for by every check of an image; gone with it. */
const pieceCache = new WeakMap<ElfImage, readonly Piece[]>();
const judgedCache = new WeakMap<ElfImage, WeakMap<Device, readonly JudgedPiece[]>>();

/** The pieces by load address. */
export function piecesOf(image: ElfImage): readonly Piece[] {
  const pieces = pieceCache.get(image) ?? findPieces(image);
  pieceCache.set(image, pieces);
  return pieces;
}

function findPieces(image: ElfImage): readonly Piece[] {
  const segments = loadableSegments(image);
  const byOffset = [...segments].sort((a, b) => a.offset - b.offset);
  const covered = new Set<ElfSegment>();
  const pieces: Piece[] = [];
  for (const section of image.sections) {
    if (!section.flags.alloc || section.size === 0 || section.type === 'nobits') continue;
    const segment = segmentOf(byOffset, section);
    if (segment === undefined) continue;
    covered.add(segment);
    const from = section.offset - segment.offset;
    pieces.push({
      name: section.name === '' ? 'unnamed section' : section.name,
      hasName: section.name !== '',
      start: loadAddressOf(section, segment),
      sizeBytes: section.size,
      runsAt: section.addr,
      isWritable: section.flags.write,
      isExecutable: section.flags.execute,
      content: image.contentOf(segment).subarray(from, from + section.size),
    });
  }
  for (const [index, segment] of segments.entries()) {
    // A segment that holds no section at all is loaded by servers that go by segments.
    if (covered.has(segment) || isHeadersOnly(image, segment)) continue;
    pieces.push(pieceOfSegment(image, segment, index));
  }
  return pieces.sort((a, b) => a.start - b.start);
}

/** By the file offset, which is unique where the addresses of overlays are not. */
function segmentOf(byOffset: readonly ElfSegment[], section: ElfSection): ElfSegment | undefined {
  let low = 0;
  let high = byOffset.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((byOffset[middle]?.offset ?? 0) <= section.offset) low = middle + 1;
    else high = middle;
  }
  // Segments that share bytes of the file are rare; a few steps back find them without quadratic time.
  for (let at = low - 1; at >= Math.max(0, low - 8); at--) {
    const segment = byOffset[at];
    if (segment === undefined) continue;
    const isInFile = section.offset + section.size <= segment.offset + segment.fileSize;
    const isInMemory =
      section.addr >= segment.vaddr &&
      section.addr + section.size <= segment.vaddr + segment.memSize;
    if (isInFile && isInMemory) return segment;
  }
  return undefined;
}

function pieceOfSegment(image: ElfImage, segment: ElfSegment, index: number): Piece {
  return {
    name: `segment ${index + 1}`,
    hasName: false,
    start: segment.paddr,
    sizeBytes: segment.fileSize,
    runsAt: segment.vaddr,
    isWritable: segment.flags.write,
    isExecutable: segment.flags.execute,
    content: image.contentOf(segment),
  };
}

/**
 * Whether the rules about memories can be applied at all: a linked Arm image for a part whose memories are
 * known, and not one for a Cortex-A core.
 */
export function canJudge(image: ElfImage, device: Device): boolean {
  if (!image.isArm || image.class !== 32 || image.type === 'rel' || image.type === 'core') {
    return false;
  }
  if (!hasMemoryMap(device)) return false;
  // On a part with both kinds of core, only an image that says that it is for the Cortex-M is judged.
  return !hasApplicationCore(device) || image.attributes?.profile === 'M';
}

/** Every piece with its verdict, by load address; empty where the rules cannot be applied. */
export function judge(image: ElfImage, device: Device): readonly JudgedPiece[] {
  if (!canJudge(image, device)) return [];
  const ofImage = judgedCache.get(image) ?? new WeakMap<Device, readonly JudgedPiece[]>();
  judgedCache.set(image, ofImage);
  const judged =
    ofImage.get(device) ??
    withStoredZeros(piecesOf(image).map((piece) => ({ piece, verdict: verdictOf(device, piece) })));
  ofImage.set(device, judged);
  return judged;
}

/** Banks of FMC are this far apart; a QSPI, OCTOSPI or XSPI memory is mostly smaller. */
const chipBytes = 0x04000000;

/** Where code is stored outside the chip there is a flash: zeros beside it are content, such as a checksum's place. */
function withStoredZeros(judged: readonly JudgedPiece[]): readonly JudgedPiece[] {
  const chipOf = ({ start }: Piece): number => Math.floor(start / chipBytes);
  const stored = judged.filter(({ piece, verdict }) => {
    return verdict.kind === 'external' && piece.isExecutable;
  });
  const chips = new Set(stored.map(({ piece }) => chipOf(piece)));
  return judged.map(({ piece, verdict }) => {
    const isStored = verdict.kind === 'external-zeros' && chips.has(chipOf(piece));
    return { piece, verdict: isStored ? { kind: 'external', place: verdict.place } : verdict };
  });
}

function verdictOf(device: Device, piece: Piece): Verdict {
  const place = placeOf(device, piece.start);
  if (place === undefined) return verdictOutside(device, piece);
  if (place.alias?.start === 0 && place.memory.kind === 'flash') {
    return { kind: 'outside', isBootAlias: true };
  }
  const end = piece.start + piece.sizeBytes;
  const { kind } = place.memory;
  const memoryClass = classOf(kind);
  switch (memoryClass) {
    case 'flash': {
      const run = kind === 'flash' ? runNear(device, 'flash', piece.start) : undefined;
      if (run !== undefined && end > run.end) return { kind: 'flash-overflow', run };
      return { kind: 'programmable', place };
    }
    case 'ram': {
      const run = runNear(device, 'ram', piece.start);
      if (run !== undefined && end > largestEnd(run)) return { kind: 'ram-overflow', run };
      return { kind: 'ram', place };
    }
    case 'external': {
      // Zeros for constants are content like any other; zeros for variables are what NOLOAD is for.
      const isForZeros = piece.isWritable && isAllZero(piece.content);
      return { kind: isForZeros ? 'external-zeros' : 'external', place };
    }
    case 'protected':
      return { kind: 'protected', place };
    case 'other':
      return { kind: kind === 'backup' ? 'backup' : 'programmable', place };
  }
}

function verdictOutside(device: Device, { start, sizeBytes }: Piece): Verdict {
  for (const memoryClass of ['flash', 'ram'] as const) {
    const run = runNear(device, memoryClass, start);
    if (run === undefined || start < run.end) continue;
    // Option bytes can give a TCM more than it has from the factory.
    const place = placeOf(device, run.start);
    if (start + sizeBytes <= largestEnd(run) && place !== undefined) return { kind: 'ram', place };
    return { kind: memoryClass === 'flash' ? 'flash-overflow' : 'ram-overflow', run };
  }
  return { kind: 'outside', isBootAlias: false };
}

/** Reads until the first byte that is not zero. */
export function isAllZero(bytes: Uint8Array): boolean {
  // A frame buffer has megabytes: a callback a byte would take longer than all other checks.
  for (const byte of bytes) if (byte !== 0) return false;
  return bytes.length > 0;
}

/** An image whose code is loaded to RAM and runs there: nothing of it is in flash or in external memory. */
export function isRamImage(judged: readonly JudgedPiece[]): boolean {
  const isCode = ({ piece }: JudgedPiece): boolean => piece.isExecutable;
  const code = judged.some(isCode) ? judged.filter(isCode) : judged;
  return (
    code.length > 0 &&
    code.every(({ verdict: { kind } }) => kind === 'ram' || kind === 'ram-overflow')
  );
}

/** What an image occupies at run time, by address: sections with and without bytes in the file. */
export interface Occupied {
  readonly name: string;
  /** VMA. */
  readonly start: number;
  readonly sizeBytes: number;
  readonly hasContent: boolean;
}

/** The image's static memory, by address; whole segments where there are no sections. */
export function occupiedBy(image: ElfImage): readonly Occupied[] {
  const sections = image.sections
    .filter(({ flags, size }) => flags.alloc && size > 0)
    .map(({ name, addr, size, type }) => {
      return { name, start: addr, sizeBytes: size, hasContent: type !== 'nobits' };
    });
  const found =
    sections.length > 0
      ? sections
      : image.segments
          .filter(({ type, memSize }) => type === 'load' && memSize > 0)
          .map(({ vaddr, memSize, fileSize }, index) => {
            const name = `segment ${index + 1}`;
            return { name, start: vaddr, sizeBytes: memSize, hasContent: fileSize > 0 };
          });
  return found.sort((a, b) => a.start - b.start);
}

/** A run of RAM with what an image puts behind its end. */
export interface RamOverflow {
  readonly run: MemoryRun;
  readonly beyond: readonly Occupied[];
  /** Exclusive end of the last of them. */
  readonly end: number;
  /** Option bytes can make the run large enough. */
  readonly isPossible: boolean;
}

/** Static RAM behind the end of the part's, one entry a run. */
export function ramOverflows(image: ElfImage, device: Device): readonly RamOverflow[] {
  if (!canJudge(image, device)) return [];
  const beyond = new Map<number, { run: MemoryRun; items: Occupied[]; end: number }>();
  for (const item of occupiedBy(image)) {
    const end = item.start + item.sizeBytes;
    const run = runNear(device, 'ram', item.start);
    if (run === undefined || end <= run.end) continue;
    if (placeOf(device, item.start) !== undefined && item.start >= run.end) continue;
    // Below the RAM's part of the map there are ITCM and boot addresses, above it peripherals.
    if (item.start >= 0x40000000) continue;
    const entry = beyond.get(run.start) ?? { run, items: [], end: 0 };
    entry.items.push(item);
    entry.end = Math.max(entry.end, end);
    beyond.set(run.start, entry);
  }
  return [...beyond.values()].map(({ run, items, end }) => {
    return { run, beyond: items, end, isPossible: end <= largestEnd(run) };
  });
}
