// The cells of the flash: what programming and erasing do to them, whatever controller orders it.

import type { FlashBank } from '../../../../src/devices/device';

export interface FlashSector {
  /** From 0 through all banks. */
  readonly index: number;
  readonly bank: number;
  readonly start: number;
  readonly sizeBytes: number;
}

export interface FlashArray {
  readonly start: number;
  readonly bytes: Uint8Array;
  readonly sectors: readonly FlashSector[];
  sectorAt(address: number): FlashSector | undefined;
  isErased(address: number, length: number): boolean;
  /** Cells go from 1 to 0 only. */
  program(address: number, data: Uint8Array): Promise<void>;
  erase(sectors: readonly FlashSector[]): Promise<void>;
  /** What is in it from the beginning; tells nobody. */
  preset(address: number, data: Uint8Array): void;
}

const erased = 0xff;

/** @param onChange hears of each change after it is done. */
export function createFlashArray(
  banks: readonly FlashBank[],
  onChange: (address: number, bytes: Uint8Array) => Promise<void>,
): FlashArray {
  const start = banks[0]?.start ?? 0;
  const sectors = sectorsOf(banks);
  const last = sectors.at(-1);
  const bytes = new Uint8Array(last === undefined ? 0 : last.start + last.sizeBytes - start).fill(
    erased,
  );
  return {
    start,
    bytes,
    sectors,
    sectorAt: (address) =>
      sectors.find((one) => address >= one.start && address < one.start + one.sizeBytes),
    isErased: (address, length) =>
      bytes.subarray(address - start, address - start + length).every((byte) => byte === erased),
    program: async (address, data) => {
      const offset = address - start;
      data.forEach((byte, index) => {
        bytes[offset + index] = (bytes[offset + index] ?? erased) & byte;
      });
      await onChange(address, bytes.slice(offset, offset + data.length));
    },
    erase: async (which) => {
      for (const sector of which) {
        const offset = sector.start - start;
        bytes.fill(erased, offset, offset + sector.sizeBytes);
        await onChange(sector.start, bytes.slice(offset, offset + sector.sizeBytes));
      }
    },
    preset: (address, data) => bytes.set(data, address - start),
  };
}

function sectorsOf(banks: readonly FlashBank[]): readonly FlashSector[] {
  const sectors: FlashSector[] = [];
  banks.forEach((bank, number) => {
    let start = bank.start;
    for (const { count, sizeBytes } of bank.sectors) {
      for (let i = 0; i < count; i++) {
        sectors.push({ index: sectors.length, bank: number, start, sizeBytes });
        start += sizeBytes;
      }
    }
  });
  return sectors;
}
