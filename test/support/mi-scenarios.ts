// What the recorded GDB/MI sessions do, and what must come of it. The recorder runs them with a real GDB and
// QEMU, the unit tests with the transcript of that run: the same calls and the same expectations.

import assert from 'node:assert/strict';
import * as breaks from '../../src/gdb/commands/break';
import * as data from '../../src/gdb/commands/data';
import * as exec from '../../src/gdb/commands/exec';
import * as file from '../../src/gdb/commands/file';
import { dataReadMemoryBytes, dataWriteMemoryBytes } from '../../src/gdb/commands/memory';
import * as session from '../../src/gdb/commands/session';
import * as stack from '../../src/gdb/commands/stack';
import * as target from '../../src/gdb/commands/target';
import { threadInfo } from '../../src/gdb/commands/thread';
import * as vars from '../../src/gdb/commands/var';
import type { Gdb } from '../../src/gdb/gdb';
import { identify } from '../../src/gdb/identify';
import { text } from '../../src/gdb/mi-record';

/** Paths and the port as the transcript has them. */
export interface ScenarioPlace {
  readonly elf: string;
  /** An ELF whose source file has a name beyond ASCII and a function in two places. */
  readonly unusualElf: string;
  readonly server: string;
}

export const recordedPlace: ScenarioPlace = {
  elf: '/project/build/f405-demo.elf',
  unusualElf: '/project/unusual name.elf',
  server: '127.0.0.1:3333',
};

export interface Scenario {
  readonly title: string;
  readonly needsQemu: boolean;
  run(gdb: Gdb, place: ScenarioPlace): Promise<void>;
}

export const scenarios: Readonly<Record<string, Scenario>> = {
  identify: { title: 'says version, features and Arm support', needsQemu: false, run: runIdentify },
  symbols: { title: 'lists symbols, files and completions', needsQemu: false, run: runSymbols },
  breakpoints: { title: 'inserts breakpoints of all kinds', needsQemu: true, run: runBreakpoints },
  'unusual-names': {
    title: 'decodes names beyond ASCII and reads several locations',
    needsQemu: false,
    run: runUnusualNames,
  },
  stack: {
    title: 'reads frames, arguments, variables and threads',
    needsQemu: true,
    run: runStack,
  },
  variables: {
    title: 'creates variable objects and lists children',
    needsQemu: true,
    run: runVariables,
  },
  memory: {
    title: 'reads memory at its edges, registers and code',
    needsQemu: true,
    run: runMemory,
  },
  download: { title: 'downloads with progress', needsQemu: true, run: runDownload },
};

async function runIdentify(gdb: Gdb): Promise<void> {
  const identity = await identify(gdb);
  assert.equal(identity.versionLine, 'GNU gdb (Debian 13.1-3) 13.1');
  assert.deepEqual(identity.version, { major: 13, minor: 1 });
  assert.equal(identity.configuredAs, 'x86_64-linux-gnu');
  assert.ok(identity.features.includes('data-read-memory-bytes'));
  assert.equal(identity.hasPython, true);
  assert.equal(identity.supportsArm, true);
}

async function runSymbols(gdb: Gdb, place: ScenarioPlace): Promise<void> {
  await file.fileExecAndSymbols(gdb, place.elf);
  const variables = await file.symbolInfoVariables(gdb, { name: '^g_counter$\\|^s_calls$' });
  assert.deepEqual(
    variables.map((symbol) => symbol.description),
    ['volatile uint32_t g_counter;', 'static uint32_t s_calls;', 'static uint32_t s_calls;'],
  );
  const functions = await file.symbolInfoFunctions(gdb, { name: '^main$', includeNonDebug: true });
  assert.equal(functions[0]?.file, 'Core/Src/main.c');
  assert.ok((functions[0]?.line ?? 0) > 0);
  const { matches, isCut } = await session.completeCommand(gdb, 'print g_cou');
  assert.deepEqual({ matches, isCut }, { matches: ['print g_counter'], isCut: false });
  assert.equal(await session.gdbShow(gdb, 'print elements'), '200');
  assert.equal(await data.whatis(gdb, 'big_array'), 'int [10000]');
  await assert.rejects(session.gdbSet(gdb, 'no-such-setting', 'on'), { code: 'gdb-error' });
}

async function runBreakpoints(gdb: Gdb, place: ScenarioPlace): Promise<void> {
  await file.fileExecAndSymbols(gdb, place.elf);
  await target.targetSelect(gdb, 'remote', place.server);
  const main = await breaks.breakInsert(gdb, { location: { function: 'main' }, temporary: true });
  assert.equal(main.temporary, true);
  assert.equal(main.locations.length, 1);
  assert.equal(main.locations[0]?.func, 'main');
  assert.ok((main.locations[0]?.address ?? 0) > 0x0800_0000);

  const line = main.locations[0]?.line ?? 0;
  const conditional = await breaks.breakInsert(gdb, {
    location: { source: 'main.c', line },
    condition: 'g_counter > 3 && s_calls != "x"[0]',
    ignoreCount: 2,
    hardware: true,
  });
  assert.equal(conditional.type, 'hw breakpoint');
  assert.equal(conditional.condition, 'g_counter > 3 && s_calls != "x"[0]');
  assert.equal(conditional.ignoreCount, 2);

  const pending = await breaks.breakInsert(gdb, {
    location: { source: 'C:\\no where\\"x".c', line: 7 },
    pending: true,
  });
  assert.equal(pending.locations.length, 0);
  assert.ok(pending.pending?.includes('C:\\no where\\"x".c'));
  const missing = breaks.breakInsert(gdb, { location: 'no_such_function' });
  await assert.rejects(missing, { code: 'gdb-error', message: /no_such_function/ });

  const at = await breaks.breakInsert(gdb, { location: { address: 0x0800_0200 }, disabled: true });
  assert.equal(at.locations[0]?.address, 0x0800_0200);
  assert.equal(at.enabled, false);
  await breaks.breakCondition(gdb, conditional.number, '');
  await breaks.breakCondition(gdb, at.number, 'g_counter == 1');
  await breaks.breakAfter(gdb, conditional.number, 5);
  await breaks.breakEnable(gdb, [at.number]);
  const watch = await breaks.breakWatch(gdb, 'g_counter', 'access');
  assert.equal(watch.expression, 'g_counter');

  const table = await breaks.breakList(gdb);
  assert.deepEqual(
    table.map((entry) => [entry.number, entry.enabled, entry.condition, entry.ignoreCount]),
    [
      [main.number, true, undefined, undefined],
      [conditional.number, true, undefined, 5],
      [pending.number, true, undefined, undefined],
      [at.number, true, 'g_counter == 1', undefined],
      [watch.number, true, undefined, undefined],
    ],
  );
  assert.equal(table[4]?.watched, 'g_counter');
  await breaks.breakDelete(gdb, [main.number, pending.number]);
  assert.equal((await breaks.breakInfo(gdb, at.number))?.number, at.number);
}

async function runUnusualNames(gdb: Gdb, place: ScenarioPlace): Promise<void> {
  await file.fileExecAndSymbols(gdb, place.unusualElf);
  const both = await breaks.breakInsert(gdb, { location: 'twice' });
  assert.equal(both.number, '1');
  assert.deepEqual(
    both.locations.map((location) => [location.number, location.file]),
    [
      ['1.1', 'Grüße "größer" 木.cpp'],
      ['1.2', 'Grüße "größer" 木.cpp'],
    ],
  );
  const named = { source: 'Grüße "größer" 木.cpp', line: 1 };
  const again = await breaks.breakInsert(gdb, { location: named });
  assert.equal(again.locations.length, 2);
  assert.equal((await breaks.breakList(gdb))[1]?.locations.length, 2);
  assert.equal(await gdb.capture('echo Grüße \\"木\\"\\n'), 'Grüße "木"\n');
  assert.equal(await data.dataEvaluateExpression(gdb, { expression: 'greeting' }), '"Grüße"');
}

/** Connects and runs to the deepest frame of the demo's recursion. */
async function runToBottom(gdb: Gdb, place: ScenarioPlace): Promise<void> {
  await session.gdbSet(gdb, 'mi-async', 'on');
  await file.fileExecAndSymbols(gdb, place.elf);
  const connected = await target.targetSelect(gdb, 'remote', place.server);
  assert.equal(connected.frame, undefined);
  await breaks.breakInsert(gdb, { location: 'recurse', condition: 'depth == 1', temporary: true });
  const stop = gdb.waitForStop();
  await exec.execContinue(gdb);
  assert.equal(text((await stop).results, 'reason'), 'breakpoint-hit');
}

async function runStack(gdb: Gdb, place: ScenarioPlace): Promise<void> {
  await runToBottom(gdb, place);
  const depth = await stack.stackInfoDepth(gdb, 1000, { thread: 1 });
  assert.ok(depth > 50);
  const frames = await stack.stackListFrames(gdb, 0, 1, { thread: 1 });
  assert.deepEqual(
    frames.map((frame) => [frame.level, frame.func, frame.file]),
    [
      [0, 'recurse', 'Core/Src/main.c'],
      [1, 'recurse', 'Core/Src/main.c'],
    ],
  );
  await assert.rejects(stack.stackListFrames(gdb, depth + 5, depth + 9), { code: 'gdb-error' });
  assert.equal((await stack.stackInfoFrame(gdb, { thread: 1, frame: 1 }))?.level, 1);
  const locals = await stack.stackListVariables(gdb, { thread: 1, frame: 1, values: 'simple' });
  const argument = locals.find((variable) => variable.name === 'depth');
  assert.deepEqual([argument?.value, argument?.isArgument], ['2', true]);
  const all = await stack.stackListArguments(gdb, { values: 'all', low: 0, high: 2, thread: 1 });
  assert.deepEqual(
    all.map((frame) => [frame.level, frame.args.find((one) => one.name === 'depth')?.value]),
    [
      [0, '1'],
      [1, '2'],
      [2, '3'],
    ],
  );
  const { threads, currentThread } = await threadInfo(gdb);
  assert.equal(currentThread, 1);
  assert.deepEqual([threads[0]?.id, threads[0]?.isRunning], [1, false]);
  assert.equal(threads[0]?.frame?.func, 'recurse');

  const stop = gdb.waitForStop();
  await exec.execFinish(gdb, { thread: 1 });
  assert.equal(text((await stop).results, 'reason'), 'function-finished');
}

async function runVariables(gdb: Gdb, place: ScenarioPlace): Promise<void> {
  await runToBottom(gdb, place);
  const device = await vars.varCreate(gdb, { expression: 'g_device', thread: 1, frame: 0 });
  assert.ok(device.numChild > 3);
  const { children } = await vars.varListChildren(gdb, { name: device.name, values: 'simple' });
  assert.equal(children.length, device.numChild);
  assert.ok(children.every((child) => child.name.startsWith(`${device.name}.`)));
  const path = await vars.varInfoPathExpression(gdb, children[0]?.name ?? '');
  assert.equal(path, `(g_device).${children[0]?.expression ?? ''}`);

  const slice = await vars.varCreate(gdb, { expression: 'big_array[100]@100' });
  assert.equal(slice.type, 'int [100]');
  const request = { name: slice.name, values: 'all', from: 2, to: 4 } as const;
  const page = await vars.varListChildren(gdb, request);
  assert.deepEqual(
    page.children.map((child) => child.expression),
    ['2', '3'],
  );
  assert.equal(page.hasMore, true);

  const counter = await vars.varCreate(gdb, { expression: 'g_counter' });
  assert.equal(await vars.varAssign(gdb, counter.name, '40 + 2'), '42');
  assert.equal(await vars.varSetFormat(gdb, counter.name, 'hexadecimal'), '0x2a');
  assert.equal(await vars.varEvaluateExpression(gdb, counter.name), '0x2a');
  await data.dataEvaluateExpression(gdb, { expression: 'g_counter = 7' });
  assert.deepEqual(await vars.varUpdate(gdb, '*', 'all'), [
    {
      name: counter.name,
      value: '0x7',
      inScope: 'true',
      typeChanged: false,
      newType: undefined,
      newNumChild: undefined,
    },
  ]);
  await vars.varDelete(gdb, device.name);
  const unknown = vars.varCreate(gdb, { expression: 'no "such" thing' });
  await assert.rejects(unknown, { code: 'gdb-error' });
}

async function runMemory(gdb: Gdb, place: ScenarioPlace): Promise<void> {
  await runToBottom(gdb, place);
  const end = await dataReadMemoryBytes(gdb, 0x2002_fff0, 64);
  assert.deepEqual(
    end.map((block) => [block.begin, block.bytes.length]),
    [[0x2002_fff0, 16]],
  );
  const start = await dataReadMemoryBytes(gdb, 0x1fff_fff0, 64);
  assert.deepEqual(
    start.map((block) => [block.begin, block.bytes.length]),
    [[0x2000_0000, 48]],
  );
  await assert.rejects(dataReadMemoryBytes(gdb, 0x6000_0000, 4), { code: 'gdb-error' });
  await dataWriteMemoryBytes(gdb, 0x2002_0000, Uint8Array.from([1, 2, 254, 255]));
  const [written] = await dataReadMemoryBytes(gdb, 0x2002_0000, 4);
  assert.deepEqual([...(written?.bytes ?? [])], [1, 2, 254, 255]);

  const names = await data.dataListRegisterNames(gdb);
  const pc = names.indexOf('pc');
  assert.equal(pc, 15);
  const values = await data.dataListRegisterValues(gdb, { format: 'x', registers: [13, pc] });
  assert.deepEqual(
    values.map((register) => register.number),
    [13, 15],
  );
  const address = Number(values[1]?.value);
  const plain = await data.dataDisassemble(gdb, { start: address, end: address + 8 });
  assert.equal(plain[0]?.address, address);
  assert.deepEqual([plain[0]?.func, plain[0]?.opcodes], ['recurse', undefined]);
  const range = { start: address, end: address + 8, source: true, opcodes: true };
  const full = await data.dataDisassemble(gdb, range);
  assert.deepEqual(
    full.map((instruction) => instruction.address),
    plain.map((instruction) => instruction.address),
  );
  assert.equal(full[0]?.file, 'Core/Src/main.c');
  assert.match(full[0]?.opcodes ?? '', /^[0-9a-f]{2}( [0-9a-f]{2})+$/);
  const whole = await data.dataDisassemble(gdb, { functionAt: address, opcodes: true });
  assert.equal(whole[0]?.offset, 0);
}

async function runDownload(gdb: Gdb, place: ScenarioPlace): Promise<void> {
  await file.fileExecAndSymbols(gdb, place.elf);
  await target.targetSelect(gdb, 'extended-remote', place.server);
  const sections: string[] = [];
  let sent = 0;
  const loaded = await target.targetDownload(gdb, (progress) => {
    sections.push(progress.section);
    assert.ok(progress.totalSent >= sent);
    sent = progress.totalSent;
    assert.equal(progress.totalSize, 3344);
  });
  assert.deepEqual([...new Set(sections)].slice(0, 2), ['.isr_vector', '.text']);
  assert.ok(sent > 1000 && sent <= (loaded.sizeBytes ?? 0));
  assert.ok((loaded.entryAddress ?? 0) > 0x0800_0000);
  assert.match(await gdb.capture('monitor info status'), /VM status: paused/);
  await target.targetDetach(gdb);
  // Extended: detaching ends the debugging, not the connection.
  await target.targetDisconnect(gdb);
  await assert.rejects(target.targetDisconnect(gdb), { code: 'gdb-error' });
}
