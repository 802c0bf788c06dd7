// Sectors of real flash layouts, and which of them ranges touch.

import assert from 'node:assert/strict';
import { sectorsOf, sectorsTouched } from '../../../src/analysis/flash-sectors';
import { deviceNamed } from '../../support/device';

describe('sectorsOf', () => {
  it('has the twelve sectors of an F405 in three sizes', () => {
    const [layout] = deviceNamed('STM32F405RG').flash;
    assert.ok(layout);
    const sectors = sectorsOf(layout);
    assert.equal(sectors.length, 12);
    assert.deepEqual(sectors[4], { start: 0x08010000, sizeBytes: 0x10000 });
    assert.deepEqual(sectors[11], { start: 0x080e0000, sizeBytes: 0x20000 });
  });
});

describe('sectorsTouched', () => {
  const sectors = [0, 16, 32].map((start) => ({ start, sizeBytes: 16 }));
  const cases: readonly (readonly [start: number, end: number, touched: readonly number[]])[] = [
    [0, 1, [0]],
    [15, 17, [0, 16]],
    [16, 32, [16]],
    [0, 48, [0, 16, 32]],
    [48, 50, []],
  ];
  for (const [start, end, touched] of cases) {
    it(`finds ${touched.length} for bytes ${start} to ${end}`, () => {
      const found = [...sectorsTouched(sectors, [{ start, end }])];
      assert.deepEqual(
        found.map((sector) => sector.start),
        touched,
      );
    });
  }
});
