// A block of 32-bit registers on the bus.

import { viewOf, wordAt } from './words';
import type { BusDevice } from './bus';

export interface Registers {
  /** @param offset from the block's start, a multiple of four. undefined: nothing there, a bus error. */
  read(offset: number): number | undefined | Promise<number | undefined>;
  /** @returns false for a bus error; whatever the block does with the value is done when it resolves. */
  write(offset: number, value: number): boolean | void | Promise<boolean | void>;
}

/**
 * Shorter accesses see a part of the word; a shorter write leaves the rest as it reads, as the peripherals' bus
 * bridge does.
 */
export function registerBlock(
  name: string,
  start: number,
  sizeBytes: number,
  registers: Registers,
): BusDevice {
  const offsetOf = (address: number): number => address - (address % 4) - start;
  return {
    name,
    start,
    sizeBytes,
    read: async (address, _width, length) => {
      const bytes = new Uint8Array(length);
      for (let done = 0; done < length;) {
        const at = address + done;
        const word = await registers.read(offsetOf(at));
        if (word === undefined) return undefined;
        const whole = wordBuffer(word);
        const count = Math.min(4 - (at % 4), length - done);
        bytes.set(whole.subarray(at % 4, (at % 4) + count), done);
        done += count;
      }
      return bytes;
    },
    write: async (address, _width, bytes) => {
      for (let done = 0; done < bytes.length;) {
        const at = address + done;
        const count = Math.min(4 - (at % 4), bytes.length - done);
        const whole =
          count === 4 ? new Uint8Array(4) : wordBuffer((await registers.read(offsetOf(at))) ?? 0);
        whole.set(bytes.subarray(done, done + count), at % 4);
        if ((await registers.write(offsetOf(at), wordAt(whole, 0))) === false) return false;
        done += count;
      }
      return true;
    },
  };
}

function wordBuffer(word: number): Uint8Array {
  const bytes = new Uint8Array(4);
  viewOf(bytes).setUint32(0, word >>> 0, true);
  return bytes;
}
