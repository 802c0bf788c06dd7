import assert from 'node:assert/strict';
import { posix, win32 } from 'node:path';
import { findTool } from '../../../src/host/find-tool';
import type { ToolQuery } from '../../../src/host/find-tool';
import type { Host } from '../../../src/host/host';
import { createNodeHost } from '../../../src/host/node-host';

interface Machine {
  readonly platform?: NodeJS.Platform;
  readonly programs?: readonly string[];
  readonly files?: readonly string[];
  readonly folders?: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A machine as a list of paths: Windows' rules are tested on every system. */
function hostOf(machine: Machine): Host {
  const kinds = new Map<string, 'file' | 'directory'>();
  for (const path of [...(machine.programs ?? []), ...(machine.files ?? [])])
    kinds.set(path, 'file');
  for (const path of machine.folders ?? []) kinds.set(path, 'directory');
  return {
    ...createNodeHost(),
    platform: machine.platform ?? 'linux',
    homeDir: machine.platform === 'win32' ? 'C:\\Users\\me' : '/home/me',
    env: machine.env,
    isExecutable: (path) => Promise.resolve(machine.programs?.includes(path) ?? false),
    stat: (path) => {
      const kind = kinds.get(path);
      return Promise.resolve(kind && { kind, sizeBytes: 1, modifiedMs: 1 });
    },
  };
}

async function found(machine: Machine, query: Partial<ToolQuery>): Promise<string | undefined> {
  const baseDir = machine.platform === 'win32' ? 'C:\\project' : '/project';
  const search = await findTool(hostOf(machine), { names: ['gdb'], baseDir, ...query });
  if (search.found !== undefined) assert.equal(search.trail.at(-1)?.what, search.found);
  return search.found;
}

async function trailOf(machine: Machine, query: Partial<ToolQuery>): Promise<readonly string[]> {
  const search = await findTool(hostOf(machine), { names: ['gdb'], baseDir: '/project', ...query });
  return search.trail.map(({ what, where }) => `${what} (${where})`);
}

describe('findTool', () => {
  const programs = ['/a/gdb', '/b/gdb', '/b/other', '/opt/x/gdb', '/home/me/gdb', '/project/t/gdb'];

  it('takes the first folder of PATH that has the first name', async () => {
    assert.equal(await found({ programs, env: { PATH: '/none:/b:/a' } }, {}), '/b/gdb');
    const names = ['other', 'gdb'];
    assert.equal(await found({ programs, env: { PATH: '/a:/b' } }, { names }), '/b/other');
  });

  it('looks into preferred folders before PATH and into known ones behind it', async () => {
    const env = { PATH: '/a' };
    assert.equal(await found({ programs, env }, { preferredFolders: ['/opt/x'] }), '/opt/x/gdb');
    assert.equal(await found({ programs, env }, { knownFolders: ['/opt/x'] }), '/a/gdb');
    const empty = { programs, env: { PATH: '' } };
    assert.equal(await found(empty, { knownFolders: ['/none', '/opt/x'] }), '/opt/x/gdb');
  });

  it('takes a setting as path from the base folder, from home, or as name in PATH', async () => {
    const machine = { programs, env: { PATH: '/b' } };
    const setting = (value: string): Partial<ToolQuery> => ({
      setting: { name: 'gdbPath', value },
    });
    assert.equal(await found(machine, setting('/a/gdb')), '/a/gdb');
    assert.equal(await found(machine, setting('t/gdb')), '/project/t/gdb');
    assert.equal(await found(machine, setting('~/gdb')), '/home/me/gdb');
    assert.equal(await found(machine, setting('other')), '/b/other');
  });

  it('does not fall back when the setting leads nowhere', async () => {
    const machine = { programs, env: { PATH: '/a' } };
    const setting = { name: 'gdbPath', value: '/none/gdb' };
    assert.equal(await found(machine, { setting, knownFolders: ['/opt/x'] }), undefined);
  });

  it('says what is wrong with a setting', async () => {
    const machine = { files: ['/f'], folders: ['/d'], env: { PATH: '/a' } };
    const trail = (value: string): Promise<readonly string[]> =>
      trailOf(machine, { setting: { name: 'gdbPath', value } });
    assert.deepEqual(await trail('/n'), ['/n is not there (gdbPath "/n")']);
    assert.deepEqual(await trail('/d'), ['/d is a folder, not a program (gdbPath "/d")']);
    assert.deepEqual(await trail('/f'), ['/f is there, but may not be executed (gdbPath "/f")']);
    assert.deepEqual(await trail('n'), ['n is not there (gdbPath "n" in PATH: /a)']);
  });

  it('lists every place that was looked at, in order', async () => {
    const machine = { programs: ['/k2/gdb'], env: { PATH: '/a:/b' } };
    const query = { preferredFolders: ['/p'], knownFolders: ['/k1', '/k2'] };
    assert.deepEqual(await trailOf(machine, query), [
      'gdb is not there (/p)',
      'gdb is not there (PATH: /a, /b)',
      'gdb is not there (/k1)',
      '/k2/gdb (/k2)',
    ]);
  });

  it('does not look into the current folder for an empty or relative entry of PATH', async () => {
    const machine = { programs: ['gdb', './gdb', 'bin/gdb'], env: { PATH: ':.:bin' } };
    assert.equal(await found(machine, {}), undefined);
    assert.deepEqual(await trailOf({ env: {} }, {}), ['gdb is not there (PATH, which is empty)']);
  });
});

describe('findTool on Windows', () => {
  const env = { Path: 'C:\\a;"C:\\b c";C:\\d', PATHEXT: '.COM;.EXE;.BAT;.CMD' };
  const machine = (...programs: readonly string[]): Machine => ({
    platform: 'win32',
    programs,
    env,
  });

  it('adds the extensions of PATHEXT, finds Path in any case and quoted folders', async () => {
    assert.equal(await found(machine('C:\\b c\\gdb.exe'), {}), win32.join('C:\\b c', 'gdb.exe'));
  });

  it('does not add an extension to a name that has one', async () => {
    const setting = { name: 'gdbPath', value: 'tools\\gdb.EXE' };
    assert.equal(
      await found(machine('C:\\project\\tools\\gdb.EXE'), { setting }),
      'C:\\project\\tools\\gdb.EXE',
    );
  });

  it('finds the program of a setting without extension', async () => {
    const setting = { name: 'gdbPath', value: 'C:/tools/gdb' };
    assert.equal(await found(machine('C:\\tools\\gdb.exe'), { setting }), 'C:\\tools\\gdb.exe');
  });

  it('leaves out batch files, which need a shell', async () => {
    assert.equal(await found(machine('C:\\a\\gdb.bat', 'C:\\d\\gdb.exe'), {}), 'C:\\d\\gdb.exe');
  });

  it('does without PATHEXT', async () => {
    const bare: Machine = {
      platform: 'win32',
      programs: ['C:\\a\\gdb.exe'],
      env: { PATH: 'C:\\a' },
    };
    assert.equal(await found(bare, {}), 'C:\\a\\gdb.exe');
  });
});

describe('findTool on this machine', () => {
  it('finds Node in the folder where it runs from', async () => {
    const path = process.platform === 'win32' ? win32 : posix;
    const folder = path.dirname(process.execPath);
    const host = { ...createNodeHost(), env: { PATH: folder } };
    const search = await findTool(host, {
      names: [path.basename(process.execPath)],
      baseDir: folder,
    });
    assert.equal(search.found, process.execPath);
  });
});
