// The bench's proxy between a client and a server of these tests' own: what it counts, and that it changes nothing.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import net from 'node:net';
import { startPacketProxy, type LinkSpeed, type PacketProxy } from '../../bench/packet-proxy';

/** A server that answers every request packet by `+$OK#9a`, however the bytes come. */
async function startServer(received: string[]): Promise<net.Server> {
  const server = net.createServer((socket) => {
    socket.on('data', (chunk) => {
      const text = chunk.toString('latin1');
      received.push(text);
      socket.write('+$OK#9a'.repeat(text.split('$').length - 1));
    });
    socket.on('error', () => socket.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

async function readBytes(socket: net.Socket, count: number): Promise<string> {
  let text = '';
  while (text.length < count) {
    const [chunk] = (await once(socket, 'data')) as [Buffer];
    text += chunk.toString('latin1');
  }
  return text;
}

describe('startPacketProxy', () => {
  let received: string[];
  let server: net.Server;
  let proxy: PacketProxy;
  let client: net.Socket;

  async function connect(speed: LinkSpeed): Promise<void> {
    received = [];
    server = await startServer(received);
    proxy = await startPacketProxy((server.address() as net.AddressInfo).port, speed);
    client = net.connect({ host: '127.0.0.1', port: proxy.port, noDelay: true });
    await once(client, 'connect');
  }

  afterEach(async () => {
    client.destroy();
    await proxy.close();
    server.close();
  });

  it('counts request packets, not acknowledgements, answers or interrupts', async () => {
    await connect({ delayMs: 0 });
    client.write('+$g#67+\x03$m8000b90,4#60');
    assert.equal(await readBytes(client, 14), '+$OK#9a+$OK#9a');
    const { packets, interrupts } = proxy.counts();
    assert.deepEqual({ packets, interrupts }, { packets: 2, interrupts: 1 });
  });

  it('counts a packet that comes in pieces once, and passes every byte on', async () => {
    await connect({ delayMs: 0 });
    client.write('$m8000');
    client.write('b90,4#');
    client.write('60');
    await readBytes(client, 7);
    assert.equal(received.join(''), '$m8000b90,4#60');
    assert.equal(proxy.counts().packets, 1);
    assert.equal(proxy.counts().bytesUp, 14);
    assert.equal(proxy.counts().bytesDown, 7);
  });

  it('makes each request packet wait, one after the other', async () => {
    await connect({ delayMs: 2 });
    const start = performance.now();
    client.write('$g#67$g#67$g#67$g#67$g#67');
    await readBytes(client, 35);
    assert.ok(performance.now() - start >= 10);
    assert.ok(proxy.counts().delayedMs >= 10);
  });

  it('makes bytes wait for the bandwidth, both ways', async () => {
    await connect({ delayMs: 0, bytesPerSecond: 1000 });
    const start = performance.now();
    client.write('$g#67');
    await readBytes(client, 7);
    assert.ok(performance.now() - start >= 12);
  });

  it('ends the connection of the client when the server goes', async () => {
    await connect({ delayMs: 0 });
    client.write('$g#67');
    await readBytes(client, 7);
    const closed = once(client, 'close');
    await proxy.close();
    await closed;
    assert.equal(client.destroyed, true);
  });
});
