// Parts whose memories are often got wrong: second addresses, gaps, RAM that is reached by one bus only.

import assert from 'node:assert/strict';
import { hex32 } from '../../../src/base/hex';
import { memoryAt } from '../../../src/devices/device';
import type { Device, Memory } from '../../../src/devices/device';
import { findDevice } from '../../../src/devices/find-device';
import { findDie } from '../../../src/devices/die';

function deviceOf(name: string): Device {
  const match = findDevice(name);
  assert.equal(match.kind, 'found', name);
  return match.device;
}

/** `SRAM1 0x20000000 112K`, for those of the kinds. */
function listed(name: string, kinds: readonly Memory['kind'][]): readonly string[] {
  return deviceOf(name)
    .memories.filter(({ kind, isSecureAlias }) => kinds.includes(kind) && !isSecureAlias)
    .map(({ name: memory, start, sizeBytes }) => `${memory} ${hex32(start)} ${sizeBytes / 1024}K`);
}

function memoryOf(name: string, memory: string): Memory {
  const found = deviceOf(name).memories.find((one) => one.name === memory);
  assert.ok(found, `${name} ${memory}`);
  return found;
}

const work = ['ram', 'ccm', 'itcm', 'dtcm', 'backup'] as const;

const cases: readonly (readonly [string, readonly Memory['kind'][], readonly string[]])[] = [
  [
    'STM32F405RG',
    work,
    [
      'CCMRAM 0x10000000 64K',
      'SRAM1 0x20000000 112K',
      'SRAM2 0x2001c000 16K',
      'BKPSRAM 0x40024000 4K',
    ],
  ],
  [
    'STM32H743ZI',
    work,
    [
      'ITCMRAM 0x00000000 64K',
      'DTCMRAM 0x20000000 128K',
      'AXISRAM 0x24000000 512K',
      'SRAM1 0x30000000 128K',
      'SRAM2 0x30020000 128K',
      'SRAM3 0x30040000 32K',
      'SRAM4 0x38000000 64K',
      'BKPSRAM 0x38800000 4K',
    ],
  ],
  ['STM32H743ZI', ['flash'], ['FLASH 0x08000000 2048K']],
  ['STM32H743ZG', ['flash'], ['FLASH bank 1 0x08000000 512K', 'FLASH bank 2 0x08100000 512K']],
  [
    'STM32G474RE',
    ['ram', 'ccm', 'flash'],
    [
      'FLASH 0x08000000 512K',
      'CCMSRAM 0x10000000 32K',
      'SRAM1 0x20000000 80K',
      'SRAM2 0x20014000 16K',
    ],
  ],
  [
    'STM32G474RC',
    ['flash', 'alias'],
    [
      'FLASH bank 1 (boot alias) 0x00000000 128K',
      'FLASH bank 1 0x08000000 128K',
      'FLASH bank 2 0x08040000 128K',
      'CCMSRAM_D 0x20018000 32K',
    ],
  ],
  ['STM32L151VD-X', ['flash'], ['FLASH bank 1 0x08000000 192K', 'FLASH bank 2 0x08040000 192K']],
  [
    'STM32L4R5ZI',
    ['ram', 'alias'],
    [
      'FLASH (boot alias) 0x00000000 2048K',
      'SRAM2 0x10000000 64K',
      'SRAM1 0x20000000 192K',
      'SRAM2_S 0x20030000 64K',
      'SRAM3 0x20040000 384K',
    ],
  ],
  [
    'STM32U575ZI',
    ['ram', 'flash'],
    [
      'FLASH 0x08000000 2048K',
      'SRAM1 0x20000000 192K',
      'SRAM2 0x20030000 64K',
      'SRAM3 0x20040000 512K',
      'SRAM4 0x28000000 16K',
    ],
  ],
  [
    'STM32H563ZI',
    ['ram', 'flash', 'flash-high-cycle'],
    [
      'FLASH 0x08000000 2048K',
      'EDATA 0x09000000 96K',
      'SRAM1 0x20000000 256K',
      'SRAM2 0x20040000 64K',
      'SRAM3 0x20050000 320K',
    ],
  ],
  [
    'STM32WB55RG',
    ['ram', 'flash'],
    [
      'FLASH 0x08000000 1024K',
      'SRAM1 0x20000000 192K',
      'SRAM2A 0x20030000 32K',
      'SRAM2B 0x20038000 32K',
    ],
  ],
  ['STM32WL55JC', ['ram'], ['SRAM1 0x20000000 32K', 'SRAM2 0x20008000 32K']],
  ['STM32U031R8', ['ram'], ['SRAM1 0x20000000 8K', 'SRAM2 0x20002000 4K']],
  ['STM32H7S3L8', ['flash'], ['FLASH 0x08000000 64K']],
  ['STM32WB09KE', ['flash', 'alias'], ['FLASH 0x10040000 512K']],
  ['STM32L073RZ', ['eeprom'], ['EEPROM_BANK_1 0x08080000 3K', 'EEPROM_BANK_2 0x08080c00 3K']],
  ['STM32N657X0', ['flash', 'system'], []],
  ['STM32MP157CA', ['flash'], []],
  [
    'STM32WBA23',
    ['flash', 'ram'],
    ['FLASH 0x08000000 512K', 'SRAM1 0x20000000 64K', 'SRAM2 0x20010000 32K'],
  ],
];

describe('memories of a part', () => {
  for (const [name, kinds, expected] of cases) {
    it(`of ${name}: ${kinds.join(', ')}`, () => assert.deepEqual(listed(name, kinds), expected));
  }

  it('tell that CCM of F405 runs no code and no DMA reaches it, and CCM of G474 runs code', () => {
    const { executable, dma, kind } = memoryOf('STM32F405RG', 'CCMRAM');
    assert.deepEqual([kind, executable, dma], ['ccm', false, false]);
    assert.equal(memoryOf('STM32G474RE', 'CCMSRAM').executable, true);
    assert.equal(memoryOf('STM32G474RE', 'CCMSRAM_D').aliasOf, 'CCMSRAM');
    assert.equal(memoryOf('STM32F429ZI', 'FMC_SDRAM1').executable, 'mpu');
  });

  it('tell what option bytes can change', () => {
    assert.equal(memoryOf('STM32H723ZG', 'ITCMRAM').maxBytes, 256 * 1024);
    assert.equal(memoryOf('STM32H723ZG', 'AXISRAM2').sharedWith, 'ITCM');
  });

  it('tell what is left to the radio stack, and what one core only reaches', () => {
    assert.equal(memoryOf('STM32WB55RG', 'SRAM2B').isReserved, true);
    assert.equal(memoryOf('STM32WB55RG', 'SRAM2A').isReserved, false);
    assert.equal(memoryOf('STM32H745ZI', 'ITCMRAM').core, 'M7');
    assert.equal(memoryOf('STM32H743ZI', 'ITCMRAM').core, undefined);
  });

  it('mark sizes and addresses on which sources disagree, with the reason', () => {
    for (const [name, memory] of [
      ['STM32F103C8', 'FLASH'],
      ['STM32WBA50KG', 'FLASH'],
      ['STM32U5F9ZI', 'FLASH'],
      ['STM32WBA52CE', 'SRAM2'],
      ['STM32WBA23', 'FLASH'],
    ] as const) {
      const { isUnsure, note } = memoryOf(name, memory);
      assert.equal(isUnsure, true, name);
      assert.ok(note !== undefined && note.length > 10, name);
    }
    for (const name of ['STM32F103CB', 'STM32U5F9ZJ', 'STM32F405RG']) {
      assert.equal(memoryOf(name, 'FLASH').isUnsure, false, name);
    }
  });

  it('show the flash at 0 where the boot memory is, and nowhere else', () => {
    for (const name of [
      'STM32F103C8',
      'STM32F405RG',
      'STM32G0B1RE',
      'STM32L476RG',
      'STM32WB55RG',
    ]) {
      const memory = memoryAt(deviceOf(name), 4);
      assert.deepEqual([memory?.kind, memory?.aliasOf], ['alias', 'FLASH'], name);
    }
    for (const name of ['STM32F767ZI', 'STM32H743ZI', 'STM32N657X0']) {
      assert.equal(memoryAt(deviceOf(name), 4)?.kind, 'itcm', name);
    }
    for (const name of ['STM32H563ZI', 'STM32U575ZI', 'STM32L552ZE', 'STM32WB09KE']) {
      assert.equal(memoryAt(deviceOf(name), 4), undefined, name);
    }
  });

  it('show the flash of F7 on the ITCM bus, as large as it is', () => {
    const { start, sizeBytes, aliasOf } = memoryOf('STM32F767ZI', 'FLASH_ITCM');
    assert.deepEqual([start, sizeBytes, aliasOf], [0x00200000, 2048 * 1024, 'FLASH']);
  });

  it('show the secure addresses of parts with TrustZone', () => {
    const secure: readonly (readonly [string, number, string])[] = [
      ['STM32L552ZE', 0x0c000000, 'FLASH'],
      ['STM32L552ZE', 0x30030000, 'SRAM2'],
      ['STM32U575ZI', 0x38000000, 'SRAM4'],
      ['STM32U575ZI', 0x50036400, 'BKPSRAM'],
      ['STM32H563ZI', 0x0c1fffff, 'FLASH'],
      ['STM32H563ZI', 0x0e000000, 'SRAM1'],
      ['STM32N657X0', 0x34000000, 'FLEXRAM'],
      ['STM32N657X0', 0x10000000, 'ITCMRAM'],
    ];
    for (const [name, address, of] of secure) {
      const memory = memoryAt(deviceOf(name), address);
      assert.deepEqual([memory?.isSecureAlias, memory?.aliasOf], [true, of], `${name} ${of}`);
    }
    for (const name of ['STM32H503RB', 'STM32F405RG', 'STM32H743ZI']) {
      assert.ok(!deviceOf(name).hasTrustZone, name);
      assert.ok(!deviceOf(name).memories.some(({ isSecureAlias }) => isSecureAlias), name);
    }
  });
});

describe('the rest of a part', () => {
  it('has the sectors of the flash, the factory layout first', () => {
    const [f405] = deviceOf('STM32F405RG').flash;
    assert.deepEqual(f405?.banks, [
      {
        start: 0x08000000,
        sizeBytes: 1024 * 1024,
        sectors: [
          { count: 4, sizeBytes: 16 * 1024 },
          { count: 1, sizeBytes: 64 * 1024 },
          { count: 7, sizeBytes: 128 * 1024 },
        ],
      },
    ]);
    const [factory, other] = deviceOf('STM32G474RC').flash;
    assert.deepEqual([factory?.name, factory?.option], ['dual', 'FLASH_OPTR.DBANK(22)=1']);
    assert.deepEqual([other?.name, other?.banks.length], ['single', 1]);
  });

  it('has the cores, what they compute with and who runs the radio', () => {
    const cores = (name: string): readonly string[] =>
      deviceOf(name).cores.map((core) => `${core.name} ${core.fpu}${core.isRadio ? ' radio' : ''}`);
    assert.deepEqual(cores('STM32F405RG'), ['M4 sp']);
    assert.deepEqual(cores('STM32F746ZG'), ['M7 sp']);
    assert.deepEqual(cores('STM32H745ZI'), ['M7 dp', 'M4 sp']);
    assert.deepEqual(cores('STM32WB55RG'), ['M4 sp', 'M0+ none radio']);
    assert.deepEqual(cores('STM32WL55JC'), ['M4 none', 'M0+ none']);
    assert.deepEqual(cores('STM32F103C8'), ['M3 none']);
    assert.equal(deviceOf('STM32F103C8').hasMpu, false);
  });

  it('has the pins of the debug port, those of the family', () => {
    assert.deepEqual(deviceOf('STM32F405RG').pins, {
      ...{ swdio: 'PA13', swclk: 'PA14', swo: 'PB3', jtdi: 'PA15', njtrst: 'PB4', isPad: false },
    });
    assert.equal(deviceOf('STM32N657X0').pins.swo, 'PB5');
    assert.equal(deviceOf('STM32WB09KE').pins.swdio, 'PA2');
    assert.equal(deviceOf('STM32MP135DA').pins.swdio, 'PF15');
    assert.equal(deviceOf('STM32F030C8').pins.swo, undefined);
  });

  it('has the die with its registers', () => {
    const die = deviceOf('STM32F405RG').die;
    assert.ok(die);
    assert.equal(die.devId, 0x413);
    assert.deepEqual(die.otherDevIds, [0x411]);
    assert.deepEqual(die.swdIds, [0x2ba01477]);
    assert.equal(die.flashSizeRegister, 0x1fff7a22);
    assert.equal(deviceOf('STM32H743ZI').die?.writeUnitBytes, 32);
    assert.equal(deviceOf('STM32F103C8').die?.revisions.get(0x2003), 'Y');
  });

  it('finds a die by its number alone', () => {
    assert.equal(findDie(0x413)?.devId, 0x413);
    assert.equal(findDie(0x411)?.devId, 0x411);
    assert.equal(findDie(0x7ff), undefined);
  });
});
