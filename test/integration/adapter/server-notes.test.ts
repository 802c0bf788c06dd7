// What a launch tells of the server that it starts, once and in the debug console: here that st-util's port is open to the
// network. Node takes st-util's place, and ends at once.

import assert from 'node:assert/strict';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { DapError } from '../../support/dap-client';
import { qemuLaunch } from '../../support/debug-session';
import { useAdapters } from '../../support/leftovers';

describe('a launch with a server that has something to say', () => {
  const adapters = useAdapters();

  it('tells it in the debug console, once', async () => {
    const client = adapters.start();
    await client.initialize();
    const launch = client.request('launch', {
      ...qemuLaunch,
      ...{ servertype: 'stutil', serverpath: process.execPath, preflight: { mode: 'off' } },
    });
    await assert.rejects(launch, (error: unknown) => error instanceof DapError);
    const told = client.events
      .filter(({ event }) => event === 'output')
      .map(({ body }) => body as DebugProtocol.OutputEvent['body'])
      .filter(({ output }) => output.includes('can be reached from the network'));
    assert.deepEqual(
      told.map(({ category }) => category),
      ['console'],
    );
  });
});
