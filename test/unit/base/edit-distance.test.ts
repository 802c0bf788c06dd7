// How far names are apart.

import assert from 'node:assert/strict';
import { editDistance } from '../../../src/base/edit-distance';

const cases: readonly (readonly [a: string, b: string, distance: number])[] = [
  ['.text', '.text', 0],
  ['.txt', '.text', 1],
  ['.textt', '.text', 1],
  ['.test', '.text', 1],
  ['.txet', '.text', 1],
  ['.txe', '.text', 2],
  ['RAM', 'ROM', 1],
  ['', '.bss', 4],
  ['FLAHS_1', 'FLASH', 3],
];

describe('editDistance', () => {
  for (const [a, b, distance] of cases) {
    it(`is ${distance} from "${a}" to "${b}" and back`, () => {
      assert.deepEqual([editDistance(a, b), editDistance(b, a)], [distance, distance]);
    });
  }

  it('does not look at names beyond any sensible length', () => {
    assert.equal(editDistance('a'.repeat(100_000), 'b'), Number.POSITIVE_INFINITY);
  });
});
