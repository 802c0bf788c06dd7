// The debug bits of each family against what OpenOCD's own scripts write, and against the manuals.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { debugFreezeOf } from '../../../src/devices/debug-freeze';
import { findDevice } from '../../../src/devices/find-device';

const scripts = '/usr/share/openocd/scripts/target';

function freezeOf(name: string, core?: string): NonNullable<ReturnType<typeof debugFreezeOf>> {
  const match = findDevice(name);
  assert.ok(match.kind === 'found', name);
  return debugFreezeOf(match.device, core) ?? assert.fail(`${name} has no DBGMCU`);
}

/** Bits by address. */
function bitsOf(name: string, core?: string): ReadonlyMap<number, number> {
  return new Map(
    freezeOf(name, core).registers.map(({ address, lowPower, watchdogs }) => [
      address,
      (lowPower | watchdogs) >>> 0,
    ]),
  );
}

/** OpenOCD 0.12: `mmw ADDRESS SET CLEAR` in the event examine-end. */
function examineEnd(file: string): ReadonlyMap<number, number> {
  const script = readFileSync(`${scripts}/${file}.cfg`, 'latin1');
  const [, body = ''] =
    /examine-end \{(.*?)\n\}|proc \w+_default_examine_end \{\} \{(.*?)\n\}/s
      .exec(script)
      ?.filter((group) => group !== undefined) ?? [];
  return new Map(
    [...body.matchAll(/^\s*mmw (0x[0-9a-f]+) (0x[0-9a-f]+) 0/gim)].map(([, address, set]) => [
      Number(address),
      Number(set),
    ]),
  );
}

/** Its file, a part, and what it sets besides: TRACE_IOEN for SWO. */
const agreeing: readonly (readonly [file: string, part: string])[] = [
  ['stm32f0x', 'STM32F072RB'],
  ['stm32f1x', 'STM32F103C8'],
  ['stm32f2x', 'STM32F207ZG'],
  ['stm32f3x', 'STM32F303VC'],
  ['stm32f4x', 'STM32F405RG'],
  ['stm32f7x', 'STM32F746ZG'],
  ['stm32g0x', 'STM32G071RB'],
  ['stm32g4x', 'STM32G431RB'],
  ['stm32l0', 'STM32L053R8'],
  ['stm32l1', 'STM32L152RE'],
  ['stm32l4x', 'STM32L476RG'],
  ['stm32wbx', 'STM32WB55RG'],
  ['stm32wlx', 'STM32WL55JC'],
  ['stm32x5x_common', 'STM32L552ZE'],
  ['stm32x5x_common', 'STM32U575ZI'],
];

describe('the debug bits of a part', () => {
  for (const [file, part] of agreeing) {
    it(`${part}: are those that OpenOCD's ${file}.cfg sets`, () => {
      const theirs = examineEnd(file);
      assert.ok(theirs.size > 0, 'nothing was found in the script');
      assert.deepEqual([...bitsOf(part)].sort(), [...theirs].sort());
    });
  }

  it('STM32H743ZI: are those of its one core (RM0433)', () => {
    assert.deepEqual(
      [...bitsOf('STM32H743ZI')],
      [
        [0x5c001004, 0x187],
        [0x5c001034, 0x40],
        [0x5c001054, 0x40000],
      ],
    );
  });

  it('STM32H755ZI: are those of the core that is debugged (RM0399)', () => {
    const control = [0x5c001004, 0x1bf];
    assert.deepEqual(
      [...bitsOf('STM32H755ZI')],
      [control, [0x5c001034, 0x40], [0x5c00103c, 0x800], [0x5c001054, 0xc0000]],
    );
    assert.deepEqual(
      [...bitsOf('STM32H755ZI', 'M4')],
      [control, [0x5c001038, 0x40], [0x5c001040, 0x800], [0x5c001058, 0xc0000]],
    );
  });

  it('STM32WBA52CG: holds no flag of state', () => {
    assert.equal(bitsOf('STM32WBA52CG').get(0xe0044004), 0x6);
  });

  it('need a clock on the families that have DBGMCU on the APB', () => {
    const clockOf = (name: string): string | undefined => {
      const { clock } = freezeOf(name);
      return clock === undefined ? undefined : `${clock.address.toString(16)}.${clock.bit}`;
    };
    assert.deepEqual(
      ['STM32F072RB', 'STM32L053R8', 'STM32G071RB', 'STM32C031C6', 'STM32U073RC'].map(clockOf),
      ['40021018.22', '40021034.22', '4002103c.27', '4002103c.27', '40021050.0'],
    );
    assert.deepEqual(['STM32F405RG', 'STM32H743ZI', 'STM32U575ZI'].map(clockOf), [
      ...[undefined, undefined, undefined],
    ]);
  });

  it('are not known of a part without DBGMCU', () => {
    const match = findDevice('STM32WB09KE');
    assert.ok(match.kind === 'found');
    assert.equal(debugFreezeOf(match.device), undefined);
  });
});
