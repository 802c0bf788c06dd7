// The target's memory bus: who answers which address. The first device that holds an address answers it.

import type { Width } from '../../wire';

/** Who reads or writes: on parts with TrustZone the debugger says so by CSW.HNONSEC. */
export interface Access {
  readonly isSecure: boolean;
}

export interface BusDevice {
  readonly name: string;
  readonly start: number;
  readonly sizeBytes: number;
  /**
   * @param address the first of `lengthBytes`, all of them inside.
   * @returns undefined: the bus answers with an error.
   */
  read(
    address: number,
    width: Width,
    lengthBytes: number,
    access: Access,
  ): Promise<Uint8Array | undefined>;
  /** @returns false: the bus answers with an error. */
  write(address: number, width: Width, bytes: Uint8Array, access: Access): Promise<boolean>;
}

/** Where a transfer of several units failed. */
export interface BusFault {
  readonly address: number;
}

export interface Bus {
  read(
    address: number,
    width: Width,
    lengthBytes: number,
    access: Access,
  ): Promise<Uint8Array | BusFault>;
  write(
    address: number,
    width: Width,
    bytes: Uint8Array,
    access: Access,
  ): Promise<BusFault | undefined>;
}

export function createBus(devices: readonly BusDevice[]): Bus {
  const deviceAt = (address: number): BusDevice | undefined =>
    devices.find(({ start, sizeBytes }) => address >= start && address < start + sizeBytes);

  /** The device at `address`, and where it ends or another one, listed before it, begins. */
  const pieceAt = (
    address: number,
    end: number,
  ): { device: BusDevice; end: number } | undefined => {
    const device = deviceAt(address);
    if (device === undefined) return undefined;
    const before = devices.slice(0, devices.indexOf(device));
    const starts = before.map(({ start }) => start).filter((start) => start > address);
    return { device, end: Math.min(end, device.start + device.sizeBytes, ...starts) };
  };

  return {
    async read(address, width, lengthBytes, access) {
      const end = address + lengthBytes;
      const bytes = new Uint8Array(lengthBytes);
      for (let at = address; at < end;) {
        const piece = pieceAt(at, end);
        const part = await piece?.device.read(at, width, piece.end - at, access);
        if (piece === undefined || part === undefined) return { address: at };
        bytes.set(part, at - address);
        at = piece.end;
      }
      return bytes;
    },
    async write(address, width, bytes, access) {
      const end = address + bytes.length;
      for (let at = address; at < end;) {
        const piece = pieceAt(at, end);
        const part = bytes.subarray(at - address, (piece?.end ?? at) - address);
        if (!(await piece?.device.write(at, width, part, access))) return { address: at };
        at = piece?.end ?? end;
      }
      return undefined;
    },
  };
}

export function isFault(result: Uint8Array | BusFault): result is BusFault {
  return !(result instanceof Uint8Array);
}
