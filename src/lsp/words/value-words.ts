// Numbers of a linker script as a reader wants them: in both bases, and as a size.

import { bytes } from '../../base/figures';
import { hex32, shortHex } from '../../base/hex';

/** `0x20020000`, `0x400 (1024, 1 KiB)`, `0x4`. Values are 32 bits, or up to 64 in between. */
export function valueText(value: number | bigint): string {
  const number = Number(value);
  // Of 64 bits: what lies below zero.
  if (typeof value === 'bigint' && value >= 1n << 63n) return `-${valueText((1n << 64n) - value)}`;
  if (value < 10) return String(value);
  // From the flash on it is an address.
  if (number >= 0x08000000) return hex32(value);
  const size = number >= 1024 ? `, ${bytes(number)}` : '';
  return `${shortHex(number)} (${value}${size})`;
}

/** `131072 bytes, 128 KiB`. */
export function sizeText(sizeBytes: number): string {
  if (sizeBytes === 1) return '1 byte';
  const short = sizeBytes >= 1024 ? `, ${bytes(sizeBytes)}` : '';
  return `${sizeBytes} bytes${short}`;
}
