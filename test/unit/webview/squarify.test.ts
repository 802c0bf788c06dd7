// The layout of a treemap: boxes in proportion, inside, without gaps, nearly square.

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { squarify } from '../../../src/webview/squarify';

const within = { x: 10, y: 20, width: 600, height: 400 };
const area = ({ width, height }: { width: number; height: number }): number => width * height;

describe('squarify', () => {
  it('gives the boxes of the paper', () => {
    const boxes = squarify([6, 6, 4, 3, 2, 2, 1], { x: 0, y: 0, width: 6, height: 4 });
    const rounded = boxes.map(({ x, y, width, height }) =>
      [x, y, width, height].map((length) => Math.round(length * 100) / 100),
    );
    assert.deepEqual(rounded, [
      [0, 0, 3, 2],
      [0, 2, 3, 2],
      [3, 0, 1.71, 2.33],
      [4.71, 0, 1.29, 2.33],
      [3, 2.33, 1.2, 1.67],
      [4.2, 2.33, 1.2, 1.67],
      [5.4, 2.33, 0.6, 1.67],
    ]);
  });

  it('gives each size its share of the area, inside, and no two boxes the same place', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(sizes, (given) => {
        const sorted = given.sort((a, b) => b - a);
        const total = sorted.reduce((sum, size) => sum + size, 0);
        const boxes = squarify(sorted, within);
        assert.equal(boxes.length, sorted.length);
        for (const [at, box] of boxes.entries()) {
          const share = ((sorted[at] ?? 0) / total) * area(within);
          assert.ok(Math.abs(area(box) - share) < 1e-6 * area(within), 'share');
          assert.ok(box.x >= within.x - 1e-6 && box.y >= within.y - 1e-6, 'inside');
          assert.ok(box.x + box.width <= within.x + within.width + 1e-6, 'inside');
          assert.ok(box.y + box.height <= within.y + within.height + 1e-6, 'inside');
          for (const other of boxes.slice(0, at)) {
            const across =
              Math.min(box.x + box.width, other.x + other.width) - Math.max(box.x, other.x);
            const down =
              Math.min(box.y + box.height, other.y + other.height) - Math.max(box.y, other.y);
            assert.ok(across < 1e-6 || down < 1e-6, 'apart');
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('gives boxes of nothing for sizes of nothing', () => {
    assert.deepEqual(squarify([], within), []);
    assert.deepEqual(squarify([0, 0], within).map(area), [0, 0]);
    assert.deepEqual(squarify([3, 0], within).map(area), [area(within), 0]);
    assert.deepEqual(squarify([3, 1], { ...within, height: 0 }).map(area), [0, 0]);
  });

  it('answers for a hundred thousand sizes', () => {
    const sizes = Array.from({ length: 100_000 }, (_, at) => 1 + (at % 7));
    assert.equal(squarify(sizes, within).length, sizes.length);
  });
});
