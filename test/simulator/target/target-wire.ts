// The target's end of the cable: each operation meets the board, the link's noise, the debug port and its access
// ports, in this order.

import type { Ack, BadAck, Reply, Wire } from '../wire';
import type { Board } from './board/board';
import type { Link } from './board/link';
import { absentPort } from './debug/access-port';
import type { AccessPort } from './debug/access-port';
import type { DebugPort } from './debug/debug-port';

export interface TargetWireOptions {
  readonly board: Board;
  readonly link: Link;
  readonly port: DebugPort;
  readonly accessPorts: ReadonlyMap<number, AccessPort>;
  /** How often the memory bus answers WAIT before each transfer. */
  readonly waits: number;
  readonly dispose: () => Promise<void>;
}

type Failed = Extract<Reply<never>, { ack: BadAck }>;
type Side = 'DP' | 'AP';

const memoryRegisters: ReadonlySet<number> = new Set([0x0c, 0x10, 0x14, 0x18, 0x1c]);
/** SELECT or CSW, and TAR, before the data of a block. */
const setUpWords = 2;

export function createTargetWire(options: TargetWireOptions): Wire {
  const { board, link, port } = options;
  let waitsLeft = options.waits;

  /** What keeps an operation from reaching the part; undefined: nothing does. */
  const obstacle = async (
    of: Side,
    words: number,
    direction: 'read' | 'write',
  ): Promise<Failed | 'corrupt' | undefined> => {
    await board.settle();
    if (!board.answers()) return failed('none', of);
    const noise = link.noise(words, direction);
    if (noise === 'clean') return undefined;
    if (noise === 'corrupt') return 'corrupt';
    if (direction === 'write' && noise === 'error') port.setWriteDataError();
    return failed(noise, of);
  };
  const waits = (): boolean => {
    waitsLeft = waitsLeft > 0 ? waitsLeft - 1 : options.waits;
    return waitsLeft < options.waits && options.waits > 0;
  };
  /** An access port is behind the debug domain's power and the sticky flags. */
  const accessPort = (ap: number): AccessPort | undefined =>
    port.isPoweredUp() && !port.hasStickyError()
      ? (options.accessPorts.get(ap) ?? absentPort)
      : undefined;
  const fault = (access?: AccessPort): Failed => {
    port.setStickyError();
    return failed('fault', 'AP', access?.faultAddress());
  };
  const corruptWord = (word: number): number => {
    const bytes = new Uint8Array(Uint32Array.of(word).buffer);
    return new DataView(link.corrupt(bytes).buffer).getUint32(0, true);
  };
  const readWord = async (
    of: Side,
    read: () => Promise<number | Failed>,
  ): Promise<Reply<number>> => {
    const stopped = await obstacle(of, 1, 'read');
    if (stopped !== undefined && stopped !== 'corrupt') return stopped;
    const value = await read();
    if (typeof value !== 'number') return value;
    return { ack: 'ok', value: stopped === 'corrupt' ? corruptWord(value) : value };
  };

  return {
    setClock: (khz) => link.setClock(khz),
    connect: () => readWord('DP', () => Promise.resolve(port.connect())),
    readDp: (register) => readWord('DP', () => Promise.resolve(port.read(register))),
    writeDp: async (register, value) => {
      const stopped = await obstacle('DP', 1, 'write');
      if (stopped !== undefined && stopped !== 'corrupt') return stopped;
      port.write(register, value);
      return done;
    },
    readAp: (ap, register) =>
      readWord('AP', async () => {
        const access = accessPort(ap);
        if (access === undefined) return fault();
        if (memoryRegisters.has(register) && waits()) return failed('wait', 'AP');
        const value = await access.read(register);
        if (value === undefined) return fault(access);
        port.setReadBuffer(value);
        return value;
      }),
    writeAp: async (ap, register, value) => {
      const stopped = await obstacle('AP', 1, 'write');
      if (stopped !== undefined && stopped !== 'corrupt') return stopped;
      const access = accessPort(ap);
      if (access === undefined) return fault();
      if (memoryRegisters.has(register) && waits()) return failed('wait', 'AP');
      return (await access.write(register, value)) ? done : fault(access);
    },
    readMemory: async (ap, address, width, byteLength, increment = true) => {
      const stopped = await obstacle('AP', setUpWords + Math.ceil(byteLength / 4), 'read');
      if (stopped !== undefined && stopped !== 'corrupt') return { ...stopped, address };
      port.clearErrors();
      const access = accessPort(ap);
      if (access === undefined) return { ...fault(), address };
      if (waits()) return failed('wait', 'AP', address);
      const bytes = await access.readMemory(address, width, byteLength, increment);
      if (bytes === undefined) return fault(access);
      return { ack: 'ok', value: stopped === 'corrupt' ? link.corrupt(bytes) : bytes };
    },
    writeMemory: async (ap, address, width, bytes, increment = true) => {
      const stopped = await obstacle('AP', setUpWords + Math.ceil(bytes.length / 4), 'write');
      if (stopped !== undefined && stopped !== 'corrupt') return { ...stopped, address };
      port.clearErrors();
      const access = accessPort(ap);
      if (access === undefined) return { ...fault(), address };
      if (waits()) return failed('wait', 'AP', address);
      return (await access.writeMemory(address, width, bytes, increment)) ? done : fault(access);
    },
    driveNrst: async (level) => {
      await board.settle();
      await board.driveNrst(level);
    },
    voltage: () => board.voltage(),
    dispose: options.dispose,
  };
}

const done: Reply<void> = { ack: 'ok', value: undefined };

function failed(ack: Exclude<Ack, 'ok'>, of: Side, address?: number): Failed {
  return { ack, of, ...(address === undefined ? {} : { address }) };
}
