// The path check on Windows, which the fixtures' Linux does not show.

import assert from 'node:assert/strict';
import { pathMangled } from '../../../src/analysis/checks/path-mangled';
import type { Facts } from '../../../src/analysis/facts';
import { known } from '../../../src/analysis/facts';
import type { LaunchArgs } from '../../../src/launch/launch-args';
import { resolveArgs } from '../../../src/launch/resolve-args';
import { qemu } from '../../../src/servers/qemu';

function messages(platform: NodeJS.Platform, paths: Partial<LaunchArgs>): readonly string[] {
  const surroundings = known({ platform, kind: undefined, evidence: '' }, '');
  const args = { ...resolveArgs({ servertype: 'qemu' }, '/').args, cwd: 'C:\\src', ...paths };
  const context = { args, driver: qemu };
  return pathMangled.run({ surroundings } as Facts, context).map(({ message }) => message);
}

describe('path-mangled on Windows', () => {
  it('names the first path with other letters than ASCII, once', () => {
    const given = { executable: 'C:\\Users\\Jörg\\a.elf', cwd: 'C:\\Users\\Jörg' };
    const [message, ...more] = messages('win32', given);
    assert.match(message ?? '', /^C:\\Users\\Jörg\\a\.elf has "ö" in it/);
    assert.deepEqual(more, []);
    assert.match(messages('win32', { loadFiles: ['C:\\吴其荣\\b.elf'] })[0] ?? '', /"吴其荣"/);
  });

  it('says nothing about spaces and parentheses, and nothing on other systems', () => {
    assert.deepEqual(messages('win32', { executable: 'C:\\Program Files (x86)\\a b.elf' }), []);
    for (const platform of ['linux', 'darwin'] as const) {
      assert.deepEqual(messages(platform, { executable: '/home/jörg/a.elf' }), []);
    }
  });
});
