// What the client asked for survives the stops it is not shown: log points, and breakpoints set meanwhile; and
// what cannot go on is told.

import assert from 'node:assert/strict';
import { copyFileSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DapError } from '../../support/dap-client';
import { begin, position, qemuLaunch, resume, runTo } from '../../support/debug-session';
import { setLines, skipTicks } from '../../support/debug-session';
import { useAdapters } from '../../support/leftovers';
import { fewComparators } from '../../support/ports';
import { demo, taggedLine } from '../../support/project';
import { useQemu } from '../../support/qemu';

const thread = { threadId: 1 };
const lines = {
  call: taggedLine('call'),
  body: taggedLine('call-body'),
  after: taggedLine('step-over'),
};

describe('a step', () => {
  const adapters = useAdapters();

  it('ends on its line when a log point stands there', async () => {
    const client = adapters.start();
    await begin(client);
    await skipTicks(client);
    await runTo(client, 'call');
    await setLines(client, [{ line: lines.after, logMessage: 'after the call' }]);
    assert.equal((await client.stopAfter('next', thread)).reason, 'step');
    assert.equal(await position(client), `main:${lines.after}`);
    assert.match(client.outputText('console'), /after the call\n/);
  });

  it('over a call ends behind it when a log point was met inside', async () => {
    const client = adapters.start();
    await begin(client);
    await skipTicks(client);
    await runTo(client, 'call');
    await setLines(client, [{ line: lines.body, logMessage: 'value {value}' }]);
    assert.equal((await client.stopAfter('next', thread)).reason, 'step');
    assert.equal(await position(client), `main:${lines.after}`);
    assert.match(client.outputText('console'), /value 1\n/);
  });

  it('ends where it should when a breakpoint is set meanwhile', async () => {
    const client = adapters.start();
    await begin(client);
    await skipTicks(client);
    await runTo(client, 'call-recurse');
    await setLines(client, []);
    const from = client.events.length;
    const next = client.request('next', thread);
    await setLines(client, [taggedLine('fault')]);
    await next;
    const stopped = await client.event<{ reason: string }>('stopped', undefined, from);
    assert.equal(stopped.reason, 'step');
    assert.equal(await position(client), `main:${taggedLine('call-locals')}`);
  });

  it('that GDB refuses leaves what the client knows of this stop valid', async () => {
    const client = adapters.start();
    await begin(client);
    const { scopes } = await client.request<{ scopes: { variablesReference: number }[] }>(
      'scopes',
      {
        frameId: 100_000,
      },
    );
    const finish = client.request('stepOut', thread);
    await assert.rejects(finish, (error: DapError) => /no caller to return to/.test(error.text));
    const [locals] = scopes;
    await client.request('variables', { variablesReference: locals?.variablesReference ?? 0 });
  });
});

describe('a restart', () => {
  const adapters = useAdapters();

  it('stops at main although a log point stands on its first line', async () => {
    const client = adapters.start();
    await begin(client);
    await setLines(client, [{ line: taggedLine('main-first'), logMessage: 'at main' }]);
    assert.equal((await client.stopAfter('restart')).reason, 'entry');
    assert.match(client.outputText('console'), /at main\n/);
  });

  it('counts hits anew', async () => {
    const client = adapters.start();
    await begin(client);
    await skipTicks(client);
    await setLines(client, [{ line: taggedLine('loop'), hitCondition: '==2' }]);
    assert.equal((await resume(client)).reason, 'breakpoint');
    await client.stopAfter('restart');
    assert.equal((await resume(client)).reason, 'breakpoint');
  });

  it('that fails tells that the target stands, and why', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'stm32-restart-'));
    try {
      const elf = join(folder, 'demo.elf');
      copyFileSync(demo.elf, elf);
      const client = adapters.start();
      await begin(client, { attributes: { ...qemuLaunch, executable: elf } });
      await client.request('continue', thread);
      // A linker replaces its output by another file; GDB has the old one open.
      writeFileSync(join(folder, 'new.elf'), 'no image');
      renameSync(join(folder, 'new.elf'), elf);
      const from = client.events.length;
      await assert.rejects(client.request('restart'), /not in executable format/);
      await client.event('stopped', undefined, from);
      assert.ok((await position(client)).length > 0);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('a session with a log point', () => {
  const adapters = useAdapters();

  it('ends with the reason when GDB dies in the middle of one', async () => {
    const client = adapters.start();
    await begin(client);
    await setLines(client, [{ line: taggedLine('work'), logMessage: 'n {g_counter}' }]);
    await client.request('continue', thread);
    await client.event('output', ({ output }: { output: string }) => output.startsWith('n '));
    const from = client.events.length;
    // By an argument that only GDB has.
    const [gdb] = adapters.running('--interpreter');
    assert.ok(gdb !== undefined);
    process.kill(gdb.pid, 'SIGKILL');
    await client.event('terminated', undefined, from);
    assert.match(client.outputText('important'), /GDB .*SIGKILL/);
    await client.disconnect();
  });
});

describe('more breakpoints than the core has comparators', () => {
  const adapters = useAdapters();
  const servers = useQemu();

  it('are told as a stop with the reason, instead of a target that seems to run', async () => {
    const qemu = await servers.start();
    const proxy = await fewComparators(qemu.port, 6);
    try {
      const client = adapters.start();
      await begin(client, {
        attributes: {
          servertype: 'external',
          gdbTarget: `127.0.0.1:${proxy.port}`,
          executable: demo.elf,
          cwd: demo.folder,
          overrideResetCommands: ['monitor system_reset'],
        },
      });
      await setLines(
        client,
        [0, 1, 2, 3, 4, 5, 6].map((offset) => taggedLine('main-init') - 4 + offset),
      );
      const stopped = await resume(client);
      assert.equal(stopped.description, 'Could not be resumed');
      assert.match(client.outputText('important'), /hardware breakpoint[^]*remove some/);
      await setLines(client, [taggedLine('loop')]);
      assert.equal((await resume(client)).reason, 'breakpoint');
    } finally {
      proxy.close();
    }
  });
});
