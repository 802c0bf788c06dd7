// The verdict about a piece: one each, for every kind of memory and for none.

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isRamImage, judge, piecesOf, ramOverflows } from '../../../src/analysis/image-layout';
import type { Verdict } from '../../../src/analysis/image-layout';
import { hex32 } from '../../../src/base/hex';
import { deviceNamed, imageOf } from '../../support/device';

interface Case {
  readonly part: string;
  readonly at: number;
  readonly sizeBytes?: number;
  readonly fill?: number;
  readonly isConst?: true;
  readonly verdict: Verdict['kind'];
}

const cases: readonly Case[] = [
  { part: 'STM32F405RG', at: 0x08000000, verdict: 'programmable' },
  { part: 'STM32F405RG', at: 0x080fffc0, verdict: 'programmable' },
  { part: 'STM32F405RG', at: 0x080fffc1, verdict: 'flash-overflow' },
  { part: 'STM32F405RG', at: 0x08100000, verdict: 'flash-overflow' },
  { part: 'STM32H743VG', at: 0x08080000, verdict: 'flash-overflow' },
  { part: 'STM32H743VG', at: 0x08100000, verdict: 'programmable' },
  { part: 'STM32F405RG', at: 0x2001ffc0, verdict: 'ram' },
  { part: 'STM32F405RG', at: 0x2001ffc1, verdict: 'ram-overflow' },
  { part: 'STM32F405RG', at: 0x20020000, verdict: 'ram-overflow' },
  { part: 'STM32H7S3L8', at: 0x20010000, verdict: 'ram' },
  { part: 'STM32F405RG', at: 0x10000000, verdict: 'ram' },
  { part: 'STM32F405RG', at: 0x40024000, verdict: 'backup' },
  { part: 'STM32F405RG', at: 0x1fffc000, sizeBytes: 16, verdict: 'protected' },
  { part: 'STM32F405RG', at: 0x24000000, verdict: 'outside' },
  { part: 'STM32F405RG', at: 0x90000000, fill: 0, verdict: 'outside' },
  { part: 'STM32F405RG', at: 0x00000000, verdict: 'outside' },
  { part: 'STM32F446RE', at: 0x90000000, fill: 0, verdict: 'external-zeros' },
  { part: 'STM32F446RE', at: 0x90000000, fill: 0, isConst: true, verdict: 'external' },
  { part: 'STM32F446RE', at: 0x90000000, verdict: 'external' },
  { part: 'STM32L552ZE', at: 0x0c000000, verdict: 'programmable' },
  { part: 'STM32L552ZE', at: 0x0c080000, verdict: 'flash-overflow' },
  { part: 'STM32L152RE', at: 0x08080000, verdict: 'programmable' },
];

describe('judge', () => {
  for (const { part, at, sizeBytes = 64, fill = 1, isConst, verdict } of cases) {
    const what = `${sizeBytes} bytes ${fill === 0 ? 'of zeros ' : ''}at ${hex32(at)} of ${part}`;
    it(`says ${verdict} of ${what}${isConst === true ? ', constants' : ''}`, () => {
      const flags = isConst === true ? 2 : 3;
      const image = imageOf({
        segments: [{ paddr: at, fileSize: sizeBytes, fill, flags: 6 }],
        sections: [{ name: '.x', flags, addr: at, size: sizeBytes }],
      });
      const judged = judge(image, deviceNamed(part));
      assert.deepEqual(
        judged.map((each) => each.verdict.kind),
        [verdict],
      );
    });
  }

  it('says nothing of an image for a Cortex-A', () => {
    const device = deviceNamed('STM32MP151AA');
    assert.deepEqual(judge(imageOf({ attributes: { profile: 'A' } }), device), []);
    assert.equal(judge(imageOf({ attributes: { profile: 'M' } }), device).length, 1);
  });
});

describe('piecesOf', () => {
  it('takes sections with their load address, and segments where there are no sections', () => {
    const spec = {
      segments: [{ paddr: 0x08000100, vaddr: 0x20000000, fileSize: 16, flags: 6 }],
      sections: [{ name: '.data', flags: 3, addr: 0x20000000, size: 16 }],
    };
    const [data] = piecesOf(imageOf(spec));
    assert.deepEqual([data?.name, data?.start, data?.runsAt], ['.data', 0x08000100, 0x20000000]);
    const [segment] = piecesOf(imageOf({ ...spec, noSectionTable: true }));
    assert.deepEqual([segment?.name, segment?.start], ['segment 1', 0x08000100]);
  });

  it('keeps overlays apart, which run at one address', () => {
    const image = imageOf({
      segments: [
        { paddr: 0x08000000, vaddr: 0x20000000, fileSize: 16 },
        { paddr: 0x08000010, vaddr: 0x20000000, fileSize: 16 },
      ],
      sections: [{ name: '.one', flags: 3, addr: 0x20000000, size: 16 }],
    });
    assert.deepEqual(
      piecesOf(image).map(({ start }) => start),
      [0x08000000, 0x08000010],
    );
  });

  it('gives every loaded byte of any layout one verdict', () => {
    const device = deviceNamed('STM32H743ZI');
    const address = fc.oneof(
      fc.constantFrom(0x08000000, 0x20000000, 0x24000000, 0x90000000, 0x1ff00000, 0),
      fc.integer({ min: 0, max: 0xfffff000 }),
    );
    fc.assert(
      fc.property(fc.array(address, { minLength: 1, maxLength: 6 }), (addresses) => {
        const segments = addresses.map((paddr) => ({ paddr, fileSize: 8 }));
        const image = imageOf({ segments, noSectionTable: true });
        assert.equal(judge(image, device).length, addresses.length);
        assert.ok(Array.isArray(ramOverflows(image, device)));
      }),
    );
  });
});

describe('isRamImage', () => {
  const inRam = { paddr: 0x20000000, fileSize: 16 };
  const inFlash = { paddr: 0x08000000, fileSize: 16 };
  it('is one when all code is in RAM', () => {
    const image = imageOf({ segments: [inRam], noSectionTable: true });
    assert.equal(isRamImage(judge(image, deviceNamed('STM32F405RG'))), true);
  });
  it('is none with code in flash', () => {
    const image = imageOf({ segments: [inRam, inFlash], noSectionTable: true });
    assert.equal(isRamImage(judge(image, deviceNamed('STM32F405RG'))), false);
  });
});
