// What a region's name means on a part.

import assert from 'node:assert/strict';
import { memoryForName } from '../../../src/script-checks/memory-names';
import { deviceNamed } from '../../support/device';

function startOf(part: string, name: string): number | undefined {
  return memoryForName(deviceNamed(part), name)?.start;
}

describe('memoryForName', () => {
  it("takes the part's own names, in any case", () => {
    assert.equal(startOf('STM32F405RG', 'CCMRAM'), 0x10000000);
    assert.equal(startOf('STM32F405RG', 'sram2'), 0x2001c000);
    assert.equal(startOf('STM32H743ZI', 'DTCMRAM'), 0x20000000);
  });

  it("takes ST's names of templates", () => {
    assert.equal(startOf('STM32F405RG', 'RAM'), 0x20000000);
    assert.equal(startOf('STM32L476RG', 'RAM2'), 0x10000000);
    assert.equal(startOf('STM32H743ZI', 'RAM_D1'), 0x24000000);
    assert.equal(startOf('STM32H743ZI', 'RAM_D2'), 0x30000000);
    assert.equal(startOf('STM32H743ZI', 'RAM_D3'), 0x38000000);
    assert.equal(startOf('STM32F429ZI', 'ROM'), 0x08000000);
    assert.equal(startOf('STM32F429ZI', 'SDRAM'), 0xc0000000);
    assert.equal(startOf('STM32H743ZI', 'QSPI'), 0x90000000);
    assert.equal(startOf('STM32F405RG', 'BACKUP_SRAM'), 0x40024000);
  });

  it('knows nothing for a name that says nothing, or that the part lacks', () => {
    assert.equal(startOf('STM32F405RG', 'BUFFERS'), undefined);
    assert.equal(startOf('STM32F405RG', 'DTCMRAM'), undefined);
    assert.equal(startOf('STM32F405RG', 'RAM7'), undefined);
    assert.equal(startOf('STM32F405RG', 'SDRAM'), undefined);
  });
});
