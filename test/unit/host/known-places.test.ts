// Tables of folders, expanded on machines of all three kinds.

import assert from 'node:assert/strict';
import { compareVersions, knownFolders, knownPatterns } from '../../../src/host/known-places';
import { machine } from '../../support/file-machine';

describe('knownFolders', () => {
  it('fills in stars with the newest version first, as people count', async () => {
    const files = ['/opt/x_1.9.0/bin/a', '/opt/x_1.18.0/bin/a', '/opt/y/bin/a', '/opt/x_2/lib/a'];
    const { host } = machine('linux', {}, files);
    const folders = await knownFolders(host, { linux: ['/opt/x_*/bin', '/opt/y/bin', '/no'] });
    assert.deepEqual(folders, ['/opt/x_1.18.0/bin', '/opt/x_1.9.0/bin', '/opt/y/bin']);
  });

  it('fills in the home folder and variables, and leaves out a row without its variable', async () => {
    const { host } = machine('linux', { TOOLS: '/t' }, ['/t/bin/a', '/home/me/b/a', '/bin/a']);
    const places = { linux: ['%TOOLS%/bin', '~/b', '%NONE%/bin'] };
    assert.deepEqual(await knownFolders(host, places), ['/t/bin', '/home/me/b']);
    assert.deepEqual(knownPatterns(host, places), ['/t/bin', '/home/me/b']);
  });

  it("uses the platform's own separators", async () => {
    const { host } = machine('win32', { APP: 'C:\\App' }, ['C:\\App\\v2\\bin\\a.exe']);
    assert.deepEqual(await knownFolders(host, { win32: ['%APP%/v*/bin'] }), ['C:\\App\\v2\\bin']);
  });

  it('knows nothing of a platform that is not in the table', async () => {
    assert.deepEqual(await knownFolders(machine('darwin', {}, []).host, { linux: ['/opt'] }), []);
  });
});

describe('compareVersions', () => {
  it('orders numbers as numbers', () => {
    const names = ['x_1.18.0', 'x_1.9.0', 'x_1.10.2', 'x', 'x_1.9.0-rc'];
    assert.deepEqual(names.sort(compareVersions), [
      'x',
      'x_1.9.0',
      'x_1.9.0-rc',
      'x_1.10.2',
      'x_1.18.0',
    ]);
  });
});
