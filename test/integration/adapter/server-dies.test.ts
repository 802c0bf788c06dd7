// OpenOCD that is killed while GDB is connected to it: that it ended, and how, is told before anything else, and no cause
// at the target is.

import assert from 'node:assert/strict';
import type { LaunchRecord } from '../../../src/protocol/debug-events';
import { launchRecordEvent } from '../../../src/protocol/debug-events';
import { serveBench } from '../../simulator/serve';
import type { Bench } from '../../simulator/serve';
import { changed, healthy } from '../../simulator/setup';
import type { DapClient, DapError } from '../../support/dap-client';
import { begin, configure } from '../../support/debug-session';
import { openOcdLaunch } from '../../support/flash-bench';
import { useAdapters } from '../../support/leftovers';

const told = /The GDB server ended .*\. OpenOCD was killed by SIGKILL\./;

describe('OpenOCD that is killed', () => {
  const adapters = useAdapters();
  let bench: Bench | undefined;

  before(async () => {
    bench = await serveBench([changed(healthy, { target: { core: 'qemu' } })]);
  });
  afterEach(() => adapters.end());
  after(() => bench?.dispose());

  function start(): DapClient {
    const client = adapters.start();
    return client;
  }

  function killServer(): void {
    const server = adapters.running().find(({ command }) => /openocd/.test(command.split(' ')[0]!));
    assert.ok(server !== undefined, 'OpenOCD runs');
    process.kill(server.pid, 'SIGKILL');
  }

  /** The first cause is the end of the server, as a fact. */
  async function assertDiagnosis(client: DapClient): Promise<void> {
    const { diagnosis } = await client.event<LaunchRecord>(
      launchRecordEvent,
      ({ outcome }) => outcome === 'failed',
    );
    const found = diagnosis?.causes.map(({ id, confidence }) => `${id} ${confidence}`);
    assert.deepEqual(found, ['server-ended confirmed']);
    assert.deepEqual(
      diagnosis?.causes[0]?.facts.map(({ what }) => what),
      ['OpenOCD was killed by SIGKILL.'],
    );
  }

  it('while the flash is programmed fails the launch with that', async () => {
    const client = start();
    await client.initialize();
    const attributes = openOcdLaunch(bench!, { showDevDebugOutput: 'raw' });
    const launch = configure(client, 'launch', attributes);
    launch.catch(() => undefined); // looked at below
    await client.event<{ output: string }>('output', ({ output }) =>
      output.includes('-target-download'),
    );
    killServer();
    await assert.rejects(launch, (error: DapError) => {
      assert.match(error.text, told);
      return true;
    });
    await assertDiagnosis(client);
  });

  it('at main ends the session with that', async () => {
    const client = start();
    await begin(client, { attributes: openOcdLaunch(bench!) });
    killServer();
    await client.event('terminated');
    assert.match(client.outputText('important'), told);
    await assertDiagnosis(client);
  });
});
