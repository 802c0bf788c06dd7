// The end of a session, asked for or not, on stdio and on a TCP port: nothing is left.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { timeouts } from '../../../src/base/abort';
import { DapClient, spawnAdapter } from '../../support/dap-client';
import {
  begin,
  evaluate,
  position,
  resume,
  runTo,
  skipTicks,
  valueOf,
} from '../../support/debug-session';
import { useAdapters } from '../../support/leftovers';
import { silentServer } from '../../support/ports';
import { demo, taggedLine } from '../../support/project';

describe('the end of a session', () => {
  const adapters = useAdapters();

  for (const args of [{}, { terminateDebuggee: true }, { restart: false, suspendDebuggee: true }]) {
    it(`by disconnect ${JSON.stringify(args)} ends GDB, QEMU and the adapter`, async () => {
      const client = adapters.start();
      await begin(client);
      await client.disconnect(args);
      assert.equal(client.child?.exitCode, 0);
      assert.deepEqual(adapters.running(), []);
      // Emacs's client answers this one with a request, to an adapter that may be gone by then.
      const isExit = ({ reason }: { reason: string }): boolean => reason === 'exited';
      assert.deepEqual(client.bodies<{ reason: string }>('thread').filter(isExit), []);
    });
  }

  it('comes without events of our own for a client that did not ask for them', async () => {
    const client = adapters.start();
    await begin(client, { traits: { supportsStm32Events: undefined } });
    await client.disconnect();
    const names = new Set(client.events.map(({ event }) => event));
    assert.ok(names.has('stopped'));
    assert.deepEqual(
      [...names].filter((name) => name.startsWith('stm32/')),
      [],
    );
  });

  it('by terminate is told as terminated, and requests afterwards are refused', async () => {
    const client = adapters.start();
    await begin(client);
    await client.request('terminate');
    await client.event('terminated');
    assert.deepEqual(adapters.children(), []);
    await assert.rejects(
      client.request('stackTrace', { threadId: 1 }),
      /session has ended|not started/,
    );
    await client.disconnect();
    assert.equal(client.bodies('terminated').length, 1);
  });

  it('while the target runs is just as quick', async () => {
    const client = adapters.start();
    await begin(client);
    await client.request('continue', { threadId: 1 });
    const start = performance.now();
    await client.disconnect();
    const tookMs = performance.now() - start;
    assert.ok(tookMs < timeouts.gdbInterrupt, `${tookMs} ms`);
    assert.deepEqual(adapters.running(), []);
  });

  it('before a launch is possible', async () => {
    const client = adapters.start();
    await client.initialize();
    await assert.rejects(
      client.request('threads').then(() => client.request('scopes', { frameId: 1 })),
    );
    await client.disconnect();
    assert.equal(client.child?.exitCode, 0);
  });

  it('by disconnect and a hang-up at once is one end', async () => {
    const client = adapters.start();
    await begin(client);
    await client.request('continue', { threadId: 1 });
    const answered = client.request('disconnect');
    client.output.end();
    await answered;
    await client.exited();
    assert.equal(client.child?.exitCode, 0);
    assert.equal(client.stderr, '');
    assert.deepEqual(adapters.running(), []);
  });

  it('in the middle of a launch cuts the launch off', async () => {
    const silent = await silentServer();
    const client = adapters.start();
    await client.initialize();
    const launch = client.request('launch', externalTo(silent.port));
    await silent.connected;
    await client.request('disconnect');
    await assert.rejects(launch, /^Error: cancelled$/);
    client.output.end();
    await client.exited();
    assert.deepEqual(adapters.running(), []);
    silent.close();
  });
});

function externalTo(port: number): object {
  const gdbTarget = `127.0.0.1:${port}`;
  return { servertype: 'external', gdbTarget, executable: demo.elf, cwd: demo.folder };
}

describe('a client that vanishes', () => {
  const adapters = useAdapters();

  for (const state of ['stands', 'runs'] as const) {
    it(`by closing stdin while the target ${state} takes everything with it`, async () => {
      const client = adapters.start();
      await begin(client);
      if (state === 'runs') await client.request('continue', { threadId: 1 });
      client.output.end();
      await client.exited();
      assert.equal(client.child?.exitCode, 0);
      await adapters.assertGone();
    });
  }

  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    it(`by ${signal} to the adapter takes everything with it`, async () => {
      const client = adapters.start();
      await begin(client);
      client.child?.kill(signal);
      await client.exited();
      await adapters.assertGone();
    });
  }

  it('by SIGTERM, and SIGTERM again from someone impatient, takes everything with it', async () => {
    const client = adapters.start();
    await begin(client);
    client.child?.kill('SIGTERM');
    for (const pid of adapters.running('debug-adapter.js').map((one) => one.pid)) {
      process.kill(pid, 'SIGTERM');
    }
    await client.exited();
    assert.equal(client.child?.signalCode, null);
    assert.equal(client.child.exitCode, 0);
    assert.deepEqual(adapters.children(), []);
  });

  it('in the middle of a launch takes everything with it', async () => {
    const silent = await silentServer();
    const client = adapters.start();
    await client.initialize();
    void client.send('launch', externalTo(silent.port));
    await silent.connected;
    client.output.end();
    await client.exited();
    await adapters.assertGone();
    silent.close();
  });
});

describe('an adapter with a bug', () => {
  const adapters = useAdapters();
  let folder = '';
  before(() => (folder = mkdtempSync(join(tmpdir(), 'stm32-bug-'))));
  after(() => rmSync(folder, { recursive: true }));

  for (const bug of ["throw new Error('boom')", "Promise.reject(new Error('boom'))"]) {
    it(`(${bug}) says so in one line and takes everything with it`, async () => {
      const preload = join(folder, 'bug.cjs');
      writeFileSync(preload, `process.on('SIGUSR2', () => { ${bug}; });`);
      const client = adapters.start({
        env: { ...process.env, NODE_OPTIONS: `--require=${preload}` },
      });
      await begin(client);
      client.child?.kill('SIGUSR2');
      await client.exited();
      assert.equal(client.child?.exitCode, 1);
      assert.match(client.stderr, /^The adapter failed and ends: Error: boom at .*\n$/);
      assert.deepEqual(adapters.children(), []);
    });
  }
});

describe("the adapter's command line", () => {
  /** Exit code and stderr of an adapter that is not expected to stay; its stdin is closed at once. */
  async function run(...args: readonly string[]): Promise<readonly [number | null, string]> {
    const child = spawnAdapter({ args });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    await once(child, 'close');
    return [child.exitCode, said];
  }

  it('with a port that another program has ends with one clear line', async () => {
    const other = await silentServer();
    assert.deepEqual(await run(`--server=${other.port}`), [
      1,
      `The adapter cannot listen at 127.0.0.1:${other.port}: another program has the port.\n`,
    ]);
    other.close();
  });

  it('explains itself, and refuses what it does not know', async () => {
    const [code, help] = await run('--help');
    assert.equal(code, 0);
    assert.match(help, /^Usage: debug-adapter \[--server=PORT\]/);
    const [wrong, said] = await run('--sever=4711');
    assert.equal(wrong, 2);
    assert.match(said, /^"--sever=4711" is no option\.\n\nUsage: /);
  });

  for (const args of [['--server=0'], ['--server', '0']]) {
    it(`"${args.join(' ')}" takes a free port and prints it`, async () => {
      const child = spawnAdapter({ args });
      const [line] = (await once(child.stderr, 'data')) as [Buffer];
      const port = Number(/127\.0\.0\.1:(\d+)\n$/.exec(line.toString())?.[1]);
      assert.ok(port > 0);
      const client = await DapClient.connect(port);
      await client.initialize();
      client.output.end();
      child.kill('SIGTERM');
      await once(child, 'exit');
      assert.equal(child.exitCode, 0);
    });
  }
});

describe('an adapter on a TCP port', () => {
  const adapters = useAdapters();

  async function session(port: number): Promise<DapClient> {
    const client = await DapClient.connect(port);
    await begin(client);
    return client;
  }

  it('serves two sessions one after the other', async () => {
    const { adapter, port } = await adapters.listen();
    for (let round = 0; round < 2; round++) {
      const client = await session(port);
      assert.equal(await position(client), `main:${taggedLine('main-first')}`);
      const closed = once(client.output, 'close');
      await client.request('disconnect');
      client.output.end();
      await closed;
      assert.deepEqual(adapters.children(), []);
    }
    adapter.kill('SIGTERM');
    await adapters.assertGone();
  });

  it('serves two sessions at the same time, each with its own target', async () => {
    const { adapter, port } = await adapters.listen();
    const [one, other] = await Promise.all([session(port), session(port)]);
    assert.equal(adapters.children().length, 4);
    await skipTicks(one);
    await runTo(one, 'work');
    for (let pass = 0; pass < 3; pass++) await resume(one);
    assert.equal(await valueOf(one, 'g_counter'), '3');
    assert.equal(await valueOf(other, 'g_counter'), '0');
    await evaluate(other, 'g_counter = 50', 'repl');
    assert.equal(await valueOf(one, 'g_counter'), '3');
    for (const client of [one, other]) await client.request('disconnect');
    assert.deepEqual(adapters.children(), []);
    adapter.kill('SIGTERM');
    await adapters.assertGone();
  });

  it('ends the session of a client whose connection breaks, and serves the next', async () => {
    const { adapter, port } = await adapters.listen();
    const lost = await session(port);
    const before = adapters.children();
    lost.output.destroy();
    const next = await session(port);
    assert.equal(await valueOf(next, 'g_counter'), '0');
    await adapters.assertEnded(before);
    adapter.kill('SIGTERM');
    await adapters.assertGone();
  });

  it('takes its sessions with it on SIGTERM', async () => {
    const { adapter, port } = await adapters.listen();
    await session(port);
    const exited = once(adapter, 'exit');
    adapter.kill('SIGTERM');
    await exited;
    await adapters.assertGone();
    assert.equal(adapter.signalCode ?? adapter.exitCode, 0);
  });
});
