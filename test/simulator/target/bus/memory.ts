// Memories: plain RAM, a window on another memory, and storage for registers that do nothing.

import { viewOf } from './words';
import type { Access, BusDevice } from './bus';

/** RAM of zeros. */
export function createRam(name: string, start: number, sizeBytes: number): BusDevice {
  return byteMemory(name, start, new Uint8Array(sizeBytes));
}

/** Memory over existing bytes, writable. */
export function byteMemory(name: string, start: number, bytes: Uint8Array): BusDevice {
  return {
    name,
    start,
    sizeBytes: bytes.length,
    read: (address, _width, length) =>
      Promise.resolve(bytes.slice(address - start, address - start + length)),
    write: (address, _width, data) => {
      bytes.set(data, address - start);
      return Promise.resolve(true);
    },
  };
}

/** What cannot be written: system memory, the factory's values. A write gives a bus error. */
export function readOnly(name: string, start: number, bytes: Uint8Array): BusDevice {
  return { ...byteMemory(name, start, bytes), write: () => Promise.resolve(false) };
}

/** A second address of a device. */
export function alias(name: string, start: number, device: BusDevice): BusDevice {
  const offset = device.start - start;
  return {
    name,
    start,
    sizeBytes: device.sizeBytes,
    read: (address, width, length, access) => device.read(address + offset, width, length, access),
    write: (address, width, bytes, access) => device.write(address + offset, width, bytes, access),
  };
}

/** A device that answers only while `isOpen` says so, and with a bus error otherwise. */
export function gated(
  device: BusDevice,
  isOpen: (access: Access, kind: 'read' | 'write') => boolean,
): BusDevice {
  return {
    ...device,
    read: (address, width, length, access) =>
      isOpen(access, 'read')
        ? device.read(address, width, length, access)
        : Promise.resolve(undefined),
    write: (address, width, bytes, access) =>
      isOpen(access, 'write')
        ? device.write(address, width, bytes, access)
        : Promise.resolve(false),
  };
}

export interface Storage {
  readonly device: BusDevice;
  /** Back to zeros. */
  readonly clear: () => void;
}

/** Registers that keep what is written and do nothing else: peripherals nobody models. Sparse. */
export function createStorage(name: string, start: number, sizeBytes: number): Storage {
  const pages = new Map<number, Uint8Array>();
  const pageBytes = 256;
  const byteAt = (address: number): number =>
    pages.get(Math.floor(address / pageBytes))?.[address % pageBytes] ?? 0;
  const setByte = (address: number, value: number): void => {
    const number = Math.floor(address / pageBytes);
    const page = pages.get(number) ?? new Uint8Array(pageBytes);
    page[address % pageBytes] = value;
    pages.set(number, page);
  };
  return {
    device: {
      name,
      start,
      sizeBytes,
      read: (address, _width, length) =>
        Promise.resolve(Uint8Array.from({ length }, (_, index) => byteAt(address + index))),
      write: (address, _width, bytes) => {
        bytes.forEach((value, index) => setByte(address + index, value));
        return Promise.resolve(true);
      },
    },
    clear: () => pages.clear(),
  };
}

/** Little-endian words as bytes. */
export function wordBytes(...values: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(values.length * 4);
  values.forEach((value, index) => viewOf(bytes).setUint32(index * 4, value >>> 0, true));
  return bytes;
}
