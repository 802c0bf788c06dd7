// Nothing is lost silently by an import: whatever stands in an attribute, or in a member of one, is in the new
// configuration or named in a note.

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject } from '../../../src/base/record';
import { importConfiguration } from '../../../src/launch/import/index';
import type { Imported } from '../../../src/launch/import/imported';
import type { RawConfiguration } from '../../../src/launch/launch-json';
import { resolveArgs } from '../../../src/launch/resolve-args';
import { drivers } from '../../../src/servers';

const fixtures = join(__dirname, '..', '..', 'fixtures', 'import');

const samples: readonly RawConfiguration[] = [
  ...readdirSync(fixtures)
    .map((name) => join(fixtures, name, 'source.json'))
    .filter(existsSync)
    .map((file) => JSON.parse(readFileSync(file, 'utf8')) as RawConfiguration),
  {
    type: 'gdbtarget',
    request: 'launch',
    program: 'a.elf',
    gdbAsync: true,
    openGdbConsole: true,
    hardwareBreakpoint: true,
    logFile: 'x',
    imageAndSymbols: { symbolFileName: 'b', symbolOffset: '0x1', imageFileName: 'c', odd: 1 },
    target: {
      server: 'openocd',
      serverParameters: '-f a',
      cwd: 'x',
      environment: { A: 'b' },
      connectCommands: ['c'],
      odd: 1,
    },
  },
  {
    type: 'gdbtarget',
    request: 'launch',
    program: 'a.elf',
    target: {
      server: '/opt/my-server',
      serverParameters: ['-x'],
      host: 'h',
      port: '1',
      parameters: ['h:1'],
    },
  },
  {
    type: 'cppdbg',
    request: 'launch',
    program: 'a',
    miDebuggerServerAddress: 'localhost:3333',
    miDebuggerArgs: '-x a',
    debugServerPath: 'openocd',
    debugServerArgs: '-f "a b" -f c',
    customLaunchSetupCommands: [{ text: 'y', odd: 1 }],
    sourceFileMap: { '/a': 'b', '/c': { editorPath: 'd', odd: 1 } },
    environment: [{ name: 'a', value: 'b' }],
    logging: { engineLogging: true },
  },
  {
    type: 'probe-rs-debug',
    request: 'launch',
    flashingConfig: { flashingEnabled: true, restoreUnwrittenBytes: true, odd: 1 },
    coreConfigs: [{ programBinary: 'a.elf', catchReset: true, coreIndex: 0, odd: 1 }],
    env: { A: 'b' },
  },
  {
    type: 'cortex-debug',
    request: 'launch',
    servertype: 'openocd',
    openOCDPath: 'x/openocd',
    debugger_args: ['-x'],
    configFiles: ['a'],
    searchDir: ['b'],
    loadFiles: [],
    runToEntryPoint: '',
    serverArgs: ['-c', 'adapter speed 100'],
    rttConfig: { enabled: true },
    cwd: 'x',
  },
  {
    type: 'stgdbtarget',
    request: 'launch',
    serverExe: 'openocd',
    serverParameters: '-f a',
    serverCwd: 'x',
    serverExtLoader: [{ loader: 'a', initialize: true, odd: 1 }],
  },
];

/** Members whose names say how a server is waited for, which is done by itself here, or what GDB says to it. */
const needless: ReadonlySet<string> = new Set([
  ...['type', 'request', 'name', 'serverStartupDelay', 'description', 'ignoreFailures'],
  ...['useForBreakpoints', 'initialize'],
]);

/** Each is of a wrong type for most attributes, and can be found again. */
const values: readonly (readonly [value: unknown, marks: readonly RegExp[]])[] = [
  ['zz-text', [/zz-text/]],
  [424242, [/424242/]],
  [
    ['zz-one', 424242],
    [/zz-one/, /424242/],
  ],
  [{ zzMember: 424242 }, [/424242|zzMember/]],
  [[{ zzMember: 'zz-deep' }], [/zz-deep|zzMember/]],
];

type Path = readonly (string | number)[];

/** Of every attribute, and of every member down to the third level. */
function pathsIn(value: unknown, path: Path = []): readonly Path[] {
  const below: readonly (readonly [string | number, unknown])[] = Array.isArray(value)
    ? value.map((each: unknown, at) => [at, each] as const)
    : isObject(value)
      ? Object.entries(value)
      : [];
  if (path.length === 3) return [];
  return below.flatMap(([name, each]) => [[...path, name], ...pathsIn(each, [...path, name])]);
}

function put(into: unknown, [name, ...rest]: Path, value: unknown): unknown {
  if (name === undefined) return value;
  if (Array.isArray(into))
    return into.map((each: unknown, at) => (at === name ? put(each, rest, value) : each));
  assert.ok(isObject(into));
  return { ...into, [name]: put(into[name], rest, value) };
}

function assertTold(imported: Imported, path: Path, marks: readonly RegExp[]): void {
  const [attribute, ...members] = path;
  const notes = imported.notes.filter((note) => note.attribute === attribute);
  assert.ok(notes.length > 0, 'there is no note');
  const isWhole = notes.some(({ what, text }) => what === 'lost' || /^not needed/.test(text));
  const told = JSON.stringify([imported.configuration, notes.map(({ text }) => text)]);
  const names = members.filter((member) => typeof member === 'string');
  const isNamed = notes.some(({ text }) =>
    names.some((name) => text.includes('lost: ') && text.includes(name)),
  );
  if (isWhole || isNamed || names.some((name) => needless.has(name))) return;
  for (const mark of marks) assert.match(told, mark);
}

describe('an import of odd values', () => {
  samples.forEach((sample, at) => {
    it(`tells of each that is not in the result, in ${String(sample['type'])} ${at + 1}`, () => {
      for (const path of pathsIn(sample)) {
        if (path.length === 1 && needless.has(String(path[0]))) continue;
        for (const [value, marks] of values) {
          const source = put(sample, path, value) as RawConfiguration;
          const imported = importConfiguration(source);
          const where = `${path.join('.')} = ${JSON.stringify(value)}`;
          // Without its server a cppdbg debugs a program of this computer.
          if (imported === undefined) continue;
          try {
            assertTold(imported, path, marks);
          } catch (error) {
            assert.fail(`${where}: ${String(error)}`);
          }
        }
      }
    });

    it(`tells of each that is empty, in ${String(sample['type'])} ${at + 1}`, () => {
      for (const name of Object.keys(sample).filter((each) => !needless.has(each))) {
        for (const value of ['', [], null]) {
          const imported = importConfiguration({ ...sample, [name]: value });
          const notes = imported?.notes.filter(({ attribute }) => attribute === name);
          assert.notEqual(notes?.length, 0, `${name} = ${JSON.stringify(value)}`);
        }
      }
    });

    it(`gives nothing that cannot be started, in ${String(sample['type'])} ${at + 1}`, () => {
      for (const [name] of pathsIn(sample).filter(({ length }) => length === 1)) {
        if (needless.has(String(name))) continue;
        for (const [value] of values) {
          const imported = importConfiguration({ ...sample, [String(name)]: value });
          if (imported === undefined) continue;
          const { configuration } = imported;
          const wrong = resolveArgs(configuration, '/project').problems.filter(
            ({ id }) => id === 'attribute-wrong-type',
          );
          assert.deepEqual(wrong, [], `${name} = ${JSON.stringify(value)}`);
          const { servertype = 'openocd' } = configuration;
          assert.ok(
            drivers.some(({ id }) => id === servertype),
            String(servertype),
          );
        }
      }
    });
  });
});

describe('an import', () => {
  const told = (source: RawConfiguration, name: string): readonly string[] =>
    importConfiguration(source)!
      .notes.filter(({ attribute }) => attribute === name)
      .map(({ what, text }) => `${what}: ${text}`);

  it('splits the arguments of a server that stand in one text', () => {
    const target = { server: 'openocd', serverParameters: '-f "a b.cfg" -s x' };
    const { configuration } = importConfiguration({ type: 'gdbtarget', target })!;
    assert.deepEqual(configuration['configFiles'], ['a b.cfg']);
    assert.deepEqual(configuration['searchDir'], ['x']);
  });

  it('says of arguments that it cannot read that they are lost', () => {
    const target = { server: 'openocd', serverParameters: 7 };
    assert.deepEqual(told({ type: 'gdbtarget', target }, 'target'), [
      'converted: now servertype: "openocd"; lost: serverParameters',
    ]);
  });

  it('says of a server that is not one of ours that it is not started', () => {
    const source = { type: 'cortex-debug', servertype: 'bmp' };
    assert.equal(importConfiguration(source)!.configuration['servertype'], undefined);
    assert.match(told(source, 'servertype').join(), /^lost: "bmp" is not started here: /);
  });

  it('keeps an empty list or text where it says something else than none', () => {
    const source = { type: 'cortex-debug', loadFiles: [], runToEntryPoint: '', device: '' };
    const { configuration } = importConfiguration(source)!;
    assert.deepEqual(configuration['loadFiles'], []);
    assert.equal(configuration['runToEntryPoint'], '');
    assert.equal(configuration['device'], undefined);
  });

  it('tells of an older name what it is today, and of two names which counts', () => {
    const source = { type: 'cortex-debug', openOCDPath: 'a' };
    assert.deepEqual(told(source, 'openOCDPath'), ['converted: now serverpath: "a"']);
    assert.deepEqual(told({ ...source, serverpath: 'b' }, 'openOCDPath'), [
      'lost: another value is given for serverpath too',
    ]);
    const both = { type: 'gdbtarget', program: 'a', imageAndSymbols: { imageFileName: 'b' } };
    assert.deepEqual(told(both, 'program'), [
      'converted: now executable: "a"; but imageAndSymbols gives another executable',
    ]);
  });
});
