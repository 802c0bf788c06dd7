// Read-out protection, DBGMCU and packages: every die's entry is there, and well-known values are read right.

import assert from 'node:assert/strict';
import { dbgmcuOf } from '../../../src/devices/dbgmcu';
import { packagesOf } from '../../../src/devices/packages';
import { protectionLevel, protectionOf } from '../../../src/devices/protection';
import { deviceTable, ownValue } from '../../../src/devices/table';

/** Die.rdp, the register's value, the level. */
const levels: readonly (readonly [string, number, string | undefined])[] = [
  ['F1', 0x03fffffc, 'L0'],
  ['F1', 0x03fffffe, 'L1'],
  ['F0F3', 0x00fff002, 'L1'],
  ['F0F3', 0x00fff006, 'L2'],
  ['F2F4F7', 0x0fffaaed, 'L0'],
  ['F2F4F7', 0x0fff55ed, 'L1'],
  ['F2F4F7', 0x0fffcced, 'L2'],
  ['L4', 0xffeff8aa, 'L0'],
  ['TZ', 0xffeff855, 'L0.5'],
  ['H7', 0x1bc6aaf0, 'L0'],
  ['H5', 0x2d30edf8, 'OPEN'],
  ['H5', 0x2d3000f8, undefined],
  ['H7RS', 0x000000b4, 'OPEN'],
  ['WB0', 0x00080000, 'PROTECTED'],
];

describe('protectionOf', () => {
  it('is there for every die, with a register but where there is no such thing', () => {
    for (const { name, rdp } of Object.values(deviceTable().dies)) {
      assert.ok(ownValue(deviceTable().protection, rdp), name);
      assert.equal(protectionOf(rdp) === undefined, rdp === 'NONE', name);
    }
    assert.equal(protectionOf('constructor'), undefined);
  });

  for (const [name, value, level] of levels) {
    it(`reads ${value.toString(16)} of ${name} as ${level ?? 'not specified'}`, () => {
      const protection = protectionOf(name);
      assert.ok(protection);
      assert.equal(protectionLevel(protection, value), level);
    });
  }

  it('tells where TrustZone is read', () => {
    assert.deepEqual(protectionOf('TZ')?.trustZone, {
      ...{ register: 0x40022040, shift: 31, mask: 1, on: 1 },
    });
    assert.equal(protectionOf('L4')?.trustZone, undefined);
  });
});

describe('dbgmcuOf', () => {
  it('is there for every die but those without the block', () => {
    for (const { name, dbgmcu } of Object.values(deviceTable().dies)) {
      assert.ok(ownValue(deviceTable().dbgmcu, dbgmcu), name);
      const isMissing = dbgmcuOf(dbgmcu) === undefined;
      assert.equal(isMissing, ['wb0', 'mp2'].includes(dbgmcu), name);
    }
    assert.equal(dbgmcuOf('toString'), undefined);
  });

  it('has the bits of F4 and of H7 with its two cores', () => {
    const f4 = dbgmcuOf('f4');
    assert.deepEqual(f4?.control.get('TRACE_MODE'), { first: 6, last: 7 });
    assert.deepEqual(f4.control.get('STOP'), { first: 1, last: 1 });
    assert.equal(f4.freeze[0]?.bits.get('IWDG'), 12);
    const h7 = dbgmcuOf('h7')?.freeze.find(({ name }) => name === 'APB4FZ2');
    assert.deepEqual([h7?.core, h7?.bits.get('IWDG2')], ['M4', 19]);
  });
});

describe('packagesOf', () => {
  it('names the packages of a part', () => {
    assert.deepEqual(
      packagesOf('STM32F405RG').map(({ suffix, name }) => `${suffix} ${name}`),
      ['Tx LQFP64'],
    );
    assert.deepEqual(packagesOf('STM32F405'), []);
  });

  it('names pins that share a pad with a debug pin', () => {
    const [so8] = packagesOf('STM32C011J6');
    assert.deepEqual(so8?.sharedPins.get('PA14'), ['PB6', 'PC15']);
  });
});
