// An access port: what the debug port sees of it, and the one that reaches a memory bus (MEM-AP).
// ARM Debug Interface v5.2 (IHI 0031C), C2.

import type { Width } from '../../wire';
import { isFault } from '../bus/bus';
import type { Access, Bus } from '../bus/bus';
import { viewOf, wordAt } from '../bus/words';

export interface AccessPort {
  /** @returns undefined: the transfer failed, `faultAddress` says where. */
  read(register: number): Promise<number | undefined>;
  write(register: number, value: number): Promise<boolean>;
  readMemory(
    address: number,
    width: Width,
    byteLength: number,
    increment: boolean,
  ): Promise<Uint8Array | undefined>;
  writeMemory(
    address: number,
    width: Width,
    bytes: Uint8Array,
    increment: boolean,
  ): Promise<boolean>;
  /** Of the last transfer that failed. */
  faultAddress(): number;
}

const registers = { csw: 0x00, tar: 0x04, drw: 0x0c, bd0: 0x10, cfg: 0xf4, base: 0xf8, idr: 0xfc };
const deviceEnable = 1 << 6;
const nonSecure = 1 << 30;
/** Size and address increment in 5:0, protection and such in 31:24. */
const cswWritable = 0xff000037;

export interface MemApOptions {
  readonly bus: Bus;
  readonly idr: number;
  /** BASE: the ROM table's address with the format and "present" bits. */
  readonly base: number;
  /** TAR increments within blocks of so many bytes and starts over at their end (C2.2.2: at least 1 KiB). */
  readonly incrementBlockBytes: number;
  /** Whether this address answers now. */
  readonly isOpen: (address: number) => boolean;
  /** This address is on a bus without a clock; left out: none ever is. */
  readonly isWithoutClock?: (address: number) => boolean;
}

/** A port that is not there: IDR reads 0, everything is ignored. */
export const absentPort: AccessPort = {
  read: () => Promise.resolve(0),
  write: () => Promise.resolve(true),
  readMemory: () => Promise.resolve(undefined),
  writeMemory: () => Promise.resolve(false),
  faultAddress: () => 0,
};

export function createMemAp(options: MemApOptions): AccessPort {
  const { bus, incrementBlockBytes } = options;
  let csw = 0x23000002;
  let tar = 0;
  let failedAt = 0;

  const access = (): Access => ({ isSecure: (csw & nonSecure) === 0 });
  const failed = (address: number): undefined => {
    failedAt = address;
    return undefined;
  };
  const readBus = async (
    address: number,
    width: Width,
    length: number,
  ): Promise<Uint8Array | undefined> => {
    if (address % width !== 0 || !options.isOpen(address)) return failed(address);
    // Zeros, and no complaint: apache/mynewt-core #2369, klonyyy/MCUViewer #46, probe-rs #350.
    if (options.isWithoutClock?.(address) === true) return new Uint8Array(length);
    const result = await bus.read(address, width, length, access());
    return isFault(result) ? failed(result.address) : result;
  };
  const writeBus = async (address: number, width: Width, bytes: Uint8Array): Promise<boolean> => {
    if (address % width !== 0 || !options.isOpen(address)) failed(address);
    else {
      const fault = await bus.write(address, width, bytes, access());
      if (fault === undefined) return true;
      failed(fault.address);
    }
    return false;
  };
  const widthOf = (): Width => ([1, 2, 4] as const)[csw & 3] ?? 4;
  const advance = (): void => {
    if ((csw & 0x30) === 0) return;
    const block = tar - (tar % incrementBlockBytes);
    tar = block + ((tar - block + widthOf()) % incrementBlockBytes);
  };

  /** DRW: the datum lies in the byte lanes of its address (C2.2.6). */
  const readDrw = async (): Promise<number | undefined> => {
    const width = widthOf();
    const bytes = await readBus(tar, width, width);
    if (bytes === undefined) return undefined;
    const word = new Uint8Array(4);
    word.set(bytes, tar & (4 - width) & 3);
    advance();
    return wordAt(word, 0);
  };
  const writeDrw = async (value: number): Promise<boolean> => {
    const width = widthOf();
    const word = new Uint8Array(4);
    viewOf(word).setUint32(0, value, true);
    const lane = tar & (4 - width) & 3;
    const isDone = await writeBus(tar, width, word.slice(lane, lane + width));
    if (isDone) advance();
    return isDone;
  };
  const bankedAddress = (register: number): number =>
    ((tar & ~0xf) >>> 0) + (register - registers.bd0);
  const isBanked = (register: number): boolean => register >= 0x10 && register < 0x20;

  return {
    faultAddress: () => failedAt,
    read: async (register) => {
      if (isBanked(register)) {
        const bytes = await readBus(bankedAddress(register), 4, 4);
        return bytes === undefined ? undefined : wordAt(bytes, 0);
      }
      switch (register) {
        case registers.csw:
          return (csw | deviceEnable) >>> 0;
        case registers.tar:
          return tar;
        case registers.drw:
          return readDrw();
        case registers.base:
          return options.base;
        case registers.idr:
          return options.idr;
        // CFG: little-endian, no large data or addresses.
        case registers.cfg:
        default:
          return 0;
      }
    },
    write: async (register, value) => {
      if (isBanked(register)) {
        const word = new Uint8Array(4);
        viewOf(word).setUint32(0, value, true);
        return writeBus(bankedAddress(register), 4, word);
      }
      if (register === registers.drw) return writeDrw(value);
      if (register === registers.csw) csw = (value & cswWritable) >>> 0;
      if (register === registers.tar) tar = value >>> 0;
      return true;
    },
    // The probe's firmware sets TAR anew at the end of an increment block: OpenOCD's dapdirect driver relies on it
    // (stlink_usb.c, stlink_usb_count_buf_rw_queue).
    readMemory: async (address, width, byteLength, increment) => {
      if (increment) return readBus(address, width, byteLength);
      const bytes = new Uint8Array(byteLength);
      for (let at = 0; at < byteLength; at += width) {
        const unit = await readBus(address, width, width);
        if (unit === undefined) return undefined;
        bytes.set(unit, at);
      }
      return bytes;
    },
    writeMemory: async (address, width, bytes, increment) => {
      if (increment) return writeBus(address, width, bytes);
      for (let at = 0; at < bytes.length; at += width) {
        if (!(await writeBus(address, width, bytes.subarray(at, at + width)))) return false;
      }
      return true;
    },
  };
}
