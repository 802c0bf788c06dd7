// Which SWD clock is meant.

import assert from 'node:assert/strict';
import { nearestKhz, readFrequencyList, v2Divisor } from '../../../src/probe/stlink/clocks';

describe('SWD clocks', () => {
  const wanted: readonly (readonly [khz: number, set: number, divisor: number])[] = [
    [10_000, 4000, 0],
    [4000, 4000, 0],
    [3999, 1800, 1],
    [1000, 950, 3],
    [5, 5, 798],
    [1, 5, 798],
  ];
  for (const [khz, set, divisor] of wanted) {
    it(`sets a V2 to ${set} kHz for ${khz} kHz`, () => {
      assert.deepEqual(v2Divisor(khz), { khz: set, divisor });
    });
  }

  it('takes the nearest of a list that is not faster, and the slowest below that', () => {
    const list = [24000, 8000, 3300, 1000, 200, 50, 5];
    assert.deepEqual(
      [30000, 8000, 7999, 4, 1800].map((khz) => nearestKhz(khz, list)),
      [24000, 8000, 3300, 5, 1000],
    );
    assert.equal(nearestKhz(1800, []), 1800);
  });

  const listAnswer = (count: number, ...khz: readonly number[]) => {
    const answer = new DataView(new ArrayBuffer(52));
    answer.setUint32(8, count, true);
    khz.forEach((value, at) => answer.setUint32(12 + 4 * at, value, true));
    return answer;
  };

  it("reads a V3's list, fastest first", () => {
    assert.deepEqual(readFrequencyList(listAnswer(3, 5, 24000, 200)), [24000, 200, 5]);
  });

  it('takes no list that does not fit into its answer', () => {
    assert.deepEqual(readFrequencyList(listAnswer(11, 1, 2, 3)), []);
    assert.deepEqual(readFrequencyList(listAnswer(0xffffffff)), []);
    assert.deepEqual(readFrequencyList(listAnswer(3, 0, 0, 8)), [8]);
  });
});
