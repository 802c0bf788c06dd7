import assert from 'node:assert/strict';
import { looksLikeStm32 } from '../../../../src/extension/linker/looks-like-stm32';

describe('a script that looks like one for an STM32', () => {
  it('has an address in its flash, in any spelling', () => {
    for (const address of ['0x08000000', '0x8000000', '0X08020000', '0x0C000000', '0x0c0ff000']) {
      assert.ok(looksLikeStm32(`FLASH (rx) : ORIGIN = ${address}, LENGTH = 1M`), address);
    }
  });

  it('or names the family', () => {
    assert.ok(looksLikeStm32('/* for the stm32n6 */ RAM : ORIGIN = 0x34000000, LENGTH = 1M'));
  });

  it('is none with the addresses of others', () => {
    for (const address of ['0x00000000', '0x10000000', '0x80000000', '0xc0000000', '0x60000000']) {
      assert.ok(!looksLikeStm32(`ROM : ORIGIN = ${address}, LENGTH = 1M`), address);
    }
  });
});
