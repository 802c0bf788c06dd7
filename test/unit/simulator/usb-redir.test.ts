// The simulated ST-LINK as a redirected USB device, packet for packet, as a guest sees it.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SimulatedProbe } from '../../simulator/probe/probe';
import { serveUsbRedir } from '../../simulator/probe/usb-redir';
import { UsbRedirConnection } from '../../simulator/probe/usb-redir-connection';
import { dialectOf, readPacket, writePacket } from '../../simulator/probe/usb-redir-packets';
import { healthy, probeOfKind } from '../../simulator/setup';
import type { ProbeSetup } from '../../simulator/setup';
import { bytesOf, hexOf } from './bench-probe';
import { plainWire } from './plain-wire';

/** All that QEMU 7.2 can do, and nothing. */
const modern = 0xff;
const ancient = 0;

const success = '00';
const cancelled = '01';
const ioError = '03';
const stall = '04';
const babble = '06';

interface Guest {
  readonly probe: SimulatedProbe;
  readonly connection: UsbRedirConnection;
  /** What came since the last time, as `type id body`. */
  readonly heard: () => Promise<readonly string[]>;
  readonly send: (type: number, id: number, body?: string) => void;
}

function helloBody(capabilities: number): Buffer {
  const body = Buffer.alloc(68);
  body.writeUInt32LE(capabilities, 64);
  return body;
}

/** A guest that has said hello. */
function guest(change: Partial<ProbeSetup> = {}, capabilities = modern): Guest {
  const dialect = dialectOf(capabilities);
  const probe = new SimulatedProbe({ ...healthy.probe, ...change }, plainWire());
  let received: Buffer = Buffer.alloc(0);
  let isGreeted = false;
  const connection = new UsbRedirConnection(probe, (bytes) => {
    received = Buffer.concat([received, bytes]);
  });
  connection.receive(writePacket(undefined, 0, 0n, helloBody(capabilities)));
  return {
    probe,
    connection,
    heard: async () => {
      await probe.settled();
      await new Promise(setImmediate);
      const heard: string[] = [];
      for (;;) {
        const next = readPacket(received, isGreeted ? dialect : undefined);
        if (next === undefined) return heard;
        received = next.rest;
        isGreeted = true;
        heard.push(`${next.packet.type} ${next.packet.id} ${hexOf(next.packet.body)}`);
      }
    },
    send: (type, id, body = '') =>
      connection.receive(writePacket(dialect, type, BigInt(id), bytesOf(body))),
  };
}

/** One that has the device configured. */
async function configuredGuest(change: Partial<ProbeSetup> = {}): Promise<Guest> {
  const one = guest(change);
  one.send(6, 1, '01');
  await one.heard();
  return one;
}

const command = (hex: string) => hex.replaceAll(' ', '').padEnd(32, '0');
/** Endpoint, status, length (low), stream, length (high). */
const bulkOut = (endpoint: string, data: string) =>
  `${endpoint}00${(data.length / 2).toString(16).padStart(2, '0')}00000000000000${data}`;
const bulkIn = (endpoint: string, byteLength: number) =>
  bulkOut(endpoint, '').replace(
    /^(..)00..00/,
    `$100${Buffer.from([byteLength & 0xff, byteLength >> 8]).toString('hex')}`,
  );
const taken = (id: number, endpoint: string, status: string, data = '') =>
  `101 ${id} ${endpoint}${status}${(data.length / 2).toString(16).padStart(2, '0')}00000000000000${data}`;

describe('The simulated ST-LINK as a redirected USB device', () => {
  it('says hello, then its endpoints, its interface, and that it is there', async () => {
    const [hello, endpoints, interfaces, device, ...more] = await guest().heard();
    assert.match(hello ?? '', /^0 0 73696d756c61746564[0-9a-f]+7a000000$/);
    const types = 'ff'.repeat(32).split('');
    for (const slot of [0, 16]) types.splice(2 * slot, 2, '0', '0');
    for (const slot of [1, 17, 18]) types.splice(2 * slot, 2, '0', '2');
    const sizes = Buffer.alloc(64);
    for (const slot of [0, 1, 16, 17, 18]) sizes.writeUInt16LE(64, 2 * slot);
    assert.equal(endpoints, `5 0 ${types.join('')}${'00'.repeat(64)}${hexOf(sizes)}`);
    const perSlot = (first: string) => first.padEnd(64, '0');
    assert.equal(interfaces, `4 0 01000000${perSlot('00')}${perSlot('ff').repeat(3)}`);
    assert.equal(device, '1 0 010000008304' + '4b370001');
    assert.deepEqual(more, []);
  });

  it('is a high-speed device with larger packets when it is a V3', async () => {
    const heard = await guest(probeOfKind('v3')).heard();
    assert.equal(heard[3], '1 0 0200000083044f370001');
    assert.ok(heard[1]?.includes('0002'));
  });

  it('speaks to a guest that can do nothing special', async () => {
    const one = guest({}, ancient);
    const heard = await one.heard();
    assert.equal(heard[3], '1 0 0100000083044b37');
    assert.equal(heard[1]?.length, '5 0 '.length + 2 * 96);
    one.send(6, 7, '01');
    assert.equal((await one.heard()).at(-1), '8 7 0001');
    one.send(101, 8, `0100100000000000${command('f1')}`);
    one.send(101, 9, '8100060000000000');
    assert.deepEqual(await one.heard(), [
      '101 8 0100100000000000',
      '101 9 81000600000000002b5e83044b37',
    ]);
  });

  it('repeats endpoints and interfaces at a configuration, and answers it', async () => {
    const one = guest();
    await one.heard();
    one.send(6, 3, '01');
    const heard = await one.heard();
    assert.deepEqual(
      heard.map((line) => line.split(' ')[0]),
      ['5', '4', '8'],
    );
    assert.equal(heard[2], '8 3 0001');
    one.send(7, 4);
    one.send(9, 5, '0000');
    one.send(10, 6, '00');
    one.send(9, 7, '0001');
    assert.deepEqual(
      (await one.heard()).filter((line) => !/^[45] /.test(line)),
      ['8 4 0001', '11 5 000000', '11 6 000000', '11 7 040001'],
    );
  });

  it('gives descriptors, cut to what is wanted, and stalls at others', async () => {
    const one = guest(probeOfKind('v2'));
    await one.heard();
    const endpoint = (address: string) => `0705${address}02400000`;
    const configuration =
      '090227000101008032' + '0904000003ffffff04' + ['81', '02', '83'].map(endpoint).join('');
    // Type and index of the descriptor, language, bytes wanted; status, bytes, descriptor.
    for (const [value, language, wanted, status, answer] of [
      ['0001', '0000', '0800', success, '1201100100000040'],
      ['0002', '0000', 'ff00', success, configuration],
      ['0003', '0000', 'ff00', success, '04030904'],
      ['0006', '0000', '0a00', stall, ''],
      ['0903', '0904', 'ff00', stall, ''],
    ] as const) {
      one.send(100, 1, `00068000${value}${language}${wanted}`);
      const length = (answer.length / 2).toString(16).padStart(2, '0');
      assert.deepEqual(await one.heard(), [
        `100 1 000680${status}${value}${language}${length}00${answer}`,
      ]);
    }
  });

  it('writes its serial number as 24 digits, or as the 12 bytes that old ones have', async () => {
    const serial = '57FF72067265575742132067';
    const descriptorOf = async (isSerialBinary: boolean) => {
      const one = guest({ serial, isSerialBinary });
      await one.heard();
      one.send(100, 1, '0006800003030904ff00');
      return (await one.heard())[0]?.slice('100 1 '.length + 20) ?? '';
    };
    const text = await descriptorOf(false);
    assert.equal(text.slice(0, 4), '3203');
    assert.equal(Buffer.from(text.slice(4), 'hex').toString('utf16le'), serial);
    const raw = await descriptorOf(true);
    assert.equal(
      raw,
      '1a03' +
        (serial.match(/../g) ?? [])
          .map((byte) => `${byte}00`)
          .join('')
          .toLowerCase(),
    );
  });

  it('answers status and features, and stalls at what is not standard', async () => {
    const one = guest();
    await one.heard();
    one.send(100, 1, '00008000000000000200');
    one.send(100, 2, '00010200000081000000');
    one.send(100, 3, '0001c000000000000200');
    assert.deepEqual(await one.heard(), [
      '100 1 000080000000000002000000',
      '100 2 00010200000081000000',
      '100 3 0001c004000000000000',
    ]);
  });

  it('carries a command and its answer, whichever is submitted first', async () => {
    const one = await configuredGuest();
    one.send(101, 1, bulkIn('81', 6));
    assert.deepEqual(await one.heard(), []);
    one.send(101, 2, bulkOut('01', command('f1')));
    assert.deepEqual(await one.heard(), [
      '101 2 01001000000000000000',
      taken(1, '81', success, '2b5e83044b37'),
    ]);
    one.send(101, 3, bulkOut('01', command('f5')));
    one.send(101, 4, bulkIn('81', 64));
    assert.deepEqual((await one.heard()).at(-1), taken(4, '81', success, '0100'));
  });

  it('cancels what waits, and babbles where a transfer is too small', async () => {
    const one = await configuredGuest();
    one.send(101, 1, bulkIn('81', 6));
    one.send(21, 1);
    one.send(21, 99);
    assert.deepEqual(await one.heard(), [taken(1, '81', cancelled)]);
    one.send(101, 2, bulkOut('01', command('f1')));
    one.send(101, 3, bulkIn('81', 2));
    assert.deepEqual((await one.heard()).at(-1), taken(3, '81', babble));
  });

  it('has nothing to say on the trace endpoint, and no other endpoints', async () => {
    const one = await configuredGuest();
    one.send(101, 1, bulkIn('82', 64));
    one.send(101, 2, bulkIn('83', 64));
    assert.deepEqual(await one.heard(), [taken(2, '83', stall)]);
  });

  it('takes no transfers before it is configured', async () => {
    const one = guest();
    await one.heard();
    one.send(101, 1, bulkOut('01', command('f1')));
    assert.deepEqual(await one.heard(), [taken(1, '01', ioError)]);
    assert.equal(one.probe.commandCount, 0);
  });

  it('forgets at a reset what nobody fetched', async () => {
    const one = await configuredGuest();
    one.send(101, 1, bulkOut('01', command('f1')));
    await one.heard();
    one.send(3, 2);
    one.send(101, 3, bulkOut('01', command('f5')));
    one.send(101, 4, bulkIn('81', 64));
    assert.deepEqual((await one.heard()).at(-1), taken(4, '81', success, '0100'));
  });

  it('goes and comes again, once the guest knows that it went', async () => {
    const one = await configuredGuest();
    const end = one.probe.onPlug((isPlugged) => one.connection.onPlug(isPlugged));
    one.send(101, 1, bulkIn('81', 6));
    one.probe.unplug();
    assert.deepEqual([...(await one.heard())].sort(), [taken(1, '81', ioError), '2 0 ']);
    one.probe.plug();
    assert.deepEqual(await one.heard(), []);
    one.send(24, 0);
    assert.deepEqual(
      (await one.heard()).map((line) => line.split(' ')[0]),
      ['5', '4', '1'],
    );
    end();
  });

  it('does not understand nonsense', () => {
    const one = guest();
    assert.throws(() => one.send(6, 1), RangeError);
    const length = Buffer.alloc(16, 0xff);
    assert.throws(() => one.connection.receive(length), /a packet of 4294967295 bytes/);
  });
});

describe('The socket of a redirected ST-LINK', () => {
  let folder = '';
  before(() => (folder = mkdtempSync(join(tmpdir(), 'redir-'))));
  after(() => rmSync(folder, { recursive: true }));

  it('serves one guest at a time, lets go of one that talks nonsense, and goes away', async () => {
    const probe = new SimulatedProbe(healthy.probe, plainWire());
    const path = join(folder, 'probe.sock');
    const server = await serveUsbRedir(probe, path);
    const first = connect(path);
    await once(first, 'data');
    const second = connect(path);
    await once(second.resume(), 'close');
    first.resume().write(Buffer.alloc(64, 0xff));
    await once(first, 'close');
    const third = connect(path);
    await once(third, 'data');
    await server.dispose();
    if (!third.closed) await once(third.resume(), 'close');
    assert.equal(existsSync(path), false);
    await probe.dispose();
  });
});
