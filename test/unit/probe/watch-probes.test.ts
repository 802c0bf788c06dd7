// Hearing of probes that come and go.

import assert from 'node:assert/strict';
import { deferred } from '../../../src/base/deferred';
import { createNodeHost } from '../../../src/host/node-host';
import { watchProbes } from '../../../src/probe/watch-probes';

describe('watching probes', () => {
  it('hears of a device that comes, and again once its rights are there', async () => {
    let names: readonly string[] = ['usb1', '1-1', '1-1:1.0'];
    const told = [deferred<undefined>(), deferred<undefined>()];
    let count = 0;
    const watch = watchProbes(
      { ...createNodeHost(), platform: 'linux', readDir: () => Promise.resolve(names) },
      () => told[count++]?.resolve(undefined),
    );
    // The first look has taken the names as they were.
    await Promise.resolve();
    names = [...names, '1-2'];
    await told[0]?.promise;
    await told[1]?.promise;
    await watch.dispose();
    assert.equal(count, 2);
  });

  it('calls nobody where there is no USB, and ends', async () => {
    const host = createNodeHost();
    const watch = watchProbes(
      { ...host, platform: 'linux', readDir: () => Promise.resolve([]) },
      () => assert.fail('nothing changed'),
    );
    await watch.dispose();
    await watch.dispose();
  });

  it('hears of the worker where files tell nothing', async () => {
    const told = deferred<undefined>();
    const worker = `
      process.stdin.on('data', (chunk) => {
        for (const line of String(chunk).trim().split('\\n')) {
          const { id, ask } = JSON.parse(line);
          console.log(JSON.stringify({ id, ok: true }));
          if (ask === 'watch') console.log(JSON.stringify({ event: 'changed' }));
        }
      });`;
    const host = createNodeHost();
    const watch = watchProbes(
      {
        ...host,
        platform: 'win32',
        spawnOwn: () => host.spawn(process.execPath, ['-e', worker]),
      },
      () => told.resolve(undefined),
    );
    await told.promise;
    await watch.dispose();
  });

  it('calls nobody when the worker cannot be started', async () => {
    const host = createNodeHost();
    const watch = watchProbes(
      { ...host, platform: 'darwin', spawnOwn: () => host.spawn('/no/such/program', []) },
      () => assert.fail('nothing changed'),
    );
    await watch.dispose();
  });
});
