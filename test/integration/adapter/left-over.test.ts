// A server whose adapter was killed: the next launch ends it, and nothing else.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DapClient } from '../../support/dap-client';
import { begin, position, qemuLaunch } from '../../support/debug-session';
import { useAdapters } from '../../support/leftovers';
import { taggedLine } from '../../support/project';

describe('servers left over', () => {
  const adapters = useAdapters();
  let folder = '';
  let strangers: ChildProcess[] = [];

  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'stm32-left-'))));
  afterEach(() => {
    for (const stranger of strangers.splice(0)) stranger.kill('SIGKILL');
    strangers = [];
    rmSync(folder, { recursive: true });
  });

  const start = (): DapClient =>
    adapters.start({ env: { ...process.env, XDG_RUNTIME_DIR: folder } });
  const records = (): string => join(folder, 'stm32-preflight/servers');
  const written = (): readonly string[] => (existsSync(records()) ? readdirSync(records()) : []);

  async function killAdapter(client: DapClient): Promise<void> {
    client.child?.kill('SIGKILL');
    await client.exited();
  }

  it('are written down while they run, for this user only', async () => {
    const client = start();
    await begin(client);
    const pids = adapters.children().map(({ pid }) => `${pid}.json`);
    assert.equal(pids.length, 2, 'GDB and QEMU');
    assert.deepEqual([...written()].sort(), pids.sort());
    await client.disconnect();
    assert.deepEqual(written(), []);
  });

  /** A shell script that starts QEMU and waits for it, as package managers write them. */
  function wrapper(): string {
    const path = join(folder, 'qemu-wrapper');
    writeFileSync(path, '#!/bin/sh\nqemu-system-arm "$@"\nexit $?\n', { mode: 0o755 });
    return path;
  }

  it('are none at the end of a session, behind a wrapper either', async () => {
    const client = start();
    await begin(client, { attributes: { ...qemuLaunch, serverpath: wrapper() } });
    assert.ok(adapters.running('qemu-wrapper').length > 0);
    await client.disconnect();
    assert.deepEqual(adapters.running(), []);
  });

  it('are ended by the next launch behind a wrapper too', async () => {
    const attributes = { ...qemuLaunch, serverpath: wrapper() };
    const client = start();
    await begin(client, { attributes });
    await killAdapter(client);
    const next = start();
    await begin(next, { attributes });
    await next.disconnect();
    assert.deepEqual(adapters.running(), []);
  });

  it('are ended by the next launch, and those of a session that runs are not', async () => {
    const other = start();
    await begin(other);
    const ofOther = adapters.running().map(({ pid }) => pid);
    const client = start();
    await begin(client);
    await client.request('continue', { threadId: 1 });
    await killAdapter(client);
    const next = start();
    await begin(next);
    assert.equal(await position(next), `main:${taggedLine('main-first')}`);
    const now = adapters.running().map(({ pid }) => pid);
    for (const pid of ofOther) assert.ok(now.includes(pid), 'the other session was touched');
    assert.equal(now.length, 6, 'two sessions: an adapter, a GDB and a QEMU each');
    assert.equal(await position(other), `main:${taggedLine('main-first')}`);
    await Promise.all([other.disconnect(), next.disconnect()]);
    assert.deepEqual(written(), []);
  });

  it('that hang are killed in bounded time, and that is told', async () => {
    const client = start();
    await begin(client);
    const [qemu] = adapters.running('qemu-system-arm');
    process.kill(qemu!.pid, 'SIGSTOP');
    await killAdapter(client);
    const next = start();
    await begin(next);
    assert.ok(!adapters.running().some(({ pid }) => pid === qemu!.pid));
    const said = next.bodies<{ message?: string }>('stm32/log').map(({ message }) => message);
    assert.ok(
      said.some((text) =>
        /^QEMU \(process \d+, port \d+\) was left over .* had to be killed/.test(text ?? ''),
      ),
      said.join('\n'),
    );
    await next.disconnect();
  });

  it('are told from a process that has their number today', async () => {
    const stranger = spawn('sleep', ['600']);
    strangers.push(stranger);
    await once(stranger, 'spawn');
    const client = start();
    await begin(client);
    const [name] = written();
    await killAdapter(client);
    const record = JSON.parse(readFileSync(join(records(), name!), 'utf8')) as object;
    writeFileSync(
      join(records(), `${stranger.pid}.json`),
      JSON.stringify({ ...record, pid: stranger.pid }),
    );
    const next = start();
    await begin(next);
    await next.disconnect();
    assert.equal(stranger.exitCode, null);
    assert.equal(stranger.signalCode, null);
    assert.deepEqual(written(), []);
  });

  it('do not disturb a launch by records that are none', async () => {
    mkdirSync(records(), { recursive: true });
    const bad: Readonly<Record<string, string>> = {
      '1.json': '{"version":1,"pid":1}',
      '12.json': '{"version":1,"realm":"x","pid":',
      '13.json': '',
      '14.json': '[]',
      '15.json': 'null',
      [`${process.pid}.json`]: JSON.stringify({ version: 1, pid: process.pid, adapterPid: 1 }),
      '-1.json': '{}',
    };
    for (const [name, text] of Object.entries(bad)) writeFileSync(join(records(), name), text);
    writeFileSync(join(records(), '16.json'), '{"version":2,"pid":16}');
    mkdirSync(join(records(), '17.json'));
    const client = start();
    await begin(client);
    await client.disconnect();
    // A newer version's is its own business; what was not finished just now may still be; a folder is nobody's.
    assert.deepEqual([...written()].sort(), ['-1.json', '16.json', '17.json']);
  });
});
