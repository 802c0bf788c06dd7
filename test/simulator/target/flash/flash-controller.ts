// A flash controller as the bus sees it: its registers and what a write into the flash does.

import type { Width } from '../../wire';
import type { BusDevice } from '../bus/bus';
import { registerBlock } from '../bus/registers';
import type { FlashArray } from './flash-array';

export type ProtectionLevel = string;

export interface FlashOptions {
  readonly array: FlashArray;
  /** Of the controller's registers. */
  readonly registersStart: number;
  /** `L0`, `L1`, `L2`, `L0.5`, or a life cycle. */
  readonly protection: ProtectionLevel;
  readonly isTrustZoneOn: boolean;
  /** Where the option bytes can be read; undefined: only through registers. */
  readonly optionBytes: { readonly start: number; readonly sizeBytes: number } | undefined;
  /** Numbers of write-protected sectors. */
  readonly writeProtected: ReadonlySet<number>;
}

export interface FlashController {
  readonly registers: BusDevice;
  /** Option bytes and such that lie at addresses of their own. */
  readonly others: readonly BusDevice[];
  /** A write into the flash. @returns false: a bus error. */
  write(address: number, width: Width, bytes: Uint8Array): Promise<boolean>;
  /** As it is in force now: programming option bytes may have changed it. */
  protection(): ProtectionLevel;
  /** System reset. */
  readonly reset: () => void;
}

/** FLASH_KEYR and FLASH_OPTKEYR of all families. */
export const keys = {
  flash: [0x45670123, 0xcdef89ab],
  option: [0x08192a3b, 0x4c5d6e7f],
} as const;

/** The lock behind a key register: two keys in order open it, a wrong one shuts it until the next reset. */
export interface KeyLock {
  isLocked(): boolean;
  /** @returns false: the sequence was wrong. */
  key(value: number): boolean;
  lock(): void;
  reset(): void;
}

/** @param whenOpen what a key on an open lock is. */
export function createKeyLock(
  sequence: readonly [number, number],
  whenOpen: 'wrong' | 'ignored' = 'wrong',
): KeyLock {
  let state: 'locked' | 'half' | 'open' | 'shut' = 'locked';
  return {
    isLocked: () => state !== 'open',
    key: (value) => {
      if (state === 'open' && whenOpen === 'ignored') return true;
      if (state === 'locked' && value === sequence[0]) state = 'half';
      else if (state === 'half' && value === sequence[1]) state = 'open';
      else {
        state = 'shut';
        return false;
      }
      return true;
    },
    lock: () => {
      if (state === 'open') state = 'locked';
    },
    reset: () => {
      state = 'locked';
    },
  };
}

/** RDP's byte by level, and back (all families but F1 and H5). */
const rdpBytes: Readonly<Record<string, number>> = { L0: 0xaa, 'L0.5': 0x55, L1: 0xbb, L2: 0xcc };

export function rdpByteOf(level: ProtectionLevel): number {
  const byte = rdpBytes[level];
  if (byte === undefined) throw new Error(`no RDP byte for protection ${level}`);
  return byte;
}

export function levelOfRdp(byte: number, isTrustZoneOn = false): ProtectionLevel {
  if (byte === 0xaa) return 'L0';
  if (byte === 0xcc) return 'L2';
  return byte === 0x55 && isTrustZoneOn ? 'L0.5' : 'L1';
}

/** Option bytes as memory that is read only; the words from its start, ones behind them. */
export function optionWindow(
  place: FlashOptions['optionBytes'],
  words: () => readonly number[],
): readonly BusDevice[] {
  if (place === undefined) return [];
  const { start, sizeBytes } = place;
  return [
    registerBlock('option bytes', start, sizeBytes, {
      read: (offset) => words()[offset / 4] ?? 0xffffffff,
      write: () => false,
    }),
  ];
}

/** The units of a transfer one by one, as the bus carries them. */
export function unitsOf(
  address: number,
  width: Width,
  bytes: Uint8Array,
): readonly { readonly address: number; readonly bytes: Uint8Array }[] {
  const units = [];
  for (let at = 0; at < bytes.length; at += width) {
    units.push({ address: address + at, bytes: bytes.subarray(at, at + width) });
  }
  return units;
}
