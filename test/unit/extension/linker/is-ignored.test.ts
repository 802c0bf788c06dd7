import assert from 'node:assert/strict';
import { isIgnored } from '../../../../src/extension/linker/is-ignored';

const launch = (...ignore: string[]) => ({ preflight: { ignore } });
const ids = ['ld-content-in-external-memory', 'elf-zeros-in-external-memory'];

describe('a problem of a script that is ignored', () => {
  it('is one that every launch ignores, by its id or that of a check that tells the same', () => {
    assert.ok(isIgnored(ids, [launch('ld-content-in-external-memory')]));
    assert.ok(isIgnored(ids, [launch('elf-zeros-in-external-memory'), launch(...ids)]));
  });

  it('is told as long as one launch wants it', () => {
    assert.ok(!isIgnored(ids, [launch(...ids), launch('elf-optimised')]));
    assert.ok(!isIgnored(ids, [launch(...ids), {}]));
  });

  it('is told where there is no launch, or something else in its place', () => {
    assert.ok(!isIgnored(ids, []));
    for (const preflight of [null, 'off', [], { ignore: 'ld-content-in-external-memory' }]) {
      assert.ok(!isIgnored(ids, [{ preflight }]));
    }
  });
});
