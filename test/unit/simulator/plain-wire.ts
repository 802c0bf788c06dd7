// A cable with nothing but words at its end: what a test puts there comes back, and a transfer fails as it is told.
// It keeps the probe's tests apart from the target's.

import type { BadAck, Reply, Width, Wire } from '../../simulator/wire';

export interface PlainWire extends Wire {
  /** Words of memory, of the debug port (`dp:4`) and of access ports (`ap0:fc`); 0 where nothing was put. */
  readonly words: Map<number | string, number>;
  /** What was done, in words: `clock 1800`, `nrst low`, `read 20000000 4`, `write 20000000 4`. */
  readonly log: string[];
  /** How transfers end from now on; `count` of them only. */
  fail(ack: BadAck, of: 'DP' | 'AP', options?: { count?: number; address?: number }): void;
  volts: number;
}

export function plainWire(): PlainWire {
  const words = new Map<number | string, number>([
    ['dp:0', 0x2ba01477],
    ['dp:4', 0xf0000000],
  ]);
  const log: string[] = [];
  let failure: { ack: BadAck; of: 'DP' | 'AP'; left: number; address?: number } | undefined;

  function reply<T>(value: () => T): Promise<Reply<T>> {
    if (failure === undefined || failure.left <= 0) {
      return Promise.resolve({ ack: 'ok', value: value() });
    }
    failure.left--;
    const { ack, of, address } = failure;
    return Promise.resolve(address === undefined ? { ack, of } : { ack, of, address });
  }
  const get = (key: number | string) => words.get(key) ?? 0;
  const byteAt = (address: number) => (get(address - (address % 4)) >>> ((address % 4) * 8)) & 0xff;
  const setByte = (address: number, value: number) => {
    const shift = (address % 4) * 8;
    const kept = get(address - (address % 4)) & ~(0xff << shift);
    words.set(address - (address % 4), (kept | (value << shift)) >>> 0);
  };
  const place = (address: number, at: number, width: Width, isIncrementing: boolean) =>
    isIncrementing ? address + at : address + (at % width);

  return {
    words,
    log,
    volts: 3.28,
    fail: (ack, of, { count = Infinity, address } = {}) => {
      failure = { ack, of, left: count, ...(address === undefined ? {} : { address }) };
    },
    setClock: (khz) => void log.push(`clock ${khz}`),
    connect: () => reply(() => get('dp:0')),
    readDp: (register) => reply(() => get(`dp:${register.toString(16)}`)),
    writeDp: (register, value) => reply(() => void words.set(`dp:${register.toString(16)}`, value)),
    readAp: (ap, register) => reply(() => get(`ap${ap}:${register.toString(16)}`)),
    writeAp: (ap, register, value) =>
      reply(() => void words.set(`ap${ap}:${register.toString(16)}`, value)),
    readMemory: (_ap, address, width, byteLength, isIncrementing = true) => {
      log.push(`read ${address.toString(16)} ${width}`);
      return reply(() =>
        Uint8Array.from({ length: byteLength }, (_, at) =>
          byteAt(place(address, at, width, isIncrementing)),
        ),
      );
    },
    writeMemory: (_ap, address, width, bytes, isIncrementing = true) => {
      log.push(`write ${address.toString(16)} ${width}`);
      return reply(() =>
        bytes.forEach((byte, at) => setByte(place(address, at, width, isIncrementing), byte)),
      );
    },
    driveNrst: (level) => {
      log.push(`nrst ${level}`);
      return Promise.resolve();
    },
    voltage() {
      return this.volts;
    },
    dispose: () => Promise.resolve(),
  };
}
