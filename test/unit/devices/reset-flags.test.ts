import assert from 'node:assert/strict';
import { findDie } from '../../../src/devices/die';
import { memoryRemapOf, remappedMemory } from '../../../src/devices/memory-remap';
import { isWatchdogFlag, resetFlagNames, resetFlagsOf } from '../../../src/devices/reset-flags';

/** DEV_ID, register, its value, the names: after power-on or a watchdog, as the manuals give the value. */
const rows: readonly (readonly [string, number, number, number, readonly string[]])[] = [
  ['F405', 0x413, 0x40023874, 0x0e000000, ['BORRSTF', 'PINRSTF', 'PORRSTF']],
  ['F103', 0x410, 0x40021024, 0x0c000000, ['PINRSTF', 'PORRSTF']],
  ['L476', 0x415, 0x40021094, 0x0c000000, ['PINRSTF', 'BORRSTF']],
  ['L476 after the watchdog', 0x415, 0x40021094, 0x24000000, ['PINRSTF', 'IWDGRSTF']],
  ['G071', 0x460, 0x40021060, 0x0c000000, ['PINRSTF', 'PWRRSTF']],
  ['L053', 0x417, 0x40021050, 0x0c000000, ['PINRSTF', 'PORRSTF']],
  ['L152', 0x437, 0x40023834, 0x0c000000, ['PINRSTF', 'PORRSTF']],
  ['U575', 0x482, 0x46020cf4, 0x0c000000, ['PINRSTF', 'BORRSTF']],
  ['WB55', 0x495, 0x58000094, 0x0c000000, ['PINRSTF', 'BORRSTF']],
  ['H563', 0x484, 0x44020cf4, 0x0c000000, ['PINRSTF', 'BORRSTF']],
  [
    ...(['H743', 0x450, 0x580244d0, 0x00e80000] as const),
    ['D1RSTF', 'BORRSTF', 'PINRSTF', 'PORRSTF'],
  ],
];

describe('reset flags', () => {
  for (const [title, devId, register, value, names] of rows) {
    it(`are named for ${title}`, () => {
      const die = findDie(devId);
      const flags = die && resetFlagsOf(die);
      assert.equal(flags?.register, register);
      assert.deepEqual(resetFlagNames(flags, value), names);
    });
  }

  it('tell of watchdogs by whatever name', () => {
    const names = ['IWDGRSTF', 'WWDGRSTF', 'IWDG1RSTF', 'WDGRSTF', 'PINRSTF', 'SFTRSTF'];
    assert.deepEqual(names.map(isWatchdogFlag), [true, true, true, true, false, false]);
  });

  it('are not known of every family', () => {
    assert.equal(resetFlagsOf({ dbgmcu: 'mp1' }), undefined);
    assert.equal(resetFlagsOf({ dbgmcu: 'constructor' }), undefined);
  });
});

describe('what is mapped at address 0', () => {
  it('is told by a field where there is one', () => {
    const remap = memoryRemapOf({ dbgmcu: 'f4' });
    assert.ok(remap);
    assert.equal(remap.register, 0x40013800);
    assert.equal(remappedMemory(remap, 0xfffffffd), 'system');
    assert.equal(remappedMemory(remap, 3), 'ram');
  });

  it('is not told by 0, which a register without a clock reads too', () => {
    const remap = memoryRemapOf({ dbgmcu: 'l4' });
    assert.ok(remap);
    assert.equal(remappedMemory(remap, 0), undefined);
  });

  it('has no register on F1, F7 and H7', () => {
    for (const dbgmcu of ['f1', 'f7', 'h7', 'constructor'])
      assert.equal(memoryRemapOf({ dbgmcu }), undefined);
  });
});
