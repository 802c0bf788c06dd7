// Breakpoints set and removed while the target runs: it is stopped for a moment and goes on, unseen.

import assert from 'node:assert/strict';
import type { DapClient } from '../../support/dap-client';
import { begin, evaluate, pause, position, setLines, valueOf } from '../../support/debug-session';
import { useAdapters } from '../../support/leftovers';
import { demo, taggedLine } from '../../support/project';

describe('breakpoints of a running target', () => {
  const adapters = useAdapters();
  let client: DapClient;

  before(async () => {
    client = adapters.start();
    await begin(client);
  });
  beforeEach(async () => {
    await client.request('continue', { threadId: 1 });
  });

  async function counterAtPause(): Promise<number> {
    await pause(client);
    const value = Number(await valueOf(client, 'g_counter'));
    await client.request('continue', { threadId: 1 });
    return value;
  }

  /** Two pauses can be too close for a pass of the loop, so there are some more. */
  async function assertRunsOn(since?: number): Promise<void> {
    const before = since ?? (await counterAtPause());
    for (let look = 0; look < 100; look++) if ((await counterAtPause()) > before) return;
    assert.fail(`g_counter stays at ${before}`);
  }

  it('are set without a stopped or continued event, and the target goes on', async () => {
    const before = await counterAtPause();
    const from = client.events.length;
    // Never true, so the target is only slowed down.
    const [set] = await setLines(client, [
      { line: taggedLine('demo'), condition: 'g_fault_request == 9' },
    ]);
    assert.equal(set?.verified, true);
    await setLines(client, []);
    assert.deepEqual(client.bodies('stopped', from), []);
    assert.deepEqual(client.bodies('continued', from), []);
    await assertRunsOn(before);
    await pause(client);
  });

  it('stop it when they are hit', async () => {
    const from = client.events.length;
    const [set] = await setLines(client, [taggedLine('work')]);
    const stopped = await client.event<{ reason: string; hitBreakpointIds: number[] }>(
      'stopped',
      undefined,
      from,
    );
    assert.equal(stopped.reason, 'breakpoint');
    assert.deepEqual(stopped.hitBreakpointIds, [set?.id]);
    assert.equal(await position(client), `tick_work:${taggedLine('work')}`);
    await setLines(client, []);
  });

  it('are what the client asked for last, without waiting for the answers', async () => {
    // On a line that is never reached, so that the target runs all the time.
    const at = { line: taggedLine('demo'), condition: 'g_fault_request == 9' };
    await setLines(client, [at]);
    const [, [last]] = await Promise.all([setLines(client, []), setLines(client, [at])]);
    assert.equal(last?.verified, true);
    await pause(client);
    const { result } = await evaluate(client, '>info breakpoints', 'repl');
    assert.match(result, /g_fault_request == 9/);
    await setLines(client, []);
  });

  it('do not stop it any more once they are removed', async () => {
    const before = client.events.length;
    await setLines(client, [taggedLine('work')]);
    await client.event('stopped', undefined, before);
    await setLines(client, []);
    const from = client.events.length;
    await client.request('continue', { threadId: 1 });
    await assertRunsOn();
    const stops = client.bodies<{ reason: string }>('stopped', from);
    assert.ok(stops.every(({ reason }) => reason === 'pause'));
    await pause(client);
  });

  it('of several files can be set at once', async () => {
    const from = client.events.length;
    const never = 'g_fault_request == 9';
    const sets = await Promise.all([
      setLines(client, [{ line: taggedLine('step-over'), condition: never }]),
      setLines(
        client,
        [{ line: taggedLine('sensors-done', demo.source('sensors.c')), condition: never }],
        demo.source('sensors.c'),
      ),
      setLines(
        client,
        [{ line: taggedLine('systick', demo.source('stm32f4xx_it.c')), condition: never }],
        demo.source('stm32f4xx_it.c'),
      ),
      client
        .request<{ breakpoints: { verified: boolean }[] }>('setFunctionBreakpoints', {
          breakpoints: [{ name: 'recurse_bottom' }],
        })
        .then(({ breakpoints }) => breakpoints),
    ]);
    assert.deepEqual(
      sets.map((group) => group.map(({ verified }) => verified)),
      [[true], [true], [true], [true]],
    );
    assert.deepEqual(client.bodies('stopped', from), []);
    assert.deepEqual(client.bodies('continued', from), []);
    await Promise.all([
      setLines(client, []),
      setLines(client, [], demo.source('sensors.c')),
      setLines(client, [], demo.source('stm32f4xx_it.c')),
      client.request('setFunctionBreakpoints', { breakpoints: [] }),
    ]);
    await assertRunsOn();
    await pause(client);
  });

  it('that are hit just then stop it exactly once, and are kept', async () => {
    for (let round = 0; round < 10; round++) {
      const from = client.events.length;
      const work = taggedLine('work');
      await setLines(client, [work]);
      // The loop takes microseconds, so the second request meets a target that stops by itself.
      const [, set] = await setLines(client, [work, taggedLine('call-body')]);
      assert.equal(set?.verified, true);
      await client.event('stopped', undefined, from);
      assert.equal(client.bodies('stopped', from).length, 1);
      assert.match(await position(client), /^(tick_work|add_offset):/);
      await setLines(client, []);
      await client.request('continue', { threadId: 1 });
    }
    await pause(client);
  });
});
