import assert from 'node:assert/strict';
import { findDie } from '../../../src/devices/die';
import { flashKibOf } from '../../../src/examination/steps/flash-size';

/** DEV_ID, the word at the register's address rounded down, and KiB. */
const sizes: readonly (readonly [string, number, number, number])[] = [
  ['F405, in the upper half', 0x413, 0x0400_0000, 1024],
  ['F103', 0x410, 0xffff_0040, 64],
  ['L1 category 4, first code', 0x436, 0, 384],
  ['L1 category 4, second code', 0x436, 1, 256],
  ['L1 category 2, upper byte not used', 0x429, 0x0000_ff80, 128],
  ['WB09, by the number of its last word', 0x032, 0x1fff * 16 + 15, 512],
  ['H7RS, always the same', 0x485, 0x1234_5678, 64],
];

describe('the flash size register', () => {
  for (const [title, devId, word, kib] of sizes) {
    it(`is understood of ${title}`, () => {
      const die = findDie(devId);
      assert.ok(die);
      assert.equal(flashKibOf(die, word), kib);
    });
  }

  for (const value of [0, 0xffff, 0x7fff]) {
    it(`is not believed when it says 0x${value.toString(16)}`, () => {
      const die = findDie(0x410);
      assert.ok(die);
      assert.equal(typeof flashKibOf(die, value), 'object');
    });
  }
});
