// Two launches on one probe: one gets it, the other is told in time whose it is, and neither disturbs the other.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { timeouts } from '../../../src/base/abort';
import { serveBench } from '../../simulator/serve';
import type { Bench } from '../../simulator/serve';
import { changed, healthy } from '../../simulator/setup';
import type { DapClient, DapError } from '../../support/dap-client';
import { begin, position, runTo, valueOf } from '../../support/debug-session';
import { openOcdLaunch } from '../../support/flash-bench';
import { busyMs, useAdapters } from '../../support/leftovers';
import { taggedLine } from '../../support/project';

const refused =
  /^The probe ST-LINK\/V2-1 \(serial number \w+\) is in use by another debug session of STM32 Preflight \(process (\d+), working in .*f405-demo\)\./;

describe('two launches on one probe', () => {
  const adapters = useAdapters();
  let bench: Bench | undefined;
  let folder = '';

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'stm32-two-'));
    bench = await serveBench([changed(healthy, { target: { core: 'qemu' } })]);
  });
  afterEach(async () => {
    await bench?.dispose();
    rmSync(folder, { recursive: true });
  });

  function start(): DapClient {
    const client = adapters.start({ env: { ...process.env, XDG_RUNTIME_DIR: folder } });
    return client;
  }

  function launch(client: DapClient): Promise<unknown> {
    return begin(client, { attributes: openOcdLaunch(bench!) });
  }

  /** What a launch is refused with. */
  async function refusal(client: DapClient): Promise<string> {
    await client.initialize();
    return client.request('launch', openOcdLaunch(bench!)).then(
      () => assert.fail('the second launch was let through'),
      (error: DapError) => error.text,
    );
  }

  async function assertWorks(client: DapClient): Promise<void> {
    assert.equal(await position(client), `main:${taggedLine('main-first')}`);
    await runTo(client, 'step-over');
    assert.equal(await valueOf(client, 'g_counter'), '1');
  }

  it('at the same moment: one reaches main, the other is told', async () => {
    const clients = [start(), start()];
    // The one that is refused never stops.
    const outcomes = await Promise.all(
      clients.map(async (client) => {
        await client.initialize();
        const launched = client.request('launch', openOcdLaunch(bench!));
        const configured = client
          .event('initialized')
          .then(() => client.request('configurationDone'));
        configured.catch(() => undefined);
        return launched.then(
          () => ({ client, said: undefined }),
          (error: DapError) => ({ client, said: error.text }),
        );
      }),
    );
    const won = outcomes.filter(({ said }) => said === undefined);
    const lost = outcomes.filter(({ said }) => said !== undefined);
    assert.equal(won.length, 1, outcomes.map(({ said }) => said).join('\n'));
    const [, pid] = refused.exec(lost[0]!.said!) ?? [];
    assert.equal(Number(pid), won[0]!.client.child!.pid, lost[0]!.said);
    await won[0]!.client.event('stopped');
    await assertWorks(won[0]!.client);
    await Promise.all(clients.map((client) => client.disconnect()));
    assert.deepEqual(adapters.running(), []);
  });

  it('one after the other: the first is not disturbed, and the second can have it afterwards', async () => {
    const first = start();
    await launch(first);
    const second = start();
    const before = bench!.transcript.length;
    const began = performance.now();
    assert.match(await refusal(second), refused);
    const tookMs = performance.now() - began;
    assert.ok(tookMs < timeouts.probeClaim + busyMs, `${tookMs} ms`);
    // Nothing at all was sent to the probe but what OpenOCD sends by itself.
    assert.equal(bench!.openCount(), 1);
    const sent = bench!.transcript.slice(before).join('\n');
    assert.doesNotMatch(sent, /^F2 (21|30|35|3C)/m, 'the second launch opened the probe');
    await assertWorks(first);
    await first.disconnect();
    const again = start();
    await launch(again);
    await assertWorks(again);
    await Promise.all([second.disconnect(), again.disconnect()]);
  });

  it('while the first is still ending, waits for it', async () => {
    const first = start();
    await launch(first);
    const ended = first.disconnect();
    const second = start();
    await launch(second);
    await ended;
    await assertWorks(second);
    await second.disconnect();
    assert.deepEqual(adapters.running(), []);
  });
});
