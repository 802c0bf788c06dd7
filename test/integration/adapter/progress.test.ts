// Progress while programming, and calling a launch off.

import assert from 'node:assert/strict';
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { DapClient, DapError } from '../../support/dap-client';
import { begin, beginAgain, position, qemuLaunch } from '../../support/debug-session';
import { useAdapters } from '../../support/leftovers';
import { silentServer, stallingProxy } from '../../support/ports';
import { taggedLine } from '../../support/project';
import { useQemu } from '../../support/qemu';

const traits = { supportsProgressReporting: true };
type Progress = DebugProtocol.ProgressStartEvent['body'] &
  DebugProtocol.ProgressUpdateEvent['body'];

describe('progress', () => {
  const adapters = useAdapters();

  it('tells from start to end what is programmed', async () => {
    const client = adapters.start();
    await begin(client, { traits });
    const [start, ...others] = client.bodies<Progress>('progressStart');
    assert.deepEqual(others, []);
    assert.equal(start?.title, 'Programming');
    assert.equal(start?.cancellable, true);
    const updates = client.bodies<Progress>('progressUpdate');
    assert.ok(updates.some(({ message }) => message === '.text'));
    const shown = [start, ...updates].map((one) => one?.percentage ?? -1);
    assert.ok(shown.every((percentage) => percentage >= 0 && percentage <= 100));
    assert.deepEqual(
      shown,
      [...shown].sort((a, b) => a - b),
    );
    assert.ok((shown.at(-1) ?? 0) > 0, 'it stays at 0 %');
    const ends = client.bodies<Progress>('progressEnd');
    assert.deepEqual(
      [...updates, ...ends].map(({ progressId }) => progressId),
      Array.from({ length: updates.length + 1 }, () => start?.progressId),
    );
    assert.ok(client.lastOf('progressEnd') > client.lastOf('progressUpdate'));
    assert.ok(client.lastOf('progressEnd') < client.lastOf('stopped'));
    await client.disconnect();
  });

  it('is not told to a client that does not show it', async () => {
    const client = adapters.start();
    await begin(client);
    for (const name of ['progressStart', 'progressUpdate', 'progressEnd']) {
      assert.deepEqual(client.bodies(name), []);
    }
    await client.disconnect();
  });
});

describe('a launch that is called off', () => {
  const adapters = useAdapters();
  const servers = useQemu();

  const external = (port: number): object => {
    const { executable, cwd } = qemuLaunch;
    return { servertype: 'external', gdbTarget: `127.0.0.1:${port}`, executable, cwd };
  };

  /** The launch is over, nothing of it is left, and the adapter is as good as new. */
  async function assertCancelled(client: DapClient, launch: Promise<unknown>): Promise<void> {
    await assert.rejects(launch, (error: DapError) => {
      assert.equal(error.message, 'cancelled');
      return true;
    });
    assert.deepEqual(adapters.children(), []);
    await beginAgain(client, 'launch', qemuLaunch);
    assert.equal(await position(client), `main:${taggedLine('main-first')}`);
    await client.disconnect();
  }

  it('by its request while the server is silent leaves an adapter that launches again', async () => {
    const silent = await silentServer();
    const client = adapters.start();
    await client.initialize(traits);
    const { seq, response } = client.send('launch', external(silent.port));
    await silent.connected;
    await client.request('cancel', { requestId: seq });
    await assertCancelled(client, response);
    silent.close();
  });

  it('by its progress in the middle of programming leaves an adapter that launches again', async () => {
    const qemu = await servers.start();
    const stalled = await stallingProxy(qemu.port, 'M');
    const client = adapters.start();
    await client.initialize(traits);
    // The first writes are to be those of the download.
    const { response } = client.send('launch', {
      ...external(stalled.port),
      ...{ debugInLowPower: false, freezeWatchdogs: false },
    });
    const { progressId } = await client.event<Progress>('progressStart');
    await client.request('cancel', { progressId });
    await assertCancelled(client, response);
    assert.ok(client.bodies<Progress>('progressEnd').some((end) => end.progressId === progressId));
    stalled.close();
  });

  it('by a request that is none, or is over, changes nothing', async () => {
    const client = adapters.start();
    await client.initialize();
    const { seq, response } = client.send('launch', qemuLaunch);
    await client.request('cancel', { requestId: 4711 });
    await response;
    await client.request('cancel', { requestId: seq });
    const stopped = await client.stopAfter('configurationDone');
    assert.equal(stopped.reason, 'entry');
    assert.equal((await position(client)).split(':')[0], 'main');
    assert.equal(client.bodies('terminated').length, 0);
    await client.disconnect();
  });
});
