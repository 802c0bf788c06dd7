import assert from 'node:assert/strict';
import { mapBounded } from '../../../src/cli/map-bounded';

describe('mapBounded', () => {
  it('keeps the order and the bound', async () => {
    let underWay = 0;
    let most = 0;
    const results = await mapBounded([5, 1, 4, 2, 3, 0], 3, async (turns) => {
      most = Math.max(most, ++underWay);
      for (let turn = 0; turn < turns; turn++) await Promise.resolve();
      underWay--;
      return turns * 10;
    });
    assert.deepEqual(results, [50, 10, 40, 20, 30, 0]);
    assert.equal(most, 3);
  });

  it('gives nothing for nothing, and the first failure', async () => {
    assert.deepEqual(await mapBounded([], 3, () => Promise.resolve(1)), []);
    const failing = mapBounded([1], 3, () => Promise.reject(new Error('no')));
    await assert.rejects(failing, /no/);
  });
});
