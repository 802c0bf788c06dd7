// GDB's remote serial protocol, the client's side, as far as QEMU's stub needs it.

import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';

/** Characters of a packet that QEMU takes and gives (`PacketSize=1000`), two for each byte. */
const memoryBytesPerPacket = 0x7e0;
const interrupt = 0x03;

export interface RspClient {
  /** Sends a packet and waits for its answer. @throws when the stub has gone. */
  ask(packet: string): Promise<string>;
  readMemory(address: number, length: number): Promise<Uint8Array | undefined>;
  writeMemory(address: number, bytes: Uint8Array): Promise<boolean>;
  /** Lets the core go; `onStop` is called when it stops. */
  resume(): void;
  /** Stops it; resolves when it has stopped, for whatever reason. */
  halt(): Promise<StopSignal>;
  step(): Promise<void>;
  close(): void;
}

/** `interrupt`: because it was asked to; `trap`: it came to a breakpoint. */
export type StopSignal = 'interrupt' | 'trap';

export interface RspEvents {
  readonly onStop: (signal: StopSignal) => void;
  readonly onGone: () => void;
}

interface Waiting {
  readonly resolve: (packet: string) => void;
  readonly reject: (error: Error) => void;
}

/** @param port of 127.0.0.1 on which the stub listens. */
export async function connectRsp(port: number, events: RspEvents): Promise<RspClient> {
  const socket = connect({ host: '127.0.0.1', port, noDelay: true });
  await once(socket, 'connect');
  const waiting: Waiting[] = [];
  let stop: ((signal: StopSignal) => void) | undefined;
  let isGone = false;

  const stopped = (signal: StopSignal): void => {
    const told = stop;
    stop = undefined;
    events.onStop(signal);
    told?.(signal);
  };
  readPackets(socket, (packet) => {
    // A stop is the only packet that comes unasked; no other answer begins with T.
    if (packet.startsWith('T')) stopped(packet.startsWith('T02') ? 'interrupt' : 'trap');
    else waiting.shift()?.resolve(packet);
  });
  const gone = (): void => {
    if (isGone) return;
    isGone = true;
    events.onGone();
    for (const { reject } of waiting.splice(0)) reject(new Error('the GDB stub has gone'));
    stop?.('interrupt');
  };
  socket.on('error', gone);
  socket.on('close', gone);

  const ask = (packet: string): Promise<string> =>
    new Promise((resolve, reject) => {
      if (isGone) return reject(new Error('the GDB stub has gone'));
      waiting.push({ resolve, reject });
      send(socket, packet);
    });
  const stopOf = (start: () => void): Promise<StopSignal> =>
    new Promise((resolve) => {
      if (isGone) return resolve('interrupt');
      stop = resolve;
      start();
    });

  return {
    ask,
    readMemory: async (address, length) => {
      const parts = chunks(length).map(({ from, size }) =>
        ask(`m${(address + from).toString(16)},${size.toString(16)}`),
      );
      const hex = await Promise.all(parts);
      if (hex.some((part) => part.startsWith('E'))) return undefined;
      return Buffer.from(hex.join(''), 'hex');
    },
    writeMemory: async (address, bytes) => {
      const parts = chunks(bytes.length).map(({ from, size }) => {
        const hex = Buffer.from(bytes.subarray(from, from + size)).toString('hex');
        return ask(`M${(address + from).toString(16)},${size.toString(16)}:${hex}`);
      });
      return (await Promise.all(parts)).every((answer) => answer === 'OK');
    },
    resume: () => send(socket, 'c'),
    halt: () => stopOf(() => socket.write(Buffer.of(interrupt))),
    step: async () => {
      await stopOf(() => send(socket, 's'));
    },
    close: () => {
      isGone = true;
      socket.destroy();
    },
  };
}

function chunks(length: number): readonly { readonly from: number; readonly size: number }[] {
  return Array.from({ length: Math.ceil(length / memoryBytesPerPacket) }, (_, index) => {
    const from = index * memoryBytesPerPacket;
    return { from, size: Math.min(memoryBytesPerPacket, length - from) };
  });
}

function send(socket: Socket, packet: string): void {
  const sum = Buffer.from(packet, 'latin1').reduce((total, byte) => total + byte, 0) & 0xff;
  socket.write(`$${packet}#${sum.toString(16).padStart(2, '0')}`, 'latin1');
}

/** Loopback loses nothing, so checksums are not looked at; each packet is acknowledged. */
function readPackets(socket: Socket, onPacket: (packet: string) => void): void {
  let text = '';
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString('latin1');
    for (;;) {
      const start = text.indexOf('$');
      const end = start < 0 ? -1 : text.indexOf('#', start);
      if (end < 0 || text.length < end + 3) return;
      const packet = text.slice(start + 1, end);
      text = text.slice(end + 3);
      socket.write('+');
      onPacket(packet);
    }
  });
}
