import assert from 'node:assert/strict';
import { posix, win32 } from 'node:path';
import { isInside, pathFrom } from '../../../src/host/paths';

describe('isInside', () => {
  const cases = [
    [posix, '/fw', '/fw', true],
    [posix, '/fw', '/fw/a/b.c', true],
    [posix, '/fw', '/fw/..a/b.c', true],
    [posix, '/fw', '/work2/b.c', false],
    [posix, '/fw', '/', false],
    [win32, 'C:\\fw', 'C:\\fw\\Core\\main.c', true],
    [win32, 'C:\\fw', 'c:\\FW\\Core\\main.c', true],
    [win32, 'C:\\fw', 'C:\\gcc\\memcpy.c', false],
    [win32, 'C:\\fw', 'D:\\gcc\\memcpy.c', false],
  ] as const;
  for (const [rules, folder, file, expected] of cases) {
    it(`finds ${file} ${expected ? 'inside' : 'outside'} of ${folder}`, () => {
      assert.equal(isInside(folder, file, rules), expected);
    });
  }
});

describe('pathFrom', () => {
  it('shortens what lies inside of the folder only', () => {
    assert.equal(pathFrom('/fw', '/fw/a/b.c'), 'a/b.c');
    assert.equal(pathFrom('/fw', '/fw/..a'), '..a');
    assert.equal(pathFrom('/fw', '/other/b.c'), '/other/b.c');
    assert.equal(pathFrom('/fw', '/fw'), '.');
  });
});
