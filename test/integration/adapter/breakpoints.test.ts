// Breakpoints set while the target stands: where they land, when they stop, what log points print.

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { DapClient } from '../../support/dap-client';
import {
  begin,
  evaluate,
  pause,
  position,
  qemuLaunch,
  resume,
  setLines,
  skipTicks,
  stack,
  valueOf,
} from '../../support/debug-session';
import { useAdapters } from '../../support/leftovers';
import { demo, taggedLine } from '../../support/project';

const work = taggedLine('work');

/** One session for all tests of the `describe`; each starts at the head of main's loop. */
function useSession(): () => DapClient {
  const adapters = useAdapters();
  let client: DapClient;
  before(async () => {
    client = adapters.start();
    await begin(client);
    await skipTicks(client);
  });
  beforeEach(async () => {
    await client.request('setFunctionBreakpoints', { breakpoints: [] });
    await setLines(client, [taggedLine('loop')]);
    await resume(client);
    await setLines(client, []);
  });
  return () => client;
}

/** Sets g_counter, so that the next value stored by tick_work is `value + 1`. */
async function setCounter(client: DapClient, value: number): Promise<void> {
  await client.request('setExpression', { expression: 'g_counter', value: String(value) });
}

async function setFunctions(
  client: DapClient,
  breakpoints: readonly DebugProtocol.FunctionBreakpoint[],
): Promise<readonly DebugProtocol.Breakpoint[]> {
  const body = await client.request<DebugProtocol.SetBreakpointsResponse['body']>(
    'setFunctionBreakpoints',
    { breakpoints },
  );
  return body.breakpoints;
}

/** The value about to be stored in g_counter at each of the next stops. */
async function nextValues(client: DapClient, stops: number): Promise<readonly number[]> {
  const values: number[] = [];
  for (let stop = 0; stop < stops; stop++) {
    await resume(client);
    values.push(Number(await valueOf(client, 'next')));
  }
  return values;
}

describe('line breakpoints', () => {
  const session = useSession();

  it('are verified at their line and name themselves when they stop', async () => {
    const client = session();
    const [first, second] = await setLines(client, [work, taggedLine('call-body')]);
    assert.deepEqual(
      [first, second].map((set) => ({ verified: set?.verified, line: set?.line })),
      [
        { verified: true, line: work },
        { verified: true, line: taggedLine('call-body') },
      ],
    );
    const stopped = await resume(client);
    assert.equal(stopped.reason, 'breakpoint');
    assert.deepEqual(stopped.hitBreakpointIds, [first?.id]);
    assert.equal(await position(client), `tick_work:${work}`);
    const next = await resume(client);
    assert.deepEqual(next.hitBreakpointIds, [second?.id]);
    assert.equal(await position(client), `add_offset:${taggedLine('call-body')}`);
  });

  it('on a line without code move to the next one that has some', async () => {
    const client = session();
    // The empty line before "g_counter = next" is none; the one behind the declaration of tick_work is.
    const [set] = await setLines(client, [taggedLine('step-over-next') + 1]);
    assert.equal(set?.verified, true);
    assert.equal(set?.line, taggedLine('demo'));
  });

  it('beyond the end of the file are not verified and say why', async () => {
    const [set] = await setLines(session(), [9999]);
    assert.equal(set?.verified, false);
    assert.match(set?.message ?? '', /^No line 9999 in file ".*main\.c"\.$/);
  });

  it('in a file the program does not have are not verified and say why', async () => {
    const [set] = await setLines(session(), [1], demo.source('absent.c'));
    assert.equal(set?.verified, false);
    assert.match(set?.message ?? '', /^No source file named .*absent\.c\.$/);
  });

  it('in another file of the same name are not verified and leave nothing in GDB', async () => {
    const client = session();
    const asked = '/nowhere/other/main.c';
    const [set] = await setLines(client, [work], asked);
    assert.equal(set?.verified, false);
    const why = `${asked} is not in the program; the main.c in it is ${demo.main}.`;
    assert.equal(set.message, why);
    const { result } = await evaluate(client, '>info breakpoints', 'repl');
    assert.doesNotMatch(result, /main\.c/);
    await setLines(client, [], asked);
  });

  it('set again unchanged keep their ids and cost GDB nothing', async () => {
    const client = session();
    const lines = [41, 42, 43, 44, 45, 46, 47, 51, 52, 53, 54, 56, 58, 59, 60, 61, 62, 77, 78, 79];
    const first = await setLines(client, lines);
    assert.equal(first.filter(({ verified }) => verified).length, 20);
    const before = await evaluate(client, '>info breakpoints', 'repl');
    const second = await setLines(client, lines);
    assert.deepEqual(second, first);
    // GDB numbers every breakpoint anew that is set, so equal lists mean that none was.
    const after = await evaluate(client, '>info breakpoints', 'repl');
    assert.equal(after.result, before.result);
  });

  it('keep the others when one of them is removed', async () => {
    const client = session();
    const [first, second] = await setLines(client, [work, taggedLine('call-body')]);
    const [kept] = await setLines(client, [taggedLine('call-body')]);
    assert.equal(kept?.id, second?.id);
    assert.notEqual(kept?.id, first?.id);
    assert.equal((await resume(client)).hitBreakpointIds?.[0], second?.id);
  });
});

describe('breakpoints in an image that was built elsewhere', () => {
  const adapters = useAdapters();
  let folder = '';
  before(() => (folder = mkdtempSync(join(tmpdir(), 'stm32-elsewhere-'))));
  after(() => rmSync(folder, { recursive: true }));

  it("are found by the file's name alone", async () => {
    // The same image with another folder in its debug information, as of a build server.
    const image = readFileSync(demo.elf, 'latin1').replaceAll('Core/Src', 'Elsewher');
    const executable = join(folder, 'elsewhere.elf');
    writeFileSync(executable, image, 'latin1');
    const client = adapters.start();
    await begin(client, { attributes: { ...qemuLaunch, executable } });
    const [set] = await setLines(client, [work]);
    assert.equal(set?.verified, true);
    await resume(client);
    assert.equal(await position(client), `tick_work:${work}`);
  });
});

describe('conditions', () => {
  const session = useSession();

  it('stop only where they hold', async () => {
    const client = session();
    await setCounter(client, 1000);
    await setLines(client, [{ line: work, condition: 'next == 1010' }]);
    assert.deepEqual(await nextValues(client, 1), [1010]);
  });

  it('with quotes and blanks reach GDB as written', async () => {
    const client = session();
    const condition = `g_device.name[0] == 'd' && next % 100 == 0`;
    await setCounter(client, 2050);
    await setLines(client, [{ line: work, condition }]);
    assert.deepEqual(await nextValues(client, 1), [2100]);
  });

  it('that GDB cannot read leave the breakpoint unverified with its words', async () => {
    const [set] = await setLines(session(), [{ line: work, condition: 'nobody == 1' }]);
    assert.equal(set?.verified, false);
    assert.match(set?.message ?? '', /No symbol "nobody" in current context\./);
  });
});

describe('hit counts', () => {
  const session = useSession();

  for (const [hitCondition, expected] of [
    ['5', [5, 6]],
    ['>=3', [3, 4]],
    ['> 3', [4, 5]],
    ['%4', [4, 8]],
    ['<= 2', [1, 2]],
  ] as const) {
    it(`of ${hitCondition} stop at hits ${expected.join(' and ')}`, async () => {
      const client = session();
      await setCounter(client, 0);
      await setLines(client, [{ line: work, hitCondition }]);
      assert.deepEqual(await nextValues(client, 2), expected);
    });
  }

  it('of ==2 stop once', async () => {
    const client = session();
    await setCounter(client, 0);
    await setLines(client, [
      { line: work, hitCondition: '==2' },
      { line: taggedLine('call-body'), condition: 'value == 50' },
    ]);
    assert.deepEqual(await nextValues(client, 1), [2]);
    await resume(client);
    assert.equal(await position(client), `add_offset:${taggedLine('call-body')}`);
  });

  it('count only the hits whose condition holds', async () => {
    const client = session();
    await setCounter(client, 0);
    await setLines(client, [{ line: work, condition: 'next % 10 == 0', hitCondition: '3' }]);
    assert.deepEqual(await nextValues(client, 1), [30]);
  });

  it('that are none leave the breakpoint unverified and say what may be written', async () => {
    const [set] = await setLines(session(), [{ line: work, hitCondition: 'often' }]);
    assert.equal(set?.verified, false);
    assert.match(set?.message ?? '', /"often" is no hit count\./);
  });
});

describe('log points', () => {
  const session = useSession();

  it('print their message with values and go on without a stop', async () => {
    const client = session();
    await setCounter(client, 100);
    const from = client.events.length;
    await setLines(client, [
      {
        line: work,
        logMessage: 'pass {next} of \\{x\\}, mode {g_device.mode}',
        condition: 'next < 104',
      },
      { line: taggedLine('call-body'), condition: 'value == 110' },
    ]);
    await resume(client);
    assert.equal(await position(client), `add_offset:${taggedLine('call-body')}`);
    assert.equal(
      client.outputText('console', from),
      [101, 102, 103].map((n) => `pass ${n} of {x}, mode DEVICE_LOGGING\n`).join(''),
    );
    // One stop, the plain breakpoint's; and the client was not told of the others by `continued`.
    assert.equal(client.bodies('stopped', from).length, 1);
    assert.deepEqual(client.bodies('continued', from), []);
    const [output] = client.bodies<DebugProtocol.OutputEvent['body']>('output', from);
    assert.equal(output?.line, work);
    assert.equal(output?.source?.path, demo.main);
  });

  it('name an expression that GDB cannot evaluate in their text', async () => {
    const client = session();
    await setCounter(client, 200);
    const from = client.events.length;
    await setLines(client, [
      { line: work, logMessage: 'is {nobody}', hitCondition: '== 1' },
      taggedLine('call-body'),
    ]);
    await resume(client);
    assert.match(client.outputText('console', from), /^is \{nobody: No symbol "nobody".*\}$/m);
  });

  it('on a line with a plain breakpoint print, and the breakpoint stops', async () => {
    const client = session();
    await setCounter(client, 300);
    const from = client.events.length;
    await setLines(client, [{ line: work, logMessage: 'seen {next}' }, work]);
    await resume(client);
    assert.equal(await position(client), `tick_work:${work}`);
    assert.equal(await valueOf(client, 'next'), '301');
    assert.equal(client.outputText('console', from), 'seen 301\n');
  });

  it('let the target be paused in between', async () => {
    const client = session();
    await setLines(client, [{ line: work, logMessage: 'tick' }]);
    const from = client.events.length;
    await client.request('continue', { threadId: 1 });
    await client.event('output', () => client.outputText('console', from).split('\n').length > 5);
    const stopped = await pause(client);
    assert.equal(stopped.reason, 'pause');
    const { stackFrames } = await stack(client);
    assert.equal(stackFrames.at(-1)?.name, 'main');
  });
});

describe('function breakpoints', () => {
  const session = useSession();

  it('stop behind the prologue of the function', async () => {
    const client = session();
    const [set] = await setFunctions(client, [{ name: 'add_offset' }]);
    assert.equal(set?.verified, true);
    assert.equal(set?.line, taggedLine('call-body'));
    const stopped = await resume(client);
    assert.equal(stopped.reason, 'breakpoint');
    assert.deepEqual(stopped.hitBreakpointIds, [set?.id]);
    assert.equal(await position(client), `add_offset:${taggedLine('call-body')}`);
  });

  it('take file:function and a condition', async () => {
    const client = session();
    await setCounter(client, 400);
    const [set] = await setFunctions(client, [
      { name: 'main.c:tick_work', condition: 'g_counter == 405' },
    ]);
    assert.equal(set?.verified, true);
    await resume(client);
    assert.equal(await valueOf(client, 'g_counter'), '405');
  });

  it('on an unknown function are not verified and say why', async () => {
    const [set] = await setFunctions(session(), [{ name: 'nobody' }]);
    assert.equal(set?.verified, false);
    assert.match(set?.message ?? '', /Function "nobody" not defined\./);
  });
});
