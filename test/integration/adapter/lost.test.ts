// GDB or the server dies in the middle of a session: the user sees it end, with the reason.

import assert from 'node:assert/strict';
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { DapClient, DapError } from '../../support/dap-client';
import { begin, evaluate, qemuLaunch, resume, setLines, stack } from '../../support/debug-session';
import { useAdapters } from '../../support/leftovers';
import { demo, taggedLine } from '../../support/project';
import { useQemu } from '../../support/qemu';

const thread = { threadId: 1 };

describe('a session that loses', () => {
  const adapters = useAdapters();
  const servers = useQemu();
  afterEach(() => adapters.end());

  async function started(): Promise<DapClient> {
    const client = adapters.start();
    await begin(client);
    return client;
  }

  /** By an argument that only this program has. */
  const gdb = '--interpreter';
  const qemu = '-machine';

  function kill(argument: string, signal = 'SIGKILL'): void {
    const [found, ...others] = adapters.running(argument);
    assert.ok(found !== undefined && others.length === 0, `one with ${argument} runs`);
    process.kill(found.pid, signal);
  }

  /** One `terminated`, the reason as an important output, refused requests, and nothing left. */
  async function assertEnded(client: DapClient, ...reason: readonly RegExp[]): Promise<void> {
    await client.event('terminated');
    for (const words of reason) assert.match(client.outputText('important'), words);
    await assert.rejects(stack(client), (error: DapError) => {
      assert.match(error.text, /The debug session has ended\./);
      return true;
    });
    await client.disconnect();
    assert.equal(client.bodies('terminated').length, 1);
    assert.deepEqual(adapters.running(), []);
  }

  it('GDB in the middle of a step ends with that reason', async () => {
    const client = await started();
    await client.request('setFunctionBreakpoints', { breakpoints: [{ name: 'Fault_Loop' }] });
    await evaluate(client, 'g_fault_request = 1', 'repl');
    await resume(client);
    // Fault_Loop never returns, so the step is under way for good.
    await client.request('stepOut', thread);
    kill(gdb);
    await assertEnded(client, /GDB ended unexpectedly: it was killed by SIGKILL\./);
  });

  it('GDB while a request waits for it answers the request with that reason', async () => {
    const client = await started();
    await assert.rejects(evaluate(client, '>shell kill -9 $PPID', 'repl'), (error: DapError) => {
      assert.match(error.text, /GDB (ended unexpectedly|was killed)/);
      return true;
    });
    await assertEnded(client, /GDB ended unexpectedly: it was killed by SIGKILL\./);
  });

  for (const state of ['stands', 'runs'] as const) {
    it(`QEMU while the target ${state} ends with that reason`, async () => {
      const client = await started();
      if (state === 'runs') await client.request('continue', thread);
      kill(qemu);
      await assertEnded(client, /QEMU.* was killed by SIGKILL\./);
    });
  }

  it('QEMU while GDB evaluates a condition at every pass ends with that reason', async () => {
    const client = await started();
    await setLines(client, [{ line: taggedLine('work'), condition: 'next == 4000000000' }]);
    await client.request('continue', thread);
    kill(qemu);
    await assertEnded(client, /QEMU.* was killed by SIGKILL\./);
  });

  it('an external server while the target runs says that the connection is closed', async () => {
    const server = await servers.start({ kernel: demo.elf, running: true });
    const client = adapters.start();
    const { executable, cwd } = qemuLaunch;
    const attributes = { servertype: 'external', gdbTarget: server.gdbTarget, executable, cwd };
    await begin(client, { request: 'attach', attributes });
    await client.request('continue', thread);
    await server.stop();
    await assertEnded(client, /The GDB server closed the connection\./);
  });

  it('an external server while the target stands says so at the next request', async () => {
    const server = await servers.start({ kernel: demo.elf, running: true });
    const client = adapters.start();
    const { executable, cwd } = qemuLaunch;
    const attributes = { servertype: 'external', gdbTarget: server.gdbTarget, executable, cwd };
    await begin(client, { request: 'attach', attributes });
    await server.stop();
    await client.request('next', thread).catch(() => undefined);
    await assertEnded(client, /The GDB server closed the connection\./);
  });

  it('QEMU that somebody else ends in peace gives the exit code and what it said', async () => {
    const client = await started();
    kill(qemu, 'SIGTERM');
    await client.event<DebugProtocol.OutputEvent['body']>(
      'output',
      ({ category }) => category === 'important',
    );
    await assertEnded(client, /QEMU.* exited with code 0\./, /terminating on signal 15/);
  });
});
