// A memory of the part in a line: name, size, place, and what one has to know before putting something there.

import { bytes } from '../../base/figures';
import { hex32 } from '../../base/hex';
import type { Memory } from '../../devices/device';

/** `CCMRAM, 64 KiB at 0x10000000: no DMA, no code`. */
export function memoryText(memory: Memory): string {
  const { name, start, sizeBytes } = memory;
  const limits = limitsOf(memory);
  const size = sizeBytes > 0 ? `${bytes(sizeBytes)} ` : '';
  return `${name}, ${size}at ${hex32(start)}${limits.length === 0 ? '' : `: ${limits.join(', ')}`}`;
}

/** Empty for a memory without restrictions. */
export function limitsOf(memory: Memory): readonly string[] {
  const { kind, dma, core, executable, maxBytes, sizeBytes, sharedWith } = memory;
  const isRam = kind === 'ram' || kind === 'ccm' || kind === 'itcm' || kind === 'dtcm';
  const only: readonly (readonly [holds: boolean, text: string])[] = [
    [kind === 'external', 'a window for memory on the board, which may have less or none'],
    [kind === 'backup', 'kept by VBAT, programmed by nobody'],
    [kind === 'system', "ST's boot loader"],
    [isRam && !dma, 'no DMA'],
    [core !== undefined, `only for the core ${core ?? ''}`],
    [isRam && executable === false, 'no code'],
    [executable === 'mpu', 'code only once the MPU allows it'],
    [
      maxBytes !== undefined && maxBytes > sizeBytes,
      `up to ${bytes(maxBytes ?? 0)} by option bytes`,
    ],
    [sharedWith !== undefined, `option bytes can give it to ${sharedWith ?? ''}`],
    [memory.isReserved, 'left to the radio stack'],
    [memory.isUnsure, memory.note ?? 'sources disagree about it'],
  ];
  return only.flatMap(([holds, text]) => (holds ? [text] : []));
}
