// Continue, steps and pause: where the target stands afterwards, and what a running one answers.

import assert from 'node:assert/strict';
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { DapClient, DapError } from '../../support/dap-client';
import {
  begin,
  evaluate,
  pause,
  position,
  resume,
  runTo,
  setLines,
  skipTicks,
  stack,
  top,
  valueOf,
} from '../../support/debug-session';
import { useAdapters } from '../../support/leftovers';
import { demo, taggedLine } from '../../support/project';

const thread = { threadId: 1 };

function useSession(): () => DapClient {
  const adapters = useAdapters();
  let client: DapClient;
  before(async () => {
    client = adapters.start();
    await begin(client);
  });
  return () => client;
}

describe('steps', () => {
  const session = useSession();
  before(() => skipTicks(session()));
  beforeEach(() => runTo(session(), 'call'));
  afterEach(() => setLines(session(), []));

  it('next goes over a call to the next line', async () => {
    const client = session();
    const stopped = await client.stopAfter('next', thread);
    assert.deepEqual(stopped, { reason: 'step', threadId: 1, allThreadsStopped: true });
    assert.equal(await position(client), `main:${taggedLine('step-over')}`);
    await client.stopAfter('next', thread);
    assert.equal(await position(client), `main:${taggedLine('step-over-next')}`);
  });

  it('stepIn enters the call, and stepOut returns behind it', async () => {
    const client = session();
    assert.equal((await client.stopAfter('stepIn', thread)).reason, 'step');
    assert.equal(await position(client), `add_offset:${taggedLine('call-body')}`);
    assert.equal(await valueOf(client, 'offset'), '7');
    assert.equal((await client.stopAfter('stepOut', thread)).reason, 'step');
    assert.equal(await position(client), `main:${taggedLine('call')}`);
  });

  it('of instruction granularity move by one instruction', async () => {
    const client = session();
    const before = Number((await top(client)).instructionPointerReference);
    await client.stopAfter('next', { ...thread, granularity: 'instruction' });
    const after = Number((await top(client)).instructionPointerReference);
    assert.ok(after - before === 2 || after - before === 4, `${before} to ${after}`);
    await client.stopAfter('stepIn', { ...thread, granularity: 'instruction' });
    assert.notEqual(Number((await top(client)).instructionPointerReference), after);
  });

  it('end at a breakpoint inside what they step over, and say so', async () => {
    const client = session();
    await setLines(client, [taggedLine('call-return')]);
    const stopped = await client.stopAfter('next', thread);
    assert.equal(stopped.reason, 'breakpoint');
    assert.equal(await position(client), `add_offset:${taggedLine('call-return')}`);
  });

  it('out of main are refused with the reason, and the target still stands', async () => {
    const client = session();
    await assert.rejects(client.request('stepOut', thread), (error: DapError) => {
      assert.match(error.text, /This function has no caller to return to\./);
      return true;
    });
    assert.equal(await position(client), `main:${taggedLine('call')}`);
  });
});

describe('a running target', () => {
  const session = useSession();
  beforeEach(() => session().request('continue', thread));
  // No more than an answer where a test has paused it already.
  afterEach(() => session().request('pause', thread));

  it('stops for pause within a second, with that reason', async () => {
    const client = session();
    // A busy computer may have no turn for one of them, not for each.
    const tookMs: number[] = [];
    do {
      if (tookMs.length > 0) await client.request('continue', thread);
      const start = performance.now();
      const stopped = await pause(client);
      tookMs.push(performance.now() - start);
      assert.deepEqual(stopped, { reason: 'pause', threadId: 1, allThreadsStopped: true });
    } while (Math.min(...tookMs) >= 1000 && tookMs.length < 5);
    assert.ok(Math.min(...tookMs) < 1000, `${tookMs.join(', ')} ms`);
    const { stackFrames } = await stack(client);
    assert.equal(stackFrames.at(-1)?.name, 'main');
  });

  it('that is paused twice at once stops once', async () => {
    const client = session();
    const from = client.events.length;
    await Promise.all([client.request('pause', thread), client.request('pause', thread)]);
    await client.event('stopped', undefined, from);
    assert.match(await position(client), /:\d+$/);
    assert.equal(client.bodies('stopped', from).length, 1);
    // A pause of a standing target changes nothing.
    await client.request('pause', thread);
    assert.equal(client.bodies('stopped', from).length, 1);
  });

  it('is paused also while GDB evaluates a condition at every pass', async () => {
    const client = session();
    await setLines(client, [{ line: taggedLine('demo'), condition: 'g_fault_request == 9' }]);
    for (let round = 0; round < 15; round++) {
      assert.equal((await pause(client)).reason, 'pause');
      await client.request('continue', thread);
    }
    await setLines(client, []);
  });

  for (const command of ['continue', 'next', 'stepIn', 'stepOut'] as const) {
    it(`refuses ${command} and says what to do`, async () => {
      await refused(session(), command, thread);
    });
  }

  it('refuses stackTrace, scopes, variables, memory and watches', async () => {
    const client = session();
    await refused(client, 'stackTrace', thread);
    await refused(client, 'scopes', { frameId: 100_000 });
    await refused(client, 'variables', { variablesReference: 1 });
    await refused(client, 'readMemory', { memoryReference: '0x20000000', count: 4 });
    await refused(client, 'evaluate', { expression: 'g_counter', context: 'watch' });
    await refused(client, 'setVariable', { variablesReference: 1, name: 'a', value: '1' });
  });

  it('still answers threads, and GDB commands in the console', async () => {
    const client = session();
    const { threads } = await client.request<DebugProtocol.ThreadsResponse['body']>('threads');
    assert.equal(threads.length, 1);
    assert.equal(threads[0]?.id, 1);
    assert.match((await evaluate(client, '>info line main', 'repl')).result, /Line 40 of "Core/);
    assert.match((await evaluate(client, 'show version', 'repl')).result, /GNU gdb/);
  });

  it('is told to the client as continued when the console resumes it', async () => {
    const client = session();
    await pause(client);
    const from = client.events.length;
    await evaluate(client, '>continue', 'repl');
    await client.event('continued', undefined, from);
    await refused(client, 'stackTrace', thread);
  });

  async function refused(client: DapClient, command: string, args: object): Promise<void> {
    await assert.rejects(client.request(command, args), (error: DapError) => {
      assert.equal(error.message, 'notStopped');
      assert.equal(error.text, 'The target is running.\nPause it first.');
      return true;
    });
  }
});

describe('a fault', () => {
  const session = useSession();

  for (const [request, name, handler, cfsr] of [
    [1, 'undefined', 'UsageFault', 0x00010000],
    [2, 'divide', 'UsageFault', 0x02000000],
  ] as const) {
    it(`(${name}) ends in Fault_Loop with a backtrace through the exception`, async () => {
      const client = session();
      await client.request('setFunctionBreakpoints', { breakpoints: [{ name: 'Fault_Loop' }] });
      await client.request('setExpression', {
        expression: 'g_fault_request',
        value: String(request),
      });
      const stopped = await resume(client);
      assert.equal(stopped.reason, 'breakpoint');
      const { stackFrames } = await stack(client);
      assert.deepEqual(
        stackFrames.map((frame) => frame.name),
        ['Fault_Loop', `${handler}_Handler`, '<exception>', 'trigger_fault', 'main'],
      );
      assert.equal(stackFrames[2]?.presentationHint, 'label');
      assert.equal(stackFrames[3]?.line, taggedLine(`fault-${name}`, demo.source('faults.c')));
      assert.equal(Number(await valueOf(client, 'g_fault_record.cfsr')), cfsr);
      assert.match(await valueOf(client, 'g_fault_record.handler'), new RegExp(`"${handler}"`));
      await client.request('setFunctionBreakpoints', { breakpoints: [] });
      await client.stopAfter('restart');
    });
  }
});
