// What Linux tells about sockets, open files and the kind of machine.

import assert from 'node:assert/strict';
import { closeSync, mkdtempSync, openSync, realpathSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Host } from '../../../src/host/host';
import { createNodeHost } from '../../../src/host/node-host';
import { whoHasOpen } from '../../../src/host/open-files';
import { listeningSockets, parseSocketTable } from '../../../src/host/sockets';
import { machineKind } from '../../../src/host/surroundings';

const host = createNodeHost();

function line(local: string, state: string, inode: string): string {
  return `   0: ${local} 00000000:0000 ${state} 00000000:00000000 00:00000000 00000000  1000        0 ${inode} 1 0`;
}

describe('parseSocketTable', () => {
  const addresses: readonly (readonly [address: string, kind: string])[] = [
    ['00000000', 'any'],
    ['0100007F', 'loopback'],
    ['0A01007F', 'loopback'],
    ['0700A8C0', 'other'],
    ['00000000000000000000000000000000', 'any'],
    ['00000000000000000000000001000000', 'loopback'],
    ['0000000000000000FFFF00000100007F', 'loopback'],
    ['0000000000000000FFFF00000700A8C0', 'other'],
    ['B80D0120000000000000000001000000', 'other'],
  ];
  for (const [address, kind] of addresses) {
    it(`takes ${address} for ${kind}`, () => {
      const table = `  sl  local_address rem_address   st\n${line(`${address}:0D05`, '0A', '4711')}\n`;
      assert.deepEqual(parseSocketTable(table), [{ port: 3333, address: kind, inode: '4711' }]);
    });
  }

  it('leaves out connections and broken lines', () => {
    const text = [line('0100007F:0D05', '01', '1'), 'x', '', ' 0: a:b c 0A', line('0', '0A', '2')];
    assert.deepEqual(parseSocketTable(text.join('\n')), []);
  });
});

if (process.platform === 'linux') {
  describe('this computer', () => {
    it('lists a port of IPv4 and one of IPv6 while they are listened on, and who does', async () => {
      for (const address of ['127.0.0.1', '::1']) {
        const server = createServer();
        const isThere = await new Promise<boolean>((resolve) => {
          server.once('error', () => resolve(false)); // a machine without IPv6
          server.listen(0, address, () => resolve(true));
        });
        if (!isThere) continue;
        const { port } = server.address() as AddressInfo;
        const sockets = await listeningSockets(host, [port]);
        const socket = sockets?.find((each) => each.port === port);
        assert.equal(socket?.address, 'loopback', address);
        const link = `socket:[${socket.inode}]`;
        const holders = (await whoHasOpen(host, new Set([link]))).get(link);
        assert.ok(holders?.some(({ pid, name }) => pid === process.pid && name !== undefined));
        await new Promise((resolve) => server.close(resolve));
        const later = await listeningSockets(host, [port]);
        assert.ok(later?.every((each) => each.port !== port));
      }
    });

    it('knows who has a file open', async () => {
      const folder = realpathSync(mkdtempSync(join(tmpdir(), 'stm32-open-')));
      const [mine, nobodys] = [join(folder, 'mine'), join(folder, 'nobodys')];
      const file = openSync(mine, 'w');
      const found = await whoHasOpen(host, new Set([mine, nobodys]));
      assert.deepEqual(
        [...found].map(([path, [holder]]) => [path, holder?.pid]),
        [[mine, process.pid]],
      );
      closeSync(file);
      assert.equal((await whoHasOpen(host, new Set([mine]))).size, 0);
      rmSync(folder, { recursive: true });
    });
  });
}

describe('machineKind', () => {
  const wsl2 = 'Linux version 5.15.153.1-microsoft-standard-WSL2 (root@x)';
  const cases: readonly (readonly [
    title: string,
    machine: { files?: Record<string, string>; env?: Record<string, string>; platform?: 'win32' },
    kind: string | undefined,
  ])[] = [
    ['an ordinary machine', { files: { '/proc/version': 'Linux version 6.1 (gcc)' } }, undefined],
    ['WSL 2', { files: { '/proc/version': wsl2 } }, 'WSL 2'],
    ['WSL 1', { files: { '/proc/version': 'Linux version 4.4.0-Microsoft' } }, 'WSL'],
    [
      'a container in WSL',
      { files: { '/proc/version': wsl2, '/.dockerenv': '' } },
      'a container (Docker)',
    ],
    ['Podman', { files: { '/run/.containerenv': '' } }, 'a container (Podman)'],
    [
      'Codespaces',
      { env: { CODESPACES: 'true' }, files: { '/.dockerenv': '' } },
      'GitHub Codespaces',
    ],
    ['a development container', { env: { REMOTE_CONTAINERS: 'true' } }, 'a development container'],
    ['SSH', { env: { SSH_CONNECTION: '10.0.0.1 1 10.0.0.2 22' } }, 'a remote machine (SSH)'],
    ['Windows', { platform: 'win32', env: { CODESPACES: 'true' } }, undefined],
  ];
  for (const [title, { files = {}, env = {}, platform = 'linux' }, kind] of cases) {
    it(`knows ${title}`, async () => {
      const fake: Host = {
        ...host,
        platform,
        env,
        stat: (path) =>
          Promise.resolve(
            path in files ? { kind: 'file', sizeBytes: 0, modifiedMs: 0 } : undefined,
          ),
        readFile: (path) => {
          const text = files[path];
          return Promise.resolve(
            text === undefined
              ? { ok: false, code: 'ENOENT', message: '' }
              : { ok: true, bytes: Buffer.from(text) },
          );
        },
      };
      const found = await machineKind(fake);
      assert.equal(found.kind, kind);
      assert.notEqual(found.evidence, '');
    });
  }
});
