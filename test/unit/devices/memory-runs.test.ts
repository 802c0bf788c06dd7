// Addresses on real parts of the table: real memory behind aliases, runs without a hole, overflow's run.

import assert from 'node:assert/strict';
import { largestEnd, placeOf, runAfter, runName, runNear } from '../../../src/devices/memory-runs';
import { hex32 } from '../../../src/base/hex';
import { deviceNamed } from '../../support/device';

describe('placeOf', () => {
  const cases: readonly (readonly [part: string, address: number, expected: string])[] = [
    ['STM32F405RG', 0x08000000, 'FLASH 0x08000000'],
    ['STM32F405RG', 0x20020000, 'nowhere'],
    ['STM32F405RG', 0x00000000, 'FLASH 0x08000000 by alias'],
    ['STM32H743ZI', 0x10020000, 'SRAM2 0x30020000 by alias'],
    ['STM32L4R5ZI', 0x20030000, 'SRAM2 0x10000000 by alias'],
    ['STM32L552ZE', 0x0c000100, 'FLASH 0x08000100 by alias, secure'],
    ['STM32L552ZE', 0x30000000, 'SRAM1 0x20000000 by alias, secure'],
    ['STM32F405RG', 0x30000000, 'nowhere'],
    ['STM32N657X0', 0x34064000, 'AXISRAM1 0x24064000 by alias, secure'],
  ];
  for (const [part, address, expected] of cases) {
    it(`finds ${expected} for ${hex32(address)} of ${part}`, () => {
      const place = placeOf(deviceNamed(part), address);
      const text =
        place === undefined
          ? 'nowhere'
          : `${place.memory.name.replace(/ bank 1/, '')} ${hex32(place.address)}` +
            (place.alias === undefined ? '' : ' by alias') +
            (place.isSecureAlias ? ', secure' : '');
      assert.equal(text, expected);
    });
  }
});

describe('runNear', () => {
  it('joins RAM banks in a row', () => {
    const run = runNear(deviceNamed('STM32F746NG'), 'ram', 0x20000000);
    assert.deepEqual([run?.start, run?.end], [0x20000000, 0x20050000]);
    assert.equal(run && runName(run), 'DTCMRAM to SRAM2');
  });

  it('calls a second address in a row by the memory that it shows', () => {
    const run = runNear(deviceNamed('STM32L433RC'), 'ram', 0x20000000);
    assert.equal(run && runName(run), 'SRAM1 and SRAM2');
  });

  it('gives the run that an address behind its end would belong to', () => {
    assert.equal(runNear(deviceNamed('STM32F405RG'), 'ram', 0x20020000)?.end, 0x20020000);
    assert.equal(runNear(deviceNamed('STM32F405RG'), 'ram', 0x24000000), undefined);
  });

  it('ends at the gap between two flash banks', () => {
    const device = deviceNamed('STM32H743VG');
    const run = runNear(device, 'flash', 0x08000000);
    assert.ok(run);
    assert.equal(run.end, 0x08080000);
    assert.equal(runAfter(device, 'flash', run)?.start, 0x08100000);
  });

  it('knows what a TCM can be made by option bytes', () => {
    const run = runNear(deviceNamed('STM32H7S3L8'), 'ram', 0x20000000);
    assert.ok(run);
    assert.equal(run.end, 0x20010000);
    assert.ok(largestEnd(run) > run.end);
  });
});
