// Threads, frames in pages, and the scopes of a frame.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { DapClient } from '../../support/dap-client';
import { begin, evaluate, runTo, setLines, stack, top } from '../../support/debug-session';
import { useAdapters } from '../../support/leftovers';
import { demo, taggedLine } from '../../support/project';

describe('the call stack', () => {
  const adapters = useAdapters();
  let client: DapClient;
  before(async () => {
    client = adapters.start();
    await begin(client);
    await runTo(client, 'bottom');
  });

  it('belongs to the one thread there is', async () => {
    const { threads } = await client.request<DebugProtocol.ThreadsResponse['body']>('threads');
    assert.equal(threads.length, 1);
    assert.equal(threads[0]?.id, 1);
    assert.notEqual(threads[0]?.name, '');
  });

  it('has 53 frames in pages of 20, and the last page gives their number', async () => {
    const pages = [];
    for (const startFrame of [0, 20, 40])
      pages.push(await stack(client, { startFrame, levels: 20 }));
    assert.deepEqual(
      pages.map(({ stackFrames }) => stackFrames.length),
      [20, 20, 13],
    );
    assert.equal(pages.at(-1)?.totalFrames, 53);
    const frames = pages.flatMap(({ stackFrames }) => stackFrames);
    assert.deepEqual(
      frames.map(({ name }) => name),
      ['recurse_bottom', ...Array.from({ length: 51 }, () => 'recurse'), 'main'],
    );
    assert.equal(frames[0]?.line, taggedLine('bottom'));
    assert.equal(frames[52]?.line, taggedLine('call-recurse'));
    // Ids tell the frames apart.
    assert.equal(new Set(frames.map(({ id }) => id)).size, 53);
  });

  it('comes whole with levels 0 and without levels', async () => {
    const whole = await stack(client, { levels: 0 });
    assert.equal(whole.stackFrames.length, 53);
    assert.equal(whole.totalFrames, 53);
    assert.deepEqual(await stack(client), whole);
  });

  it('is empty beyond its end', async () => {
    assert.deepEqual(await stack(client, { startFrame: 53, levels: 20 }), {
      stackFrames: [],
      totalFrames: 53,
    });
    const far = await stack(client, { startFrame: 200, levels: 20 });
    assert.deepEqual(far.stackFrames, []);
  });

  it('names sources that are there, and addresses in flash', async () => {
    const { stackFrames } = await stack(client);
    for (const { source, instructionPointerReference } of stackFrames) {
      assert.equal(source?.path, demo.main);
      assert.ok(existsSync(source?.path ?? ''));
      assert.match(instructionPointerReference ?? '', /^0x08000[0-9a-f]{3}$/);
    }
  });

  it('gives each frame its own variables', async () => {
    const { stackFrames } = await stack(client);
    const depths = [];
    for (const at of [1, 2, 26, 51]) {
      depths.push((await evaluate(client, 'depth', 'watch', stackFrames[at]?.id)).result);
    }
    assert.deepEqual(depths, ['0', '1', '25', '50']);
  });

  it('has the scopes a person looks for, of which only the locals are cheap', async () => {
    const { stackFrames } = await stack(client, { levels: 1 });
    const { scopes } = await client.request<DebugProtocol.ScopesResponse['body']>('scopes', {
      frameId: stackFrames[0]?.id,
    });
    assert.deepEqual(
      scopes.map(({ name, expensive, presentationHint }) => ({
        name,
        expensive,
        presentationHint,
      })),
      [
        { name: 'Locals', expensive: false, presentationHint: 'locals' },
        { name: 'File Statics', expensive: true, presentationHint: undefined },
        { name: 'Globals', expensive: true, presentationHint: undefined },
        { name: 'Registers', expensive: true, presentationHint: 'registers' },
      ],
    );
  });
});

describe('the call stack of a client', () => {
  const adapters = useAdapters();

  it('that speaks URIs names sources by URI', async () => {
    const client = adapters.start();
    await begin(client, { traits: { pathFormat: 'uri', columnsStartAt1: false } });
    const uri = pathToFileURL(demo.main).href;
    const { source, column } = await top(client);
    assert.equal(source?.path, uri);
    assert.equal(column, 0);
    const [set] = await setLines(client, [taggedLine('work')], uri);
    assert.equal(set?.verified, true);
  });

  it('that counts columns from 1 gets none, since GDB knows none', async () => {
    const client = adapters.start();
    await begin(client);
    assert.equal((await top(client)).column, 0);
  });
});
