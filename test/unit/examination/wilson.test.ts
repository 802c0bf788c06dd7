import assert from 'node:assert/strict';
import { wilson } from '../../../src/examination/wilson';

/** Failed, trials, and the interval as R's binom::binom.wilson gives it. */
const known: readonly (readonly [number, number, number, number])[] = [
  [0, 1000, 0, 0.003827],
  [0, 4, 0, 0.489891],
  [1, 10, 0.017876, 0.40415],
  [50, 100, 0.403832, 0.596168],
  [1000, 1000, 0.996173, 1],
];

describe('the interval of a rate', () => {
  for (const [failed, trials, low, high] of known) {
    it(`is right for ${failed} of ${trials}`, () => {
      const interval = wilson(failed, trials);
      assert.ok(Math.abs(interval.low - low) < 1e-4, `${interval.low}`);
      assert.ok(Math.abs(interval.high - high) < 1e-4, `${interval.high}`);
      assert.equal(interval.rate, failed / trials);
    });
  }

  it('is everything without a trial', () => {
    assert.deepEqual(wilson(0, 0), { rate: 0, low: 0, high: 1 });
  });
});
