// Which expressions may be evaluated more than once.

import assert from 'node:assert/strict';
import { isPure } from '../../../src/adapter/pure-expression';

describe('an expression', () => {
  for (const expression of [
    'count',
    'a + -b * (c - d)',
    'a == b || a != b || a <= b || a >= b',
    'first->limits[2].period',
    '(char)83',
    '(char *)(buffer + 1)',
    '(unsigned long)(&table)',
    '(int (*)[4])matrix',
    'sizeof(int) + sizeof (long)',
    '*(Base *)&(object)',
    "'main.c'::count",
    '::step(int)::count',
    'text == "a = b++, f()"',
    'big_array[100]@5',
    '$pc',
    '{int}0x20000000',
  ]) {
    it(`${expression} has no effect`, () => assert.ok(isPure(expression)));
  }

  for (const expression of [
    'count++',
    '--count',
    'count = 1',
    'p->x=1',
    'count += 1',
    'count -= 1',
    'mask <<= 1',
    'mask>>=1',
    'mask &= 1',
    'tick()',
    'tick (1)',
    'device.read(1)',
    'table[1](2)',
    '(*callback)(1)',
    'pick(a)(b)',
    'max<int>(1, 2)',
    '$r0 = 5',
    'a == (b = 2)',
    '1 + tick() * sizeof(int)',
  ]) {
    it(`${expression} may have one`, () => assert.ok(!isPure(expression)));
  }
});
