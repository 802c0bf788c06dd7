// The long limits, waited for to their end: nothing happens in these tests, so that they run beside others.

import assert from 'node:assert/strict';
import { timeouts } from '../../../src/base/abort';
import { stlink } from '../../../src/servers/stlink';
import { busyMs, useAdapters } from '../../support/leftovers';
import { silentServer } from '../../support/ports';
import { StandIn } from '../../support/stand-in';

describe('a server that never gets ready', () => {
  const standIn = new StandIn();
  after(() => standIn.remove());

  it('is given up at the limit, with what it said', async () => {
    const failure = await standIn.failureOf(stlink, 'says-nothing');
    assert.equal(failure.code, 'timeout');
    assert.match(failure.message, /waiting for ST-LINK_gdbserver to be ready on port \d+/);
    assert.match(failure.evidence.join('\n'), /limit: serverReady/);
    assert.deepEqual(await standIn.end(), []);
  });
});

describe('a server that never answers GDB', () => {
  const adapters = useAdapters();

  it('ends the launch by a named limit', async () => {
    const client = adapters.start();
    await client.initialize();
    const silent = await silentServer();
    const limitMs = timeouts.targetConnect + busyMs;
    const gdbTarget = `127.0.0.1:${silent.port}`;
    await adapters.assertRefused(client, { servertype: 'external', gdbTarget }, limitMs, [
      new RegExp(`No connection to ${gdbTarget}: .+`),
      /Check that a GDB server listens/,
    ]);
    silent.close();
  });
});
