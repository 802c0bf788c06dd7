// What is in the flash at the start: an ELF file's segments, or a vector table with a loop.

import { readFileSync } from 'node:fs';
import { loadableSegments } from '../../../../src/elf/elf-image';
import { readElf } from '../../../../src/elf/read-elf';
import { wordBytes } from '../bus/memory';

export interface ImagePart {
  readonly address: number;
  readonly bytes: Uint8Array;
}

/** The segments by load address. Throws where it is no ELF file: the setup is wrong. */
export function imageOf(path: string): readonly ImagePart[] {
  const bytes = readFileSync(path);
  const elf = readElf(bytes);
  if (!elf.ok) throw new Error(`${path}: ${elf.message}`);
  return loadableSegments(elf.image).map(({ paddr, offset, fileSize }) => ({
    address: paddr,
    bytes: bytes.subarray(offset, offset + fileSize),
  }));
}

const loopOffset = 0x100;
/** `b .` twice, so that a step stays inside. */
const loop = 0xe7fee7fe;

/** Vectors (SP, Reset_Handler, a handler for the rest) and a loop 0x100 bytes behind them. */
export function madeUpImage(flashStart: number, stackTop: number): readonly ImagePart[] {
  const entry = flashStart + loopOffset + 1;
  const vectors = [stackTop, ...Array.from({ length: 15 }, () => entry)];
  return [
    { address: flashStart, bytes: wordBytes(...vectors) },
    { address: flashStart + loopOffset, bytes: wordBytes(loop, loop) },
  ];
}
