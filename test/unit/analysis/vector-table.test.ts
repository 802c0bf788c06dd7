// Finding the vector table by symbol, section or place, and judging its first word.

import assert from 'node:assert/strict';
import { findVectorTable, judgeStack, looksLikeTable } from '../../../src/analysis/vector-table';
import type { StackVerdict } from '../../../src/analysis/vector-table';
import { hex32 } from '../../../src/base/hex';
import { deviceNamed, imageOf } from '../../support/device';

const words = ['0x20001000', '0x08000201'];
const code = { name: '.text', flags: 6, addr: 0x08000200, size: 64 };
const codeBytes = { paddr: 0x08000200, fileSize: 64, flags: 5 };

describe('findVectorTable', () => {
  const device = deviceNamed('STM32F405RG');

  it('takes the symbol, with its size', () => {
    const image = imageOf({
      segments: [{ paddr: 0x08000000, fileSize: 0x240, flags: 5, fill: 0 }],
      sections: [{ name: '.text', flags: 6, addr: 0x08000000, size: 0x240 }],
      symbols: [
        { name: '_vectors', value: 0x08000100, size: 0x188, type: 'object', section: '.text' },
      ],
    });
    const table = findVectorTable(image, device);
    assert.deepEqual(
      [table?.foundBy, table?.start, table?.sizeBytes],
      ['symbol', 0x08000100, 0x188],
    );
  });

  it('takes the section of a stripped image, and its load address', () => {
    const image = imageOf({
      segments: [{ paddr: 0x08000000, vaddr: 0x00000000, words, fileSize: 64 }, codeBytes],
      sections: [{ name: '.isr_vector', flags: 2, addr: 0, size: 64 }, code],
    });
    const table = findVectorTable(image, deviceNamed('STM32H743ZI'));
    assert.deepEqual([table?.foundBy, table?.start, table?.runsAt], ['section', 0x08000000, 0]);
    assert.equal(table?.stackPointer, 0x20001000);
  });

  it('takes the one at the start of the flash where there are two', () => {
    const image = imageOf({
      segments: [
        { paddr: 0x08000000, words, fileSize: 64 },
        { paddr: 0x20000000, fileSize: 64 },
        codeBytes,
      ],
      sections: [
        { name: '.isr_vector', flags: 2, addr: 0x08000000, size: 64 },
        { name: '.vectors', flags: 2, addr: 0x20000000, size: 64 },
        code,
      ],
    });
    assert.equal(findVectorTable(image, device)?.start, 0x08000000);
  });

  it('takes the first words in flash without a name, but not where option bytes hold the boot address', () => {
    const image = imageOf({ noSectionTable: true });
    assert.equal(findVectorTable(image, device)?.foundBy, 'flash-start');
    assert.equal(findVectorTable(image, deviceNamed('STM32H743ZI')), undefined);
  });

  it('finds none in an image that is too short for one', () => {
    const image = imageOf({ segments: [{ paddr: 0x08000000, fileSize: 4 }], noSectionTable: true });
    assert.equal(findVectorTable(image, device), undefined);
  });
});

describe('judgeStack', () => {
  const cases: readonly (readonly [part: string, sp: number, verdict: StackVerdict])[] = [
    ['STM32F405RG', 0x20020000, 'ram'],
    ['STM32F405RG', 0x20020008, 'nowhere'],
    ['STM32F405RG', 0x20000000, 'nowhere'],
    ['STM32F405RG', 0x10010000, 'ram'],
    ['STM32F405RG', 0x08001000, 'nowhere'],
    ['STM32F405RG', 0, 'nowhere'],
    ['STM32F405RG', 0xffffffff, 'nowhere'],
    ['STM32F405RG', 0x40025000, 'other-memory'],
    ['STM32F446ZE', 0xc0100000, 'other-memory'],
    ['STM32H743ZI', 0x10048000, 'ram'],
    ['STM32H7S3L8', 0x20014000, 'possible'],
    ['STM32L552ZE', 0x30040000, 'ram'],
    ['STM32L4R5ZI', 0x200a0000, 'ram'],
  ];
  for (const [part, sp, verdict] of cases) {
    it(`says ${verdict} of ${hex32(sp)} on ${part}`, () => {
      assert.equal(judgeStack(deviceNamed(part), sp), verdict);
    });
  }
});

describe('looksLikeTable', () => {
  const device = deviceNamed('STM32F405RG');
  it('takes RAM and an odd address in flash', () => {
    assert.equal(looksLikeTable(device, 0x20020000, 0x08000201), true);
  });
  it('refuses code and an MCUboot header', () => {
    assert.equal(looksLikeTable(device, 0xb082b580, 0x4b10af00), false);
    assert.equal(looksLikeTable(device, 0x96f3b83d, 0), false);
  });
});
