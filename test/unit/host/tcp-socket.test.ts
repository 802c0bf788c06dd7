// TCP connections as values.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { deferred } from '../../../src/base/deferred';
import { createNodeHost } from '../../../src/host/node-host';

const limitMs = 5_000;

describe('TCP connections', () => {
  const host = createNodeHost();
  let server: Server;
  let port: number;
  const clients: Socket[] = [];

  beforeEach(async () => {
    server = createServer((socket) => {
      clients.push(socket);
      socket.on('error', () => socket.destroy());
      socket.on('data', (bytes) => socket.write(bytes));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    port = (server.address() as AddressInfo).port;
  });
  afterEach(() => {
    for (const socket of clients.splice(0)) socket.destroy();
    server.close();
  });

  it('carry bytes as they are', async () => {
    const result = await host.connectTcp('127.0.0.1', port, limitMs);
    assert.ok(result.ok);
    const bytes = Uint8Array.of(0, 255, 10, 13, 128);
    const back = deferred<Uint8Array>();
    result.socket.onData((chunk) => back.resolve(chunk));
    result.socket.write(bytes);
    assert.deepEqual(new Uint8Array(await back.promise), bytes);
    result.socket.close();
    assert.equal(await result.socket.closed, undefined);
  });

  it('tell when the other end closes, and take no more', async () => {
    const result = await host.connectTcp('localhost', port, limitMs);
    assert.ok(result.ok);
    if (clients.length === 0) await once(server, 'connection');
    clients[0]?.destroy();
    result.socket.onData(() => undefined);
    await result.socket.closed;
    result.socket.write(Uint8Array.of(1));
    result.socket.close();
  });

  it('say why there is none', async () => {
    server.close();
    await once(server, 'close');
    const refused = await host.connectTcp('127.0.0.1', port, limitMs);
    assert.equal(!refused.ok && refused.code, 'ECONNREFUSED');
    const unknown = await host.connectTcp('no-such-host.invalid', port, limitMs);
    assert.equal(unknown.ok, false);
  });

  it('are there when they came in time, although this process stood still meanwhile', async () => {
    const connecting = host.connectTcp('127.0.0.1', port, 50);
    await new Promise<void>((resolve) => process.nextTick(resolve));
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
    const result = await connecting;
    assert.ok(result.ok);
    result.socket.close();
  });

  it('are not waited for longer than the limit', async () => {
    // An address that is set aside for examples (RFC 5737): it is silent, or there is no way to it.
    const result = await host.connectTcp('192.0.2.1', 7184, 100);
    assert.equal(result.ok, false);
  });
});
