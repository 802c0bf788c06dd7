// The ladder of `connect: "auto"`: with the real OpenOCD and GDB on simulated boards that answer in some ways only.

import assert from 'node:assert/strict';
import { launchRecordEvent, logEvent } from '../../../src/protocol/debug-events';
import type { LaunchRecord, LogEvent } from '../../../src/protocol/debug-events';
import { bitErrors } from '../../simulator/faults/bit-errors';
import { onlySlow } from '../../simulator/faults/only-slow';
import { swdOffAfterBoot } from '../../simulator/faults/swd-off-after-boot';
import { swdWiresOpen } from '../../simulator/faults/swd-wires-open';
import { serveBench } from '../../simulator/serve';
import type { Bench } from '../../simulator/serve';
import { changed, healthy } from '../../simulator/setup';
import type { SetupChange } from '../../simulator/setup';
import type { DapClient, DapError } from '../../support/dap-client';
import { begin, position } from '../../support/debug-session';
import { openOcdLaunch } from '../../support/flash-bench';
import { useAdapters } from '../../support/leftovers';
import { givenBack, upToThrice } from '../../support/probe-bench';
import { taggedLine } from '../../support/project';

const unchecked = { preflight: { mode: 'off' } };

describe('a launch whose target does not answer as configured', () => {
  const adapters = useAdapters();
  const benches: Bench[] = [];
  afterEach(async () => {
    for (const bench of benches.splice(0)) await bench.dispose();
  });

  async function launchOn(change: SetupChange): Promise<Record<string, unknown>> {
    const bench = await serveBench([changed(healthy, change)]);
    benches.push(bench);
    return openOcdLaunch(bench);
  }

  function started(): DapClient {
    const client = adapters.start();
    return client;
  }

  async function refused(attributes: Record<string, unknown>): Promise<DapError> {
    const client = started();
    await client.initialize();
    const error = await client.request('launch', attributes).then(
      () => assert.fail('it is launched'),
      (thrown: DapError) => thrown,
    );
    await client.disconnect();
    assert.deepEqual(adapters.running(), []);
    return error;
  }

  it('reaches one whose firmware has switched SWD off, under reset, and says how', async () => {
    const { change } = swdOffAfterBoot;
    const attributes = await launchOn({ target: { ...change.target, core: 'qemu' } });
    const client = started();
    await begin(client, { attributes: { ...attributes, ...unchecked } });
    assert.equal(await position(client), `main:${taggedLine('main-first')}`);
    assert.match(
      client.outputText('console'),
      /^Connected under reset at 480 kHz; not as configured\. To connect so at once, set "resetStrategy": "connect-under-reset", "speed": 480\.$/m,
    );
    const { outcome, way } = await client.event<LaunchRecord>(launchRecordEvent);
    assert.equal(outcome, 'started');
    assert.deepEqual(way?.attributes, { resetStrategy: 'connect-under-reset', speed: 480 });
    await client.disconnect();
  });

  it('goes the way at once that the examination found', async () => {
    const { change } = swdOffAfterBoot;
    const attributes = await launchOn({ target: { ...change.target, core: 'qemu' } });
    const servers = async (): Promise<number> => {
      const client = started();
      await begin(client, { attributes });
      assert.match(client.outputText('console'), /^Connected under reset/m);
      const { transcript } = await client.event<LaunchRecord>(launchRecordEvent);
      await client.disconnect();
      return transcript.filter(({ text }) => text.startsWith('Server: ')).length;
    };
    assert.equal(await upToThrice(servers, (count) => count === 1), 1);
  });

  it('lowers the clock for one that answers slowly only', async () => {
    const { change } = onlySlow;
    const attributes = await launchOn({ target: { ...change.target, core: 'qemu' } });
    const client = started();
    await begin(client, { attributes: { ...attributes, ...unchecked } });
    const { way } = await client.event<LaunchRecord>(launchRecordEvent);
    assert.ok(Number(way?.attributes['speed']) <= 480, JSON.stringify(way));
    await client.disconnect();
  });

  it('uses the clean clock of a marginal link from load to reset', async () => {
    const attributes = await launchOn({ target: { ...bitErrors.change.target, core: 'qemu' } });
    const client = started();
    await begin(client, { attributes });
    assert.equal(await position(client), `main:${taggedLine('main-first')}`);
    await client.disconnect();
  });

  it('tries nothing else where the configuration says so', async () => {
    const attributes = await launchOn(swdOffAfterBoot.change);
    const error = await refused({ ...attributes, ...unchecked, connect: 'configured' });
    assert.doesNotMatch(error.text, /also tried/);
  });

  it('fails with every way named where none reaches it, and leaves nothing', async () => {
    const attributes = await launchOn(swdWiresOpen.change);
    const error = await refused({ ...attributes, ...unchecked });
    assert.match(error.text, /also tried at 480 kHz: /);
    assert.match(error.text, /also tried under reset at 480 kHz: /);
    await givenBack(benches[0] ?? assert.fail());
  });

  it('is called off at once in the middle of the ladder', async () => {
    const attributes = await launchOn(swdWiresOpen.change);
    const client = started();
    await client.initialize();
    const { seq, response } = client.send('launch', { ...attributes, ...unchecked });
    response.catch(() => undefined);
    await client.event<LogEvent>(logEvent, ({ message }) => /Next try: at 480 kHz/.test(message));
    await client.request('cancel', { requestId: seq });
    await assert.rejects(response, (error: DapError) => error.message === 'cancelled');
    await client.disconnect();
    assert.deepEqual(adapters.running(), []);
  });
});
