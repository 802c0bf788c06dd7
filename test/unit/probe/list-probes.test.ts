// Listing the probes on Linux: from the kernel's files, without opening one.

import assert from 'node:assert/strict';
import { posix } from 'node:path';
import type { Host } from '../../../src/host/host';
import { createNodeHost } from '../../../src/host/node-host';
import { listProbes } from '../../../src/probe/list-probes';

interface Device {
  readonly id: string;
  /** As bytes of the file, without the line feed of the kernel. */
  readonly serial?: string;
  readonly product?: string;
  readonly access?: 'ok' | 'denied' | 'missing';
  /** What drives its first interface. */
  readonly driver?: string;
  readonly heldBy?: { readonly pid: number; readonly name: string };
}

const node = (index: number) => `/dev/bus/usb/001/${String(index + 2).padStart(3, '0')}`;

/** A Linux that has these devices on its first bus. */
function hostWith(devices: readonly Device[]): Host {
  const files = new Map<string, string>();
  const links = new Map<string, string>();
  const access = new Map<string, 'ok' | 'denied' | 'missing'>();
  devices.forEach((device, index) => {
    const folder = `/sys/bus/usb/devices/1-${index + 1}`;
    const [vendor = '', product = ''] = device.id.split(':');
    files.set(`${folder}/idVendor`, `${vendor}\n`);
    files.set(`${folder}/idProduct`, `${product}\n`);
    files.set(`${folder}/busnum`, '1\n');
    files.set(`${folder}/devnum`, `${index + 2}\n`);
    if (device.product !== undefined) files.set(`${folder}/product`, `${device.product}\n`);
    if (device.serial !== undefined) files.set(`${folder}/serial`, `${device.serial}\n`);
    if (device.driver !== undefined) {
      links.set(`${folder}:1.0/driver`, `../../../../bus/usb/drivers/${device.driver}`);
    }
    access.set(node(index), device.access ?? 'ok');
    const { heldBy } = device;
    if (heldBy === undefined) return;
    links.set(`/proc/${heldBy.pid}/fd/7`, node(index));
    files.set(`/proc/${heldBy.pid}/comm`, `${heldBy.name}\n`);
  });
  const below = (path: string) =>
    [...files.keys(), ...links.keys()].flatMap((file) =>
      file.startsWith(`${path}/`) ? [file.slice(path.length + 1).split('/')[0] ?? ''] : [],
    );
  const folderStat = { kind: 'directory', sizeBytes: 0, modifiedMs: 0 } as const;
  return {
    ...createNodeHost(),
    platform: 'linux',
    readDir: (path) => Promise.resolve([...new Set(below(path))]),
    readLink: (path) => Promise.resolve(links.get(path)),
    readFile: (path) => {
      const text = files.get(posix.normalize(path));
      return Promise.resolve(
        text === undefined
          ? { ok: false, code: 'ENOENT', message: 'no file' }
          : { ok: true, bytes: Buffer.from(text) },
      );
    },
    canWrite: (path) => Promise.resolve(access.get(path) ?? 'missing'),
    stat: (path) => Promise.resolve(path === '/dev/bus/usb' ? folderStat : undefined),
  };
}

const serial = '066CFF515349898667113512';

describe('list of probes on Linux', () => {
  it('has kind, serial number, place and rights of each, and nothing that is no probe', async () => {
    const { probes, hasBus, source } = await listProbes(
      hostWith([
        { id: '1d6b:0002', product: 'xHCI Host Controller' },
        { id: '0483:374b', serial },
        { id: '0483:5740', product: 'STM32 Virtual ComPort' },
        { id: '1366:0105', serial: '000123456789' },
        { id: '0d28:0204', product: 'DAPLink CMSIS-DAP', serial: 'E661' },
        { id: '0483:374e', serial, access: 'denied' },
        { id: '0483:3748', access: 'missing' },
      ]),
    );
    assert.deepEqual([hasBus, source], [true, '/sys/bus/usb/devices']);
    const lines = probes.map((probe) =>
      [probe.family, probe.name, probe.id, probe.serial, probe.access].join(' | '),
    );
    assert.deepEqual(lines, [
      `stlink | ST-LINK/V2-1 | 0483:374b | ${serial} | ok`,
      'jlink | J-Link | 1366:0105 | 000123456789 | ok',
      'cmsis-dap | DAPLink CMSIS-DAP | 0d28:0204 | E661 | ok',
      `stlink | STLINK-V3 | 0483:374e | ${serial} | denied`,
      'stlink | ST-LINK/V2 | 0483:3748 |  | missing',
    ]);
    assert.deepEqual(probes[0]?.carrier, { kind: 'usb', node: '/dev/bus/usb/001/003' });
  });

  it('prints the serial number of an old ST-LINK/V2, whose bytes may be blanks', async () => {
    const raw = Buffer.from('0aff72067265575742132020', 'hex').toString('latin1');
    const { probes } = await listProbes(hostWith([{ id: '0483:3748', serial: raw }]));
    assert.equal(probes[0]?.serial, '0AFF72067265575742132020');
  });

  it('names who holds a probe', async () => {
    const heldBy = { pid: 4711, name: 'openocd' };
    const { probes } = await listProbes(
      hostWith([{ id: '0483:374b', serial, driver: 'usbfs', heldBy }]),
    );
    assert.deepEqual([probes[0]?.access, probes[0]?.holders], ['in-use', [heldBy]]);
  });

  it('knows that a probe is in use by somebody whom the system does not name', async () => {
    const { probes } = await listProbes(hostWith([{ id: '0483:374b', serial, driver: 'usbfs' }]));
    assert.deepEqual([probes[0]?.access, probes[0]?.holders], ['in-use', []]);
  });

  it('lists two with the same serial number as two', async () => {
    const clone = { id: '0483:3748', serial };
    const { probes } = await listProbes(hostWith([clone, clone]));
    assert.deepEqual(
      probes.map(({ carrier }) => carrier.kind === 'usb' && carrier.node),
      ['/dev/bus/usb/001/002', '/dev/bus/usb/001/003'],
    );
  });

  it('says that there is no bus where there is none', async () => {
    const { hasBus, probes } = await listProbes(hostWith([]));
    assert.deepEqual([hasBus, probes], [false, []]);
  });

  it('lets a device pass that is unplugged while it is looked at', async () => {
    const host = hostWith([
      { id: '0483:374b', serial },
      { id: '0483:374f', serial },
    ]);
    const { probes } = await listProbes({
      ...host,
      readFile: (path) =>
        path.includes('/1-1/busnum')
          ? Promise.resolve({ ok: false, code: 'ENODEV', message: 'gone' })
          : host.readFile(path),
    });
    assert.deepEqual(
      probes.map(({ id }) => id),
      ['0483:374f'],
    );
  });
});
