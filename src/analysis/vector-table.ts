// The image's vector table: where it is stored and what its first two words say (Armv7-M manual, B1.5.3: initial
// stack pointer and reset vector).

import type { Device } from '../devices/device';
import type { ElfImage } from '../elf/elf-image';
import { canJudge, piecesOf } from './image-layout';
import type { Piece } from './image-layout';
import { classOf, largestEnd, placeOf, runNear } from '../devices/memory-runs';

export interface VectorTable {
  /** `symbol g_pfnVectors`, `section .isr_vector`, `the first bytes in flash`. */
  readonly what: string;
  /** How it was found; at the flash's start it is what the core reads, whatever it was meant to be. */
  readonly foundBy: 'symbol' | 'section' | 'flash-start';
  readonly piece: Piece;
  /** LMA. */
  readonly start: number;
  /** VMA. */
  readonly runsAt: number;
  /** Undefined where nothing says it. */
  readonly sizeBytes: number | undefined;
  /**
   * It is at the start of the flash, or in a section of its own. A symbol alone may be some other table's name.
   */
  readonly isCertain: boolean;
  readonly stackPointer: number;
  readonly resetVector: number;
}

/**
 * Names of the table: ST's start-up files, CMSIS, mbed, libopencm3, ChibiOS and NuttX, Zephyr, RIOT, Rust's
 * cortex-m-rt.
 */
const symbolNames = [
  ...[
    'g_pfnVectors',
    '__Vectors',
    '__isr_vector',
    '__isr_vectors',
    'vector_table',
    '_vector_table',
  ],
  ...['__vector_table', '_vectors', '__vectors', 'cortex_vector_base', 'isr_vectors'],
];

const sectionNames = /^\.?(isr_vectors?|vectors|vector_table|intvec|startup_vectors)$/;

/** No Cortex-M has more than 16 + 480 vectors; a larger section holds something else too. */
const largestTableBytes = (16 + 480) * 4;

/** Families whose option bytes hold the boot address, so that flash's start says nothing for certain. */
const bootAddressFamilies = /^(F7|H7|H7RS|H5|L5|U5|U3|WBA|N6|C5)$/;

export function hasBootAddress({ family }: Device): boolean {
  return bootAddressFamilies.test(family);
}

/** Before it is compared with the others. */
type FoundTable = Omit<VectorTable, 'isCertain'>;

/** The start of the part's flash, where a Cortex-M starts unless option bytes say otherwise. */
export function flashStart(device: Device): number | undefined {
  return device.flash[0]?.banks[0]?.start;
}

/** Undefined where the image has none, or is not one that the part's Cortex-M would start. */
export function findVectorTable(image: ElfImage, device: Device): VectorTable | undefined {
  if (!canJudge(image, device) || image.endianness !== 'little') return undefined;
  const pieces = piecesOf(image);
  const boot = flashStart(device);
  const found = [...bySymbol(image, pieces), ...bySection(pieces)];
  const sorted = found.sort((a, b) => a.start - b.start);
  const isAtBoot = ({ start }: FoundTable): boolean => addressOf(device, start) === boot;
  const table = sorted.find(isAtBoot) ?? sorted[0] ?? atFlashStart(pieces, boot, device);
  if (table === undefined) return undefined;
  return { ...table, isCertain: isAtBoot(table) || sectionNames.test(table.piece.name) };
}

/** In the real memory's own addresses. */
export function addressOf(device: Device, address: number): number {
  return placeOf(device, address)?.address ?? address;
}

function bySymbol(image: ElfImage, pieces: readonly Piece[]): FoundTable[] {
  return symbolNames.flatMap((name) =>
    image.symbols.named(name).flatMap(({ address, sizeBytes }): FoundTable[] => {
      const piece = pieces.find(({ runsAt, sizeBytes: size }) => {
        return address >= runsAt && address < runsAt + size;
      });
      if (piece === undefined) return [];
      const size = sizeBytes > 0 && sizeBytes <= largestTableBytes ? sizeBytes : undefined;
      return tableAt(piece, address - piece.runsAt, `symbol ${name}`, 'symbol', size);
    }),
  );
}

function bySection(pieces: readonly Piece[]): FoundTable[] {
  return pieces.flatMap((piece) => {
    if (!piece.hasName || !sectionNames.test(piece.name)) return [];
    const size = piece.sizeBytes <= largestTableBytes ? piece.sizeBytes : undefined;
    return tableAt(piece, 0, `section ${piece.name}`, 'section', size);
  });
}

function atFlashStart(
  pieces: readonly Piece[],
  boot: number | undefined,
  device: Device,
): FoundTable | undefined {
  const piece = pieces.find(({ start }) => addressOf(device, start) === boot);
  if (piece === undefined || !pieces.some(({ isExecutable }) => isExecutable)) return undefined;
  // With a boot address in option bytes the first words may be anything.
  if (hasBootAddress(device)) return undefined;
  return tableAt(piece, 0, 'the first bytes in flash', 'flash-start', undefined)[0];
}

function tableAt(
  piece: Piece,
  offset: number,
  what: string,
  foundBy: FoundTable['foundBy'],
  sizeBytes: number | undefined,
): FoundTable[] {
  const { content, start, runsAt } = piece;
  if (content.length < offset + 8) return [];
  const words = new DataView(content.buffer, content.byteOffset + offset, 8);
  return [
    {
      ...{ what, foundBy, piece, sizeBytes },
      start: start + offset,
      runsAt: runsAt + offset,
      stackPointer: words.getUint32(0, true),
      resetVector: words.getUint32(4, true),
    },
  ];
}

/** What an initial stack pointer is good for. The first push goes below it, so it may be a RAM's end. */
export type StackVerdict = 'ram' | 'possible' | 'other-memory' | 'nowhere';

export function judgeStack(device: Device, stackPointer: number): StackVerdict {
  const memory = stackPointer >= 4 ? placeOf(device, stackPointer - 4)?.memory : undefined;
  const memoryClass = memory === undefined ? undefined : classOf(memory.kind);
  if (memoryClass === 'ram') return 'ram';
  const run = runNear(device, 'ram', stackPointer - 4);
  // Option bytes can make a TCM larger than it comes from the factory.
  if (run !== undefined && stackPointer <= largestEnd(run)) return 'possible';
  return memoryClass === 'external' || memory?.kind === 'backup' ? 'other-memory' : 'nowhere';
}

/** Whether two words can be the start of a vector table of this part. */
export function looksLikeTable(device: Device, stackPointer: number, reset: number): boolean {
  return (
    judgeStack(device, stackPointer) !== 'nowhere' &&
    reset % 2 === 1 &&
    placeOf(device, reset - 1) !== undefined
  );
}

/** The words that the image puts at an address (LMA); undefined where it puts none. */
export function wordsAt(
  image: ElfImage,
  device: Device,
  address: number,
): readonly [number, number] | undefined {
  const piece = piecesOf(image).find(({ start, sizeBytes }) => {
    const from = addressOf(device, start);
    return address >= from && address + 8 <= from + sizeBytes;
  });
  if (piece === undefined) return undefined;
  const offset = address - addressOf(device, piece.start);
  if (piece.content.length < offset + 8) return undefined;
  const view = new DataView(piece.content.buffer, piece.content.byteOffset + offset, 8);
  return [view.getUint32(0, true), view.getUint32(4, true)];
}
