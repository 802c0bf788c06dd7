// VS Code that vanishes in the middle of a launch, by hanging up or with the adapter killed: nothing runs on, at the
// latest from the next launch on, and that one reaches main on the same probe.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LogEvent } from '../../../src/protocol/debug-events';
import { findingsEvent, logEvent } from '../../../src/protocol/debug-events';
import { serveBench } from '../../simulator/serve';
import type { Bench } from '../../simulator/serve';
import { changed, healthy } from '../../simulator/setup';
import { limited } from '../../support/dap-client';
import type { DapClient } from '../../support/dap-client';
import { begin, configure, position } from '../../support/debug-session';
import { openOcdLaunch } from '../../support/flash-bench';
import { useAdapters } from '../../support/leftovers';
import { givenBack } from '../../support/probe-bench';
import { taggedLine } from '../../support/project';

/** Where the launch is when it is cut off, and how that is seen from outside. */
const moments: readonly (readonly [
  name: string,
  reached: (client: DapClient, bench: Bench) => Promise<unknown>,
])[] = [
  ['while the probe is examined', (_client, bench) => whenOpen(bench)],
  ['as soon as the examination is over', (client) => client.event(findingsEvent)],
  ["during OpenOCD's start", (client) => serverSays(client, /clock speed/)],
  ['when GDB has connected', (client) => serverSays(client, /accepting 'gdb' connection/)],
  ['while the flash is programmed', (client) => gdbIsTold(client, '-target-download')],
  ['at main', (client) => client.event('stopped')],
];

function serverSays(client: DapClient, words: RegExp): Promise<unknown> {
  const isIt = ({ source, message }: LogEvent): boolean =>
    source === 'server' && words.test(message);
  return client.event<LogEvent>(logEvent, isIt);
}

function gdbIsTold(client: DapClient, command: string): Promise<unknown> {
  return client.event<{ output: string }>('output', ({ output }) => output.includes(command));
}

async function whenOpen(bench: Bench): Promise<void> {
  const open = async (): Promise<void> => {
    while (bench.openCount() === 0) await new Promise((resolve) => setImmediate(resolve));
  };
  await limited(open(), 'the probe to be opened');
}

describe('VS Code that vanishes in the middle of a launch', () => {
  const adapters = useAdapters();
  let bench: Bench | undefined;
  let folder = '';

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'stm32-killed-'));
    bench = await serveBench([changed(healthy, { target: { core: 'qemu' } })]);
  });
  after(async () => {
    await bench?.dispose();
    rmSync(folder, { recursive: true });
  });

  function start(): DapClient {
    const client = adapters.start({ env: { ...process.env, XDG_RUNTIME_DIR: folder } });
    return client;
  }

  function attributes(): object {
    return openOcdLaunch(bench!, { showDevDebugOutput: 'raw' });
  }

  /** A launch that is under way, as far as the moment. */
  async function launchUntil(reached: (client: DapClient, bench: Bench) => Promise<unknown>) {
    const client = start();
    await client.initialize();
    configure(client, 'launch', attributes()).catch(() => undefined); // it is cut off
    await reached(client, bench!);
    return client;
  }

  /** The next launch finds everything as if nothing had been. */
  async function assertNextLaunch(): Promise<void> {
    const client = start();
    await begin(client, { attributes: attributes() });
    assert.equal(await position(client), `main:${taggedLine('main-first')}`);
    const programs = adapters.running().map(({ command }) => command.split(' ')[0]);
    assert.equal(programs.length, 3, `an adapter, a GDB and a server, not ${programs.join(', ')}`);
    await client.disconnect();
    assert.deepEqual(adapters.running(), []);
    await givenBack(bench!);
  }

  for (const [moment, reached] of moments) {
    it(`by hanging up ${moment} takes everything with it at once`, async () => {
      const client = await launchUntil(reached);
      client.output.end();
      await client.exited();
      assert.deepEqual(adapters.running(), []);
      await givenBack(bench!);
      await assertNextLaunch();
    });

    it(`with the adapter killed ${moment} leaves nothing to the next launch`, async () => {
      const client = await launchUntil(reached);
      client.child?.kill('SIGKILL');
      await client.exited();
      await assertNextLaunch();
    });
  }
});
