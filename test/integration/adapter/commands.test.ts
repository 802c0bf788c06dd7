// The user's own GDB commands around a launch, a reset and a restart.

import assert from 'node:assert/strict';
import type { DapClient, DapError } from '../../support/dap-client';
import { begin, evaluate, position, qemuLaunch, top, valueOf } from '../../support/debug-session';
import { useAdapters } from '../../support/leftovers';
import { taggedLine } from '../../support/project';

/** What `print "text"` commands have printed since `from`, in order. */
function printed(client: DapClient, from = 0): readonly string[] {
  const said = client.outputText('console', from).matchAll(/^\$\d+ = "([^"]*)"/gm);
  return [...said].map((match) => match[1] ?? '');
}

describe('launch commands', () => {
  const adapters = useAdapters();

  it('run in their order, and those of a reset again with each restart', async () => {
    const client = adapters.start();
    await begin(client, {
      attributes: {
        ...qemuLaunch,
        preLaunchCommands: ['print "pre-launch"'],
        preResetCommands: ['print "pre-reset"'],
        overrideResetCommands: ['print "reset"', 'monitor system_reset'],
        postResetCommands: ['print "post-reset"'],
        postLaunchCommands: ['print "post-launch"'],
        postStartSessionCommands: ['print "started"'],
        postResetSessionCommands: ['print "session reset"'],
      },
    });
    const reset = ['pre-reset', 'reset', 'post-reset'];
    assert.deepEqual(printed(client), ['pre-launch', ...reset, 'post-launch', 'started']);
    assert.equal(await position(client), `main:${taggedLine('main-first')}`);
    const from = client.events.length;
    await client.stopAfter('restart');
    assert.deepEqual(printed(client, from), [...reset, 'session reset']);
    assert.equal(await position(client), `main:${taggedLine('main-first')}`);
    await client.disconnect();
  });

  it('that override replace programming and reset', async () => {
    const client = adapters.start();
    await begin(client, {
      attributes: {
        ...qemuLaunch,
        breakAfterReset: true,
        overrideLaunchCommands: ['print "mine"', '-target-download', 'print "loaded"'],
        preResetCommands: ['print "never"'],
      },
    });
    assert.deepEqual(printed(client), ['mine', 'loaded']);
    // GDB's load leaves pc at the entry point of the ELF.
    assert.equal((await top(client)).name, 'Reset_Handler');
    await client.disconnect();
  });

  it('work on the target: written by one, seen by the session', async () => {
    const client = adapters.start();
    await begin(client, {
      attributes: {
        ...qemuLaunch,
        runToEntryPoint: '',
        postLaunchCommands: ['set var g_device.matrix[0][0] = 4711'],
      },
    });
    assert.equal(await valueOf(client, 'g_device.matrix[0][0]'), '4711');
    await client.disconnect();
  });

  it('may program the chip after the start, at a restart and from the console', async () => {
    const client = adapters.start();
    await begin(client, {
      attributes: {
        ...qemuLaunch,
        postLaunchCommands: ['load', '-target-download'],
        overrideResetCommands: ['load', 'compare-sections', 'monitor system_reset'],
      },
    });
    assert.equal(await position(client), `main:${taggedLine('main-first')}`);
    const from = client.events.length;
    await client.stopAfter('restart');
    assert.match(client.outputText('console', from), /\.text, range .*: matched/);
    assert.equal(await position(client), `main:${taggedLine('main-first')}`);
    const loaded = await evaluate(client, '>load', 'repl');
    assert.match(loaded.result, /Loading section \.text/);
    await assert.rejects(evaluate(client, '>restore nothing.bin binary 0', 'repl'), /nothing\.bin/);
    // GDB's ranges are declared again, also behind the failure.
    const ranges = await evaluate(client, '>info mem', 'repl');
    assert.match(ranges.result, /0x08000000\s+0x10000000\s+ro.* cache/);
    await client.stopAfter('restart');
    assert.equal(await position(client), `main:${taggedLine('main-first')}`);
    await client.disconnect();
  });

  for (const [attribute, command, reason] of [
    ['preLaunchCommands', 'frobnicate', 'Undefined command: "frobnicate"'],
    ['postLaunchCommands', '-no-such', 'Undefined MI command: no-such'],
    ['overrideResetCommands', 'print nobody', 'No symbol "nobody"'],
  ] as const) {
    it(`in ${attribute} that fail end the launch and are named`, async () => {
      const client = adapters.start();
      await client.initialize();
      const attributes = { ...qemuLaunch, [attribute]: [command] };
      await assert.rejects(client.request('launch', attributes), (error: DapError) => {
        assert.ok(error.text.startsWith(`"${command}" failed: ${reason}`), error.text);
        assert.match(error.text, /Correct or remove the command in the launch configuration\./);
        return true;
      });
      assert.deepEqual(adapters.children(), []);
      await client.disconnect();
    });
  }
});
