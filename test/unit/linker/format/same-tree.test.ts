// Trees are the same when they say the same, wherever it stands.

import assert from 'node:assert/strict';
import { parseScript } from '../../../../src/linker/parser';
import { isSameTree } from '../../../../src/linker/format/same-tree';
import { everything } from '../texts';

const isSame = (one: string, other: string): boolean =>
  isSameTree(parseScript(one), parseScript(other));

describe('isSameTree', () => {
  it('does not ask where something stands', () => {
    assert.ok(isSame('a = 1 + b;', '\n  a   = 1 +\n b;'));
    assert.ok(
      isSame(everything, everything.replaceAll(' ', '  ').replaceAll('too  {long', 'too {long')),
    );
  });

  it('tells other names, values, operators and orders', () => {
    for (const other of ['b = 1;', 'a = 2;', 'a += 1;', 'a = 1; b = 2;', 'PROVIDE(a = 1);', '']) {
      assert.ok(!isSame('a = 1;', other), other);
    }
    assert.ok(!isSame('SECTIONS { .a : { *(.a .b) } }', 'SECTIONS { .a : { *(.b .a) } }'));
    assert.ok(!isSame('SECTIONS { .a : { } >R }', 'SECTIONS { .a : { } }'));
  });

  it('takes sums without end', () => {
    const sum = `a = 1${' + 1'.repeat(100_000)};`;
    assert.ok(isSame(sum, sum));
  });
});
