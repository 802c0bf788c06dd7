// Watches, hovers and the Debug Console.

import assert from 'node:assert/strict';
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { DapClient, DapError } from '../../support/dap-client';
import { begin, evaluate, runTo, stack, valueOf, variables } from '../../support/debug-session';
import { useAdapters } from '../../support/leftovers';
import { taggedLine } from '../../support/project';

function useSession(): () => DapClient {
  const adapters = useAdapters();
  let client: DapClient;
  before(async () => {
    client = adapters.start();
    await begin(client, { traits: { supportsInvalidatedEvent: true } });
    await runTo(client, 'locals');
  });
  return () => client;
}

describe('watches and hovers', () => {
  const session = useSession();

  for (const context of ['watch', 'hover']) {
    it(`(${context}) give value, type and children`, async () => {
      const client = session();
      const { stackFrames } = await stack(client);
      const [here, caller] = stackFrames;
      const local = await evaluate(client, 'balance', context, here?.id);
      assert.equal(local.result, '-320000');
      assert.equal(local.type, 'int32_t');
      assert.equal(local.variablesReference, 0);
      assert.equal((await evaluate(client, 'g_counter + 1', context, caller?.id)).result, '2');
      const origin = await evaluate(client, 'origin', context, here?.id);
      assert.equal(origin.result, '{x = 3, y = -4}');
      assert.equal((await variables(client, origin.variablesReference)).length, 2);
    });

    it(`(${context}) of an unknown name are an error, not a value`, async () => {
      await assert.rejects(evaluate(session(), 'nobody', context), (error: DapError) => {
        assert.match(error.text, /No symbol "nobody" in current context\./);
        return true;
      });
    });
  }

  it('see the names of their frame only', async () => {
    const client = session();
    const { stackFrames } = await stack(client);
    await assert.rejects(evaluate(client, 'balance', 'watch', stackFrames[1]?.id), /balance/);
  });

  it('never run a GDB command', async () => {
    await assert.rejects(evaluate(session(), 'info registers', 'watch'));
    await assert.rejects(evaluate(session(), '>delete', 'watch'));
  });

  it('take casts, pointers, array slices and registers', async () => {
    const client = session();
    assert.equal(await valueOf(client, 'first->limits.period_ms'), '100');
    assert.equal(
      await valueOf(client, '*g_device.head'),
      '{value = 10, next = 0x20000010 <s_second>}',
    );
    assert.equal(await valueOf(client, '(char)83'), "83 'S'");
    assert.equal(await valueOf(client, '$pc == &many_locals'), '0');
    const slice = await evaluate(client, 'big_array[100]@5');
    assert.deepEqual(
      (await variables(client, slice.variablesReference)).map(({ value }) => value),
      ['300', '303', '306', '309', '312'],
    );
  });

  it('set an expression and answer with its value', async () => {
    const client = session();
    const set = (expression: string, value: string) =>
      client.request<DebugProtocol.SetExpressionResponse['body']>('setExpression', {
        expression,
        value,
      });
    assert.equal((await set('g_device.matrix[3][3]', '-33')).value, '-33');
    assert.equal(await valueOf(client, 'g_device.matrix[3][3]'), '-33');
    assert.equal((await set('table[1]', 'mask & 0xf')).value, '15');
    await assert.rejects(set('nobody', '1'), /nobody/);
    await assert.rejects(set('1', '2'), /lvalue/);
  });
});

describe('the Debug Console', () => {
  const session = useSession();
  const said = async (text: string): Promise<string> =>
    (await evaluate(session(), text, 'repl')).result;

  it('evaluates an expression', async () => {
    const origin = await evaluate(session(), 'origin', 'repl');
    assert.equal(origin.result, '{x = 3, y = -4}');
    assert.notEqual(origin.variablesReference, 0);
  });

  it('runs a GDB command where it is no expression, after > and after -exec', async () => {
    const line = new RegExp(`many_locals \\(\\) at Core/Src/main\\.c:${taggedLine('locals')}`);
    assert.match(await said('info symbol main'), /^main in section \.text$/);
    assert.match(await said('>bt'), line);
    assert.match(await said('-exec bt 1'), line);
    assert.equal(await said('>print/x mask'), '$1 = 0xdeadbeef');
  });

  it('runs an MI command and shows its result', async () => {
    const frame = JSON.parse(await said('-stack-info-frame')) as { frame: { func: string } };
    assert.equal(frame.frame.func, 'many_locals');
  });

  it('answers an unknown name and an unknown command with an error', async () => {
    await assert.rejects(said('nobody'), (error: DapError) => {
      assert.match(error.text, /Undefined command: "nobody"|No symbol "nobody"/);
      return true;
    });
    await assert.rejects(said('>frobnicate'), /Undefined command: "frobnicate"/);
    await assert.rejects(said('-frobnicate'), /Undefined MI command: frobnicate/);
  });

  it('changes the target, and the client is told to look again', async () => {
    const client = session();
    const from = client.events.length;
    await said('>set var g_half = 4321');
    assert.equal(await valueOf(client, 'g_half'), '4321');
    const { areas } = await client.event<{ areas: string[] }>('invalidated', undefined, from);
    assert.deepEqual(areas, ['stacks', 'variables']);
  });

  it('assigns by an expression as well', async () => {
    assert.equal(await said('g_parity = 55'), '55');
    assert.equal(await valueOf(session(), 'g_parity'), '55');
  });
});

describe('an expression with an effect', () => {
  const session = useSession();
  const counter = async (): Promise<number> => Number(await valueOf(session(), 'g_counter'));

  for (const context of ['repl', 'watch']) {
    it(`(${context}) has it once`, async () => {
      const before = await counter();
      const { result, variablesReference } = await evaluate(session(), 'g_counter++', context);
      assert.deepEqual([result, variablesReference], [`${before}`, 0]);
      assert.equal(await counter(), before + 1);
      assert.equal(
        (await evaluate(session(), 'g_counter += 10', context)).result,
        `${before + 11}`,
      );
      assert.equal(await counter(), before + 11);
    });

    it(`(${context}) calls a function once`, async () => {
      const before = await counter();
      await evaluate(session(), 'tick_work()', context);
      assert.equal(await counter(), before + 1);
    });

    it(`(${context}) that fails on the way is not tried again`, async () => {
      const before = await counter();
      const tried = evaluate(session(), 'g_counter++ + g_device', context);
      await assert.rejects(tried, (error: DapError) => {
        assert.match(error.text, /binary op|binop|Argument to arithmetic operation/i);
        return true;
      });
      assert.ok((await counter()) <= before + 1);
    });
  }

  it('works behind a GDB command as well', async () => {
    const before = await counter();
    assert.match((await evaluate(session(), 'print g_counter++', 'repl')).result, /^\$\d+ = /);
    assert.equal(await counter(), before + 1);
  });
});

describe('completions', () => {
  const session = useSession();

  async function labels(text: string): Promise<readonly string[]> {
    const { targets } = await session().request<DebugProtocol.CompletionsResponse['body']>(
      'completions',
      { text, column: text.length + 1 },
    );
    // What a client makes of the text must begin with what was typed; this one counts columns from 1.
    for (const { label, start = 1, length = 0 } of targets) {
      const at = start - 1;
      const completed = text.slice(0, at) + label + text.slice(at + length);
      assert.ok(completed.startsWith(text), `${completed} for ${text}`);
    }
    return targets.map(({ label }) => label);
  }

  it('of a variable give the names that begin so', async () => {
    const found = await labels('g_d');
    assert.ok(found.includes('g_device'));
    assert.ok(found.includes('g_demo_request'));
  });

  it('behind a dot and an arrow give members', async () => {
    assert.deepEqual([...(await labels('g_device.'))].sort(), [
      ...['head', 'matrix', 'mode', 'name', 'read_channel', 'reg', 'scale', 'serial'],
    ]);
    assert.deepEqual(await labels('first->po'), ['position']);
  });

  it('behind > give GDB commands', async () => {
    assert.ok((await labels('>info reg')).includes('registers'));
    assert.deepEqual(await labels('>backtr'), ['backtrace']);
  });

  it('of nonsense are none', async () => {
    assert.deepEqual(await labels('>nosuchcommandatall'), []);
  });
});
