// TCP ports that behave as asked: free, silent, or a GDB server's with a link that can be cut.

import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

export interface Listener {
  readonly port: number;
  readonly close: () => void;
}

/** @returns a port of 127.0.0.1 on which nobody listens now */
export async function freePort(): Promise<number> {
  const { port, close } = await listen(() => undefined);
  close();
  return port;
}

/** Takes connections and never says a word. `connected` resolves with the first of them. */
export async function silentServer(): Promise<Listener & { readonly connected: Promise<void> }> {
  let onConnection: () => void = () => undefined;
  const connected = new Promise<void>((resolve) => (onConnection = resolve));
  const listener = await listen(onConnection);
  return { ...listener, connected };
}

/**
 * Passes everything on to `target` until GDB sends the second packet that begins with `packet` (such as `M`),
 * then nothing any more, as a probe does whose cable was pulled.
 */
export async function stallingProxy(target: number, packet: string): Promise<Listener> {
  let seen = 0;
  return listen((client) => {
    const server = connect({ host: '127.0.0.1', port: target, noDelay: true });
    client.setNoDelay(true);
    client.on('data', (chunk) => {
      if (chunk.toString('latin1').includes(`$${packet}`)) seen++;
      if (seen < 2) server.write(chunk);
    });
    server.on('data', (chunk) => client.write(chunk));
    endTogether(client, server);
  });
}

/** Passes everything on, but refuses a hardware breakpoint when `limit` of them are set, as a core does. */
export async function fewComparators(target: number, limit: number): Promise<Listener> {
  const set = new Set<string>();
  return listen((client) => {
    const server = connect({ host: '127.0.0.1', port: target, noDelay: true });
    client.setNoDelay(true);
    client.on('data', (chunk) => {
      const [, verb, place] = /\$([Zz])1,([0-9a-f]+),/.exec(chunk.toString('latin1')) ?? [];
      if (verb === 'z' && place !== undefined) set.delete(place);
      if (verb !== 'Z' || place === undefined || set.has(place)) return server.write(chunk);
      if (set.size >= limit) return client.write('+$E0E#ba');
      set.add(place);
      return server.write(chunk);
    });
    server.on('data', (chunk) => client.write(chunk));
    endTogether(client, server);
  });
}

function endTogether(client: Socket, server: Socket): void {
  for (const [one, other] of [
    [client, server],
    [server, client],
  ] as const) {
    one.on('error', () => one.destroy());
    one.on('close', () => other.destroy());
  }
}

async function listen(onConnection: (socket: Socket) => void): Promise<Listener> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    onConnection(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
