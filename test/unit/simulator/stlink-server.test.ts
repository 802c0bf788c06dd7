// The simulated stlink-server on a loopback port: its requests byte for byte, several clients, and each misbehaviour.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { SimulatedProbe } from '../../simulator/probe/probe';
import { startStlinkServer } from '../../simulator/probe/stlink-server';
import type { StlinkServer } from '../../simulator/probe/stlink-server';
import { healthy, probeOfKind } from '../../simulator/setup';
import type { ProbeSetup, ServerSetup } from '../../simulator/setup';
import { bytesOf, enterSwd, hexOf } from './bench-probe';
import { plainWire } from './plain-wire';

const statusOk = '01000000';
const busy = '04200000';

/** A connection that sends requests and takes answers whose length it knows. */
class Client {
  private received = Buffer.alloc(0) as Buffer;
  private wake: () => void = () => undefined;

  private constructor(readonly socket: Socket) {
    socket.on('data', (chunk) => {
      this.received = Buffer.concat([this.received, chunk]);
      this.wake();
    });
    socket.on('close', () => this.wake());
    socket.on('error', () => undefined);
  }

  static async open(port: number): Promise<Client> {
    const socket = connect({ host: '127.0.0.1', port });
    await once(socket, 'connect');
    return new Client(socket);
  }

  send(request: string): void {
    this.socket.write(bytesOf(request));
  }

  /** @returns what came, as hex; less when the connection ends before */
  async take(byteLength: number): Promise<string> {
    while (this.received.length < byteLength && !this.socket.closed) {
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
    const taken = this.received.subarray(0, byteLength);
    this.received = this.received.subarray(byteLength);
    return hexOf(taken);
  }

  ask(request: string, byteLength: number): Promise<string> {
    this.send(request);
    return this.take(byteLength);
  }

  /** Opens the device. @returns the connection's id as eight hex digits */
  async openDevice(id = '01000000'): Promise<string> {
    const answer = await this.ask(`03000000 ${id}`, 8);
    assert.equal(answer.slice(0, 8), statusOk);
    return answer.slice(8);
  }

  /** A command with an answer of this length; status and answer. */
  usb(connection: string, command: string, byteLength: number): Promise<string> {
    return this.ask(usbRead(connection, command, byteLength), 4 + byteLength);
  }
}

const padded = (command: string) => command.replaceAll(' ', '').padEnd(32, '0');
const word = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes.toString('hex');
};
const usbRead = (connection: string, command: string, byteLength: number) =>
  `05000000${connection}${padded(command)}01000000${word(byteLength)}`;
const usbWrite = (connection: string, command: string, data: string) =>
  `05000000${connection}${padded(command)}00000000${word(data.length / 2)}${data}`;

describe('The simulated stlink-server', () => {
  const servers: StlinkServer[] = [];
  const sockets: Socket[] = [];
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    for (const server of servers.splice(0)) await server.dispose();
  });

  async function serve(
    changes: readonly Partial<ProbeSetup>[] = [{}],
    setup: ServerSetup = { api: 3 },
  ): Promise<{ server: StlinkServer; probes: SimulatedProbe[]; client: () => Promise<Client> }> {
    const probes = changes.map(
      (change) => new SimulatedProbe({ ...healthy.probe, ...change }, plainWire()),
    );
    const server = await startStlinkServer(probes, setup);
    servers.push(server);
    return {
      server,
      probes,
      client: async () => {
        const client = await Client.open(server.port);
        sockets.push(client.socket);
        return client;
      },
    };
  }

  it('tells its version, its list and each device', async () => {
    const { client } = await serve([{}, { ...probeOfKind('v3'), isBusy: true }]);
    const one = await client();
    assert.equal(await one.ask('06010000', 16), '03000000020000000100000001000000');
    assert.equal(await one.ask('0000', 4), statusOk);
    assert.equal(await one.ask('01', 4), '02000000');
    const serial = Buffer.from(healthy.probe.serial).toString('hex').padEnd(64, '0');
    assert.equal(await one.ask('02000000 29000000', 45), `${statusOk}01000000${serial}83044b3700`);
    assert.equal((await one.ask('02010000 29000000', 45)).slice(-10), '83044f3701');
    assert.equal((await one.ask('02020000 29000000', 45)).slice(0, 8), '02100000');
  });

  it('carries commands, data and answers, and no answer where none is wanted', async () => {
    const { client, server } = await serve();
    const one = await client();
    const id = await one.openDevice();
    assert.equal(await one.usb(id, 'f1', 6), `${statusOk}2b5e83044b37`);
    assert.equal(await one.usb(id, enterSwd, 2), `${statusOk}8000`);
    assert.equal(await one.ask(usbWrite(id, 'f208 00000020 0400', '01020304'), 4), statusOk);
    assert.equal(await one.usb(id, 'f207 00000020 0400', 4), `${statusOk}01020304`);
    assert.equal(await one.usb(id, 'f221', 0), statusOk);
    assert.equal(server.openCount(), 1);
    assert.equal(await one.ask(`04000000${id}`, 4), statusOk);
    assert.equal(server.openCount(), 0);
    assert.equal((await one.usb(id, 'f1', 6)).slice(0, 8), '02100000');
  });

  it('takes requests in any pieces', async () => {
    const { client } = await serve();
    const one = await client();
    const id = await one.openDevice();
    const text = usbWrite(id, 'f208 00000020 0400', '01020304') + usbRead(id, 'f1', 6) + '01';
    for (const byte of bytesOf(text)) one.socket.write(new Uint8Array([byte]));
    assert.equal(await one.take(4 + 10 + 4), `${statusOk}${statusOk}2b5e83044b3701000000`);
  });

  it('shares a probe: answers go to who asked', async () => {
    const { client, server } = await serve();
    const [one, two] = [await client(), await client()];
    const [first, second] = [await one.openDevice(), await two.openDevice()];
    assert.notEqual(first, second);
    assert.equal(server.openCount(), 2);
    const asking = async (who: Client, id: string, command: string, expected: string) => {
      for (let time = 0; time < 50; time++) {
        assert.equal(await who.usb(id, command, expected.length / 2), statusOk + expected);
      }
    };
    await Promise.all([
      asking(one, first, 'f1', '2b5e83044b37'),
      asking(two, second, 'f5', '0100'),
    ]);
    assert.equal((await two.usb(first, 'f5', 2)).slice(0, 8), '02100000');
  });

  it('keeps others out between the halves of a mixed sequence, from API 3 on', async () => {
    for (const [api, expected] of [
      [3, busy],
      [2, statusOk],
    ] as const) {
      const { client } = await serve([{}], { api });
      const [one, two] = [await client(), await client()];
      const [first, second] = [await one.openDevice(), await two.openDevice()];
      await one.usb(first, enterSwd, 2);
      await one.ask(usbWrite(first, 'f251 01000000', '0300000000000020'), 4);
      assert.equal((await two.usb(second, 'f5', 2)).slice(0, 8), expected);
      assert.equal(await one.usb(first, 'f252', 8), `${statusOk}0000000080000000`);
      assert.equal((await two.usb(second, 'f5', 2)).slice(0, 8), statusOk);
    }
  });

  it('closes for a client what it left open', async () => {
    const { client, server } = await serve();
    const one = await client();
    await one.openDevice();
    one.socket.destroy();
    const two = await client();
    await two.openDevice();
    while (server.openCount() > 1) await two.ask('01', 4);
    assert.equal(server.openCount(), 1);
  });

  it('does not open a probe that another program holds, nor a V1', async () => {
    const { client } = await serve([{ isBusy: true }, probeOfKind('v1')]);
    const one = await client();
    assert.equal(await one.ask('0300000001000000', 8), '0310000000000000');
    assert.equal(await one.ask('0300000002000000', 8), '5310000000000000');
    assert.equal(await one.ask('0300000003000000', 8), '0210000000000000');
  });

  it('tells when an answer has another length than was asked for', async () => {
    const { client } = await serve();
    const one = await client();
    const id = await one.openDevice();
    assert.equal(await one.usb(id, 'f5', 6), '52100000010000000000');
    assert.equal(await one.usb(id, 'f1', 2), '521000002b5e');
  });

  it('says open error once the probe is gone, and lists it no more', async () => {
    const { client, probes } = await serve([{ unplugAtCommand: 2 }]);
    const one = await client();
    const id = await one.openDevice();
    await one.usb(id, 'f5', 2);
    assert.equal((await one.usb(id, 'f5', 2)).slice(0, 8), '03100000');
    assert.equal((await one.usb(id, 'f5', 2)).slice(0, 8), '03100000');
    assert.equal(await one.ask('01', 4), '00000000');
    probes[0]?.plug();
    assert.equal(await one.ask('01', 4), '01000000');
  });

  it('gives up on a wedged probe', async () => {
    const { client } = await serve([{ isWedged: true }]);
    const one = await client();
    const id = await one.openDevice();
    assert.equal((await one.usb(id, 'f1', 6)).slice(0, 8), '01100000');
  });

  it('ends a connection that says what is no request', async () => {
    const { client } = await serve();
    for (const nonsense of ['ff', `${usbRead('00000000', 'f1', 0).slice(0, -8)}ffffffff`]) {
      const one = await client();
      assert.equal(await one.ask(nonsense, 4), '');
    }
  });

  it('can refuse connections', async () => {
    const { server } = await serve([{}], { api: 3, misbehaviour: 'refuses' });
    await assert.rejects(Client.open(server.port), /ECONNREFUSED/);
  });

  it('can close the connection when the device is opened', async () => {
    const { client } = await serve([{}], { api: 3, misbehaviour: 'closes-at-open' });
    const one = await client();
    assert.equal(await one.ask('01', 4), '01000000');
    assert.equal(await one.ask('0300000001000000', 8), '');
  });

  it('can count devices that are not there', async () => {
    const { client } = await serve([{}], { api: 3, misbehaviour: 'wrong-count' });
    const one = await client();
    assert.equal(await one.ask('01', 4), '04000000');
    assert.equal((await one.ask('0201000029000000', 45)).slice(0, 8), '02100000');
  });

  it('can send half an answer, noise, or busy', async () => {
    const half = await (await serve([{}], { api: 3, misbehaviour: 'truncated' })).client();
    assert.equal(await half.ask(usbRead(await half.openDevice(), 'f1', 6), 5), '010000002b');
    const noise = await (await serve([{}], { api: 3, misbehaviour: 'garbage' })).client();
    assert.notEqual(await noise.ask('01', 4), '01000000');
    const never = await (await serve([{}], { api: 3, misbehaviour: 'busy-for-ever' })).client();
    assert.equal(await never.usb(await never.openDevice(), 'f1', 6), `${busy}000000000000`);
  });

  it('can take a connection and say nothing', async () => {
    const { client, server } = await serve([{}], { api: 3, misbehaviour: 'stalls' });
    const one = await client();
    const answer = one.ask('01', 4);
    await server.dispose();
    assert.equal(await answer, '');
  });
});
