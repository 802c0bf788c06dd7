// What a variables view shows and writes: locals, statics, globals, registers, arrays in pages.

import assert from 'node:assert/strict';
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { DapClient, DapError } from '../../support/dap-client';
import {
  begin,
  evaluate,
  named,
  open,
  runTo,
  scope,
  scopeReference,
  valueOf,
  valuesOf,
  variables,
} from '../../support/debug-session';
import { useAdapters } from '../../support/leftovers';

/** One session for the `describe`, at a tag of the example. */
function useSession(tag: string): () => DapClient {
  const adapters = useAdapters();
  let client: DapClient;
  before(async () => {
    client = adapters.start();
    await begin(client);
    await runTo(client, tag);
  });
  return () => client;
}

type SetBody = DebugProtocol.SetVariableResponse['body'];

describe('locals', () => {
  const session = useSession('locals');

  it('of many_locals have their 17 values and types', async () => {
    const shown = await scope(session(), 'Locals');
    assert.deepEqual(
      shown.map(({ name, value, type }) => [name, value, type]),
      [
        ['tiny', String.raw`-8 '\370'`, 'int8_t'],
        ['octet', String.raw`200 '\310'`, 'uint8_t'],
        ['word16', '-1600', 'int16_t'],
        ['port', '50000', 'uint16_t'],
        ['balance', '-320000', 'int32_t'],
        ['mask', '3735928559', 'uint32_t'],
        ['wide', '-6400000000', 'int64_t'],
        ['serial', '81985529216486895', 'uint64_t'],
        ['ratio', '1.5', 'float'],
        ['pi', '3.1415926535897931', 'double'],
        ['ready', 'true', '_Bool'],
        ['letter', "83 'S'", 'char'],
        ['state', 'SENSOR_WARN', 'sensor_state_t'],
        ['first', '0x200000b4 <sensors>', 'sensor_t *'],
        ['origin', '{x = 3, y = -4}', 'point_t'],
        ['table', '[4]', 'int [4]'],
        ['label', String.raw`"seventeen\000\000\000\000\000\000"`, 'char [16]'],
      ],
    );
  });

  it('that are aggregates open to their parts', async () => {
    const client = session();
    const locals = await scope(client, 'Locals');
    const table = named(locals, 'table');
    assert.equal(table.indexedVariables, 4);
    assert.deepEqual(valuesOf(await variables(client, table.variablesReference)), {
      '[0]': '10',
      '[1]': '20',
      '[2]': '30',
      '[3]': '40',
    });
    assert.deepEqual(
      valuesOf(await variables(client, named(locals, 'origin').variablesReference)),
      { x: '3', y: '-4' },
    );
    const pointee = await variables(client, named(locals, 'first').variablesReference);
    assert.equal(named(pointee, 'id').value, '1000');
    assert.equal(named(pointee, 'id').evaluateName, 'first->id');
  });

  it('can be told where they lie', async () => {
    const client = session();
    const origin = named(await scope(client, 'Locals'), 'origin');
    const { data } = await client.request('readMemory', {
      memoryReference: origin.memoryReference,
      count: 4,
    });
    const bytes = Buffer.from(data as string, 'base64');
    assert.deepEqual([bytes.readInt16LE(0), bytes.readInt16LE(2)], [3, -4]);
  });

  it('are written, and the answer is what was kept', async () => {
    const client = session();
    const reference = await scopeReference(client, 'Locals');
    const set = (name: string, value: string, of = reference): Promise<SetBody> =>
      client.request('setVariable', { variablesReference: of, name, value });
    assert.equal((await set('balance', '77')).value, '77');
    // The type keeps eight bits of it.
    assert.equal((await set('octet', '300')).value, "44 ','");
    const locals = await variables(client, reference);
    assert.equal((await set('y', '9', named(locals, 'origin').variablesReference)).value, '9');
    assert.equal((await set('[2]', '31', named(locals, 'table').variablesReference)).value, '31');
    assert.equal(await valueOf(client, 'balance + origin.y + table[2]'), '117');
  });

  it('are not written when the value makes no sense, and GDB says why', async () => {
    const client = session();
    const variablesReference = await scopeReference(client, 'Locals');
    const args = { variablesReference, name: 'balance', value: 'nobody' };
    await assert.rejects(client.request('setVariable', args), (error: DapError) => {
      assert.match(error.text, /No symbol "nobody" in current context\./);
      return true;
    });
  });

  it('of an earlier stop are refused once the target has run', async () => {
    const client = session();
    const reference = await scopeReference(client, 'Locals');
    await client.stopAfter('next', { threadId: 1 });
    await assert.rejects(
      client.request('variables', { variablesReference: reference }),
      /earlier stop/,
    );
  });
});

describe('statics', () => {
  const session = useSession('sensors');

  it('of the same name in two files are told apart', async () => {
    const client = session();
    const inSensors = named(await scope(client, 'File Statics'), 's_calls');
    assert.equal(inSensors.value, '0');
    const { stackFrames } = await client.request<DebugProtocol.StackTraceResponse['body']>(
      'stackTrace',
      { threadId: 1 },
    );
    const { scopes } = await client.request<DebugProtocol.ScopesResponse['body']>('scopes', {
      frameId: stackFrames.find(({ name }) => name === 'main')?.id,
    });
    const statics = scopes.find(({ name }) => name === 'File Statics');
    const inMain = await variables(client, statics?.variablesReference ?? 0);
    assert.deepEqual(
      inMain.map(({ name }) => name),
      ['s_banner', 's_calls'],
    );
    assert.equal(named(inMain, 's_calls').value, '101');
    // The name to copy into a watch finds the same one again from anywhere.
    assert.equal(await valueOf(client, named(inMain, 's_calls').evaluateName ?? ''), '101');
    assert.equal(await valueOf(client, inSensors.evaluateName ?? ''), '0');
  });

  it('can be written', async () => {
    const client = session();
    const variablesReference = await scopeReference(client, 'File Statics');
    const args = { variablesReference, name: 's_calls', value: '5' };
    assert.equal((await client.request<SetBody>('setVariable', args)).value, '5');
    assert.equal(await valueOf(client, 's_calls'), '5');
    await client.request('setVariable', { ...args, value: '0' });
  });
});

describe('globals', () => {
  const session = useSession('sensors');

  it('are listed by name, without the statics', async () => {
    const globals = await scope(session(), 'Globals');
    const names = globals.map(({ name }) => name);
    for (const name of ['big_array', 'g_counter', 'g_device', 'sensors', 'g_fault_record']) {
      assert.ok(names.includes(name), name);
    }
    assert.deepEqual(
      names.filter((name) => name.startsWith('s_')),
      [],
    );
    assert.deepEqual(names, [...names].sort());
    assert.equal(named(globals, 'g_recursion_result').value, '2592');
  });

  it('of every kind inside g_device have their values', async () => {
    const client = session();
    const device = await open(client, 'g_device');
    assert.deepEqual(
      valuesOf(device.filter(({ variablesReference }) => variablesReference === 0)),
      {
        mode: 'DEVICE_LOGGING',
        scale: '2.7182818284590451',
        serial: '1234605616436508552',
        read_channel: '0x8000749 <device_read_channel>',
      },
    );
    assert.match(named(device, 'name').value, /^"dev0/);
  });

  it('that are a union show the same bytes in each member', async () => {
    const client = session();
    const union = await open(client, 'g_device', 'reg');
    assert.equal(named(union, 'word').value, String(0x12345678));
    const halves = await open(client, 'g_device', 'reg', 'half');
    assert.deepEqual(valuesOf(halves), { '[0]': String(0x5678), '[1]': String(0x1234) });
    const bytes = await open(client, 'g_device', 'reg', 'byte');
    assert.deepEqual(
      bytes.map(({ value }) => parseInt(value, 10)),
      [0x78, 0x56, 0x34, 0x12],
    );
  });

  it('with two dimensions open row by row', async () => {
    const client = session();
    const rows = await open(client, 'g_device', 'matrix');
    assert.deepEqual(
      rows.map(({ name, type, indexedVariables }) => [name, type, indexedVariables]),
      [0, 1, 2, 3].map((row) => [`[${row}]`, 'int [4]', 4]),
    );
    assert.deepEqual(
      (await open(client, 'g_device', 'matrix', '[2]')).map(({ value }) => value),
      ['20', '21', '22', '23'],
    );
  });

  it('that are a linked list open from node to node and end', async () => {
    const client = session();
    const values = [];
    for (const path of [['head'], ['head', 'next'], ['head', 'next', 'next']]) {
      const node = await open(client, 'g_device', ...path);
      values.push(named(node, 'value').value);
    }
    assert.deepEqual(values, ['10', '20', '30']);
    const last = await open(client, 'g_device', 'head', 'next', 'next');
    assert.equal(named(last, 'next').value, '0x0');
  });

  it('that are text are shown and opened as 16 characters', async () => {
    const client = session();
    const name = await open(client, 'g_device', 'name');
    assert.equal(name.length, 16);
    assert.deepEqual(
      name.slice(0, 5).map(({ value }) => value),
      ["100 'd'", "101 'e'", "118 'v'", "48 '0'", String.raw`0 '\000'`],
    );
  });

  it('with bit-fields show and keep each field', async () => {
    const client = session();
    const flags = await open(client, 'sensors[37]', 'flags');
    assert.deepEqual(valuesOf(flags), {
      enabled: '1',
      channel: '5',
      gain: '5',
      error_count: '37',
      offset: '5',
      reserved: '0',
    });
    const { variablesReference } = await evaluate(client, 'sensors[37].flags');
    const args = { variablesReference, name: 'gain', value: '15' };
    // Three bits keep 7 of 15.
    assert.equal((await client.request<SetBody>('setVariable', args)).value, '7');
    assert.deepEqual(valuesOf(await open(client, 'sensors[37]', 'flags')), {
      ...valuesOf(flags),
      gain: '7',
    });
  });
});

describe('a long array', () => {
  const session = useSession('sensors');

  it('tells its length and gives the page that is asked for', async () => {
    const client = session();
    const { variablesReference, indexedVariables, result } = await evaluate(client, 'big_array');
    assert.equal(result, '[10000]');
    assert.equal(indexedVariables, 10_000);
    for (const start of [0, 9900]) {
      const page = await variables(client, variablesReference, {
        filter: 'indexed',
        start,
        count: 100,
      });
      assert.deepEqual(
        page.map(({ name, value }) => [name, value]),
        Array.from({ length: 100 }, (_, at) => [`[${start + at}]`, String((start + at) * 3)]),
      );
      assert.equal(page[7]?.evaluateName, `big_array[${start + 7}]`);
    }
  });

  it('ends where it ends', async () => {
    const client = session();
    const { variablesReference } = await evaluate(client, 'big_array');
    const page = { filter: 'indexed', start: 9990, count: 100 };
    const last = await variables(client, variablesReference, page);
    assert.equal(last.length, 10);
    assert.equal(last.at(-1)?.value, '29997');
    const beyond = { filter: 'indexed', start: 10_000, count: 100 };
    assert.deepEqual(await variables(client, variablesReference, beyond), []);
    assert.deepEqual(await variables(client, variablesReference, { filter: 'named' }), []);
  });

  it('comes whole to a client that does not page', async () => {
    const client = session();
    const { variablesReference } = await evaluate(client, 'big_array');
    const all = await variables(client, variablesReference);
    assert.equal(all.length, 10_000);
    assert.ok(all.every(({ name, value }, at) => name === `[${at}]` && value === String(at * 3)));
  });

  it('of structs opens at any element', async () => {
    const client = session();
    const { variablesReference, indexedVariables } = await evaluate(client, 'sensors');
    assert.equal(indexedVariables, 1000);
    const [element] = await variables(client, variablesReference, {
      filter: 'indexed',
      start: 999,
      count: 1,
    });
    assert.equal(element?.name, '[999]');
    const members = await variables(client, element?.variablesReference ?? 0);
    assert.equal(named(members, 'id').value, '1999');
    assert.equal(named(members, 'value').value, '499.5');
    const limits = await variables(client, named(members, 'limits').variablesReference);
    assert.deepEqual(valuesOf(limits), { low: '-999', high: '999', period_ms: '1099' });
  });

  it('is written by element', async () => {
    const client = session();
    const { variablesReference } = await evaluate(client, 'big_array');
    const args = { variablesReference, name: '[5000]', value: '-1' };
    assert.equal((await client.request<SetBody>('setVariable', args)).value, '-1');
    assert.equal(await valueOf(client, 'big_array[5000]'), '-1');
    await client.request('setVariable', { ...args, value: '15000' });
  });
});

describe('registers', () => {
  const session = useSession('call-body');

  it('are the core registers, with the floating-point ones in a group', async () => {
    const client = session();
    const registers = await scope(client, 'Registers');
    const names = registers.map(({ name }) => name);
    const core = Array.from({ length: 13 }, (_, number) => `r${number}`);
    assert.deepEqual(names.slice(0, 17), [...core, 'sp', 'lr', 'pc', 'xpsr']);
    assert.equal(
      Number(named(registers, 'pc').value),
      Number(await valueOf(client, '(unsigned)$pc')),
    );
    assert.match(named(registers, 'pc').value, /^0x80002[0-9a-f]{2}$/);
    const group = named(registers, 'Floating Point');
    const floating = await variables(client, group.variablesReference);
    assert.ok(floating.some(({ name }) => name === 's0' || name === 'd0'));
    assert.ok(floating.some(({ name }) => name === 'fpscr'));
  });

  it('are written', async () => {
    const client = session();
    const variablesReference = await scopeReference(client, 'Registers');
    const before = named(await variables(client, variablesReference), 'r6').value;
    const args = { variablesReference, name: 'r6', value: '0x1234' };
    const set = await client.request<SetBody>('setVariable', args);
    assert.equal(Number(set.value), 0x1234);
    const after = await scope(client, 'Registers');
    assert.equal(Number(named(after, 'r6').value), 0x1234);
    await client.request('setVariable', { ...args, value: before });
  });
});
