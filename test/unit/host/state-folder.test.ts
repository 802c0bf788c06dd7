import assert from 'node:assert/strict';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStateFolder, stateFolderPath } from '../../../src/host/state-folder';

describe('the state folder', () => {
  let folder = '';
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'stm32-state-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const placed = (
    platform: NodeJS.Platform,
    env: Record<string, string>,
    isThere = true,
  ): string => {
    const homeDir = platform === 'win32' ? 'C:\\Users\\me' : '/home/me';
    return stateFolderPath({ platform, env, homeDir }, () => isThere);
  };

  it('is where the system wants it', () => {
    const runtime = { XDG_RUNTIME_DIR: '/run/user/1000', XDG_STATE_HOME: '/state' };
    assert.equal(placed('linux', runtime), '/run/user/1000/stm32-preflight');
    assert.equal(placed('linux', runtime, false), '/state/stm32-preflight');
    const relative = { XDG_RUNTIME_DIR: 'run', XDG_STATE_HOME: '' };
    assert.equal(placed('linux', relative), '/home/me/.local/state/stm32-preflight');
    assert.equal(placed('darwin', {}), '/home/me/Library/Application Support/stm32-preflight');
    const local = { LOCALAPPDATA: 'D:\\Local' };
    assert.equal(placed('win32', local), 'D:\\Local\\stm32-preflight');
    assert.equal(placed('win32', {}), 'C:\\Users\\me\\AppData\\Local\\stm32-preflight');
  });

  it('and its files are for this user only', async () => {
    const state = openStateFolder(join(folder, 'a/b'));
    assert.equal(await state.write('servers/1.json', 'one'), undefined);
    assert.equal(statSync(join(folder, 'a/b/servers')).mode & 0o777, 0o700);
    assert.equal(statSync(join(folder, 'a/b/servers/1.json')).mode & 0o777, 0o600);
    assert.equal(await state.write('servers/1.json', 'two'), undefined);
    assert.equal(readFileSync(join(folder, 'a/b/servers/1.json'), 'utf8'), 'two');
    assert.deepEqual(readdirSync(join(folder, 'a/b/servers')), ['1.json']);
    await state.remove('servers/1.json');
    await state.remove('servers/1.json');
    assert.deepEqual(readdirSync(join(folder, 'a/b/servers')), []);
  });

  it('lets only one of many make a file', async () => {
    const state = openStateFolder(folder);
    const made = await Promise.all(['1', '2', '3'].map((text) => state.create('probe', text)));
    assert.deepEqual(made, ['created', 'exists', 'exists']);
    assert.deepEqual(readdirSync(folder), ['probe']);
    assert.equal(readFileSync(join(folder, 'probe'), 'utf8'), '1');
  });

  it('removes a file only if it says what is expected', async () => {
    const state = openStateFolder(folder);
    await state.write('probe', 'mine');
    await state.removeIf('probe', 'yours');
    assert.equal(readFileSync(join(folder, 'probe'), 'utf8'), 'mine');
    await state.removeIf('probe', 'mine');
    await state.removeIf('probe', 'mine');
    assert.deepEqual(readdirSync(folder), []);
  });

  it('that cannot be made is told and stops nobody', async () => {
    writeFileSync(join(folder, 'file'), '');
    const state = openStateFolder(join(folder, 'file/below'));
    assert.match((await state.write('a', 'x')) ?? '', /^ENOTDIR/);
    assert.equal(await state.create('a', 'x'), 'failed');
    await state.remove('a');
    mkdirSync(join(folder, 'is-a-folder'));
    assert.match((await openStateFolder(folder).write('is-a-folder', 'x')) ?? '', /^E/);
    assert.deepEqual(readdirSync(folder).sort(), ['file', 'is-a-folder']);
  });
});
