// A GDB server that somebody else started: launch and attach there, and how the target is let go.

import assert from 'node:assert/strict';
import type { DapClient } from '../../support/dap-client';
import {
  begin,
  configure,
  pause,
  position,
  qemuLaunch,
  resume,
  runTo,
  stack,
  top,
  valueOf,
} from '../../support/debug-session';
import { useAdapters } from '../../support/leftovers';
import { demo, taggedLine } from '../../support/project';
import { useQemu } from '../../support/qemu';
import type { Qemu } from '../../support/qemu';

function at(qemu: Qemu, more: object = {}): object {
  const { executable, cwd, device } = qemuLaunch;
  const { gdbTarget } = qemu;
  return { servertype: 'external', gdbTarget, executable, cwd, device, ...more };
}

/** QEMU's own word for a reset; the driver's `reset halt` is that of the servers of real probes. */
const qemuReset = { overrideResetCommands: ['monitor system_reset'] };

const mainFirst = `main:${taggedLine('main-first')}`;

describe('a launch on an external server', () => {
  const adapters = useAdapters();
  const servers = useQemu();

  it('programs the chip and runs to main', async () => {
    const qemu = await servers.start();
    const client = adapters.start();
    const stopped = await begin(client, { attributes: at(qemu, qemuReset) });
    assert.equal(stopped.reason, 'entry');
    assert.equal(await position(client), mainFirst);
    assert.equal(await valueOf(client, 'big_array[9999]'), '29997');
    // Only GDB is ours.
    assert.equal(adapters.children().length, 1);
    await client.disconnect();
    assert.equal(qemu.child.exitCode, null);
  });

  it('without programming uses what is in flash', async () => {
    const qemu = await servers.start({ kernel: demo.elf });
    const client = adapters.start();
    await begin(client, {
      attributes: at(qemu, { ...qemuReset, loadFiles: [] }),
      traits: { supportsProgressReporting: true },
    });
    assert.equal(await position(client), mainFirst);
    assert.deepEqual(client.bodies('progressStart'), []);
    await client.disconnect();
  });

  it('warns when the server does not know the command that resets', async () => {
    const qemu = await servers.start();
    const client = adapters.start();
    await begin(client, { attributes: at(qemu, { runToEntryPoint: '' }) });
    assert.match(
      client.outputText('stderr'),
      /the server does not know "monitor reset halt", so nothing was reset\. Set overrideResetCommands/,
    );
    await client.disconnect();
  });
});

describe('an attach', () => {
  const adapters = useAdapters();
  const servers = useQemu();

  async function attached(more: object = {}): Promise<{ client: DapClient; qemu: Qemu }> {
    const qemu = await servers.start({ kernel: demo.elf, running: true });
    const client = adapters.start();
    await begin(client, { request: 'attach', attributes: at(qemu, more) });
    return { client, qemu };
  }

  async function counterAddress(client: DapClient): Promise<number> {
    return Number(await valueOf(client, '(unsigned)&g_counter'));
  }

  it('halts the target where it is, without a reset, with its symbols', async () => {
    const qemu = await servers.start({ kernel: demo.elf, running: true });
    const first = adapters.start();
    await begin(first, { request: 'attach', attributes: at(qemu) });
    const address = await counterAddress(first);
    await first.disconnect();
    assert.ok(await qemu.changes(address));
    const before = await qemu.word(address);
    const second = adapters.start();
    const stopped = await begin(second, { request: 'attach', attributes: at(qemu) });
    assert.equal(stopped.reason, 'entry');
    assert.notEqual(await qemu.status(), 'running');
    assert.ok(Number(await valueOf(second, 'g_counter')) >= before);
    assert.equal((await stack(second)).stackFrames.at(-1)?.name, 'main');
    assert.equal(second.outputText('stderr'), '');
    await second.disconnect();
  });

  it('debugs from there', async () => {
    const { client } = await attached();
    await runTo(client, 'work');
    assert.equal((await top(client)).name, 'tick_work');
    const before = Number(await valueOf(client, 'g_counter'));
    for (let pass = 0; pass < 5; pass++) await resume(client);
    assert.ok(Number(await valueOf(client, 'g_counter')) > before);
    await client.disconnect();
  });

  it('warns when the flash is erased where the ELF belongs', async () => {
    const qemu = await servers.start();
    const client = adapters.start();
    await begin(client, { request: 'attach', attributes: at(qemu) });
    assert.match(
      client.outputText('stderr'),
      /^warning: the target's flash is erased where .*f405-demo\.elf belongs \(compared: all [\d,]+ bytes read\)\./,
    );
    await client.disconnect();
  });

  it('lets the target run on after disconnect, also with the breakpoints it had', async () => {
    const { client, qemu } = await attached();
    const address = await counterAddress(client);
    await runTo(client, 'work');
    await client.disconnect();
    assert.equal(await qemu.status(), 'running');
    assert.ok(await qemu.changes(address));
  });

  it('leaves it halted after disconnect with suspendDebuggee', async () => {
    const { client, qemu } = await attached();
    await runTo(client, 'work');
    await client.disconnect({ suspendDebuggee: true });
    assert.notEqual(await qemu.status(), 'running');
  });

  it('lets a running target run, or halts it when asked, and leaves no breakpoint behind', async () => {
    for (const suspendDebuggee of [false, true]) {
      const { client, qemu } = await attached();
      const address = await counterAddress(client);
      await client.request('continue', { threadId: 1 });
      await client.disconnect({ suspendDebuggee });
      assert.equal((await qemu.status()) === 'running', !suspendDebuggee);
      assert.equal(await qemu.changes(address), !suspendDebuggee);
      await qemu.stop();
    }
  });

  it('ends without harm to the server with terminate and terminateDebuggee', async () => {
    const { client, qemu } = await attached();
    await client.request('terminate');
    await client.event('terminated');
    assert.deepEqual(adapters.children(), []);
    await client.disconnect({ terminateDebuggee: true });
    assert.equal(qemu.child.exitCode, null);
    assert.equal(await qemu.status(), 'running');
  });

  it('runs its own commands in their order, and override ones in place of nothing', async () => {
    const { client } = await attached({
      preAttachCommands: ['print "before connecting"'],
      overrideAttachCommands: ['print "instead"'],
      postAttachCommands: ['print "after", $sp != 0', '-gdb-set var g_half = 77'],
      postStartSessionCommands: ['print "started"'],
    });
    const said = [...client.outputText('console').matchAll(/^\$\d+ = "?([^"\n]*)/gm)];
    assert.deepEqual(
      said.map((match) => match[1]),
      ['before connecting', 'instead', '1', 'started'],
    );
    assert.equal(await valueOf(client, 'g_half'), '77');
    await client.disconnect();
  });

  it('says that launch attributes have no effect', async () => {
    const { client } = await attached({ runToEntryPoint: 'main' });
    assert.match(
      client.outputText('stderr'),
      /runToEntryPoint has no effect on an attach: it is for request "launch"\./,
    );
    await client.disconnect();
  });

  it('that lets the target run by a command of its own is running at once', async () => {
    const qemu = await servers.start({ kernel: demo.elf, running: true });
    const client = adapters.start();
    await client.initialize();
    await configure(client, 'attach', at(qemu, { postAttachCommands: ['continue'] }));
    assert.deepEqual(client.bodies('stopped'), []);
    assert.equal(await qemu.status(), 'running');
    assert.equal((await pause(client)).reason, 'pause');
    await client.disconnect();
  });
});
