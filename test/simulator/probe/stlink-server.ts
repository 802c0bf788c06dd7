// ST's stlink-server: probes shared by several clients over TCP on the loopback address.

import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import type { ServerSetup } from '../setup';
import { answerRequest, forget } from './server-answers';
import type { Client, Shelf } from './server-answers';
import type { SimulatedProbe } from './probe';
import { requestBytes } from './server-protocol';

export interface StlinkServer {
  readonly port: number;
  /** Connections that have a probe open. */
  readonly openCount: () => number;
  dispose(): Promise<void>;
}

/** Starts it on 127.0.0.1. @param port 0: any that is free */
export async function startStlinkServer(
  probes: readonly SimulatedProbe[],
  setup: ServerSetup,
  port = 0,
): Promise<StlinkServer> {
  const shelf: Shelf = { probes, setup, opened: new Map(), locks: new Map(), nextConnection: 1 };
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    serveClient(shelf, socket);
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address() as AddressInfo;
  const close = async () => {
    for (const socket of sockets) socket.destroy();
    if (server.listening) await new Promise((resolve) => server.close(resolve));
  };
  // Nobody listens: the port is known, the door is shut.
  if (setup.misbehaviour === 'refuses') await close();
  return { port: address.port, openCount: () => shelf.opened.size, dispose: close };
}

/** Cuts what comes into requests and answers them in order. */
function serveClient(shelf: Shelf, socket: Socket): void {
  const client: Client = { connections: new Set() };
  let received = Buffer.alloc(0);
  let work: Promise<void> = Promise.resolve();
  const take = () => {
    for (;;) {
      const length = requestBytes(received);
      if (length === 'unknown') return socket.destroy();
      if (length === undefined || received.length < length) return;
      const request = new Uint8Array(received.subarray(0, length));
      received = received.subarray(length);
      work = work.then(() => answer(shelf, client, socket, request));
    }
  };
  socket.on('data', (chunk) => {
    received = Buffer.concat([received, chunk]);
    take();
  });
  socket.on('error', () => socket.destroy());
  socket.on('close', () => forget(shelf, client));
}

async function answer(
  shelf: Shelf,
  client: Client,
  socket: Socket,
  request: Uint8Array,
): Promise<void> {
  const bytes = await answerRequest(shelf, client, request);
  if (socket.destroyed) return;
  if (bytes === 'close') socket.destroy();
  else if (bytes !== 'nothing') socket.write(bytes);
}
