// The spellings by which people and tools name a part, and what becomes of names that are none.

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { allDeviceNames, findDevice } from '../../../src/devices/find-device';

/** A spelling, what it means. */
const parts: readonly (readonly [string, string])[] = [
  ['STM32F405RG', 'STM32F405RG'],
  ['stm32f405rg', 'STM32F405RG'],
  ['F405RG', 'STM32F405RG'],
  ['f405rgt6', 'STM32F405RG'],
  ['STM32F405RGT6', 'STM32F405RG'],
  ['STM32F405RGT6TR', 'STM32F405RG'],
  ['STM32F405RGT6-TR', 'STM32F405RG'],
  ['STM32F405RGTx', 'STM32F405RG'],
  ['STM32F405RGTxZ', 'STM32F405RG'],
  ['STM32F405RGxx', 'STM32F405RG'],
  ['  STM32 F405 RG T6 ', 'STM32F405RG'],
  ['STM32-F405RG', 'STM32F405RG'],
  ['ST STM32F405RGT6', 'STM32F405RG'],
  ['st,stm32f405rg', 'STM32F405RG'],
  ['STMicroelectronics STM32F405RG', 'STM32F405RG'],
  ['STMicroelectronics::STM32F405RGTx', 'STM32F405RG'],
  ['ST F405RG', 'STM32F405RG'],
  ['STM32F405RGTx:', 'STM32F405RG'],
  ['STM32H745ZITx:CM7', 'STM32H745ZI'],
  ['STM32H745ZI_M7', 'STM32H745ZI'],
  ['STM32H745ZI_CM4', 'STM32H745ZI'],
  ['STM32H745XIHx', 'STM32H745XI'],
  ['STM32L552ZE_S', 'STM32L552ZE'],
  ['STM32L552ZE_NS', 'STM32L552ZE'],
  ['STM32L552ZETxQ', 'STM32L552ZE'],
  ['STM32L552ZET6Q', 'STM32L552ZE'],
  ['STM32L552ZE-Q', 'STM32L552ZE'],
  ['STM32U575ZIT6QTR', 'STM32U575ZI'],
  ['STM32L151RB', 'STM32L151RB'],
  ['STM32L151RBT6', 'STM32L151RB'],
  ['STM32L151RBT6A', 'STM32L151RB-A'],
  ['STM32L151RBT6ATR', 'STM32L151RB-A'],
  ['STM32L151RBTxA', 'STM32L151RB-A'],
  ['STM32L151RBxxA', 'STM32L151RB-A'],
  ['STM32L151RB-A', 'STM32L151RB-A'],
  ['STM32L151VDTx', 'STM32L151VD'],
  ['STM32L151VDTxX', 'STM32L151VD-X'],
  ['STM32L151VD-X', 'STM32L151VD-X'],
  ['STM32WB55RGVx', 'STM32WB55RG'],
  ['STM32WB55VYY6', 'STM32WB55VY'],
  ['STM32WB5MMGH6TR', 'STM32WB5MMG'],
  ['STM32WBA52CGU6', 'STM32WBA52CG'],
  ['STM32WBA5MMGHx', 'STM32WBA5MMG'],
  ['STM32WL5MOCH6', 'STM32WL5MOC'],
  ['STM32WL33CCV6TR', 'STM32WL33CC'],
  ['STM32WLE5JCI6', 'STM32WLE5JC'],
  ['STM32N657X0H3Q', 'STM32N657X0'],
  ['STM32N657X0HxQ', 'STM32N657X0'],
  ['STM32H7S3L8H6H', 'STM32H7S3L8'],
  ['STM32MP157CAA3', 'STM32MP157CA'],
  ['STM32MP157CADx', 'STM32MP157CA'],
  ['STM32G0B1RET6N', 'STM32G0B1RE'],
];

/** A spelling that leaves parts open, its name, KiB of flash of the largest. */
const lines: readonly (readonly [string, string, number])[] = [
  ['STM32F405', 'STM32F405', 1024],
  ['stm32f405xx', 'STM32F405', 1024],
  ['F405', 'STM32F405', 1024],
  ['STM32H745xx', 'STM32H745', 2048],
  ['STM32H745_M7', 'STM32H745', 2048],
  ['STM32WBA52xx', 'STM32WBA52', 1024],
  ['STM32F103xB', 'STM32F103xB', 128],
  ['STM32F103x8', 'STM32F103x8', 64],
  ['STM32F103xE', 'STM32F103xE', 512],
  ['STM32F103xG', 'STM32F103xG', 1024],
  ['STM32L151xB', 'STM32L151xB', 128],
  ['STM32L151xBA', 'STM32L151xB-A', 128],
  ['STM32L152xDX', 'STM32L152xD-X', 384],
  ['STM32F103R', 'STM32F103R', 1024],
  ['STM32F103R(8-B)Tx', 'STM32F103R(8-B)', 128],
  ['STM32F103V(C-D-E)Hx', 'STM32F103V(C-D-E)', 512],
  ['STM32L151R(6-8-B)TxA', 'STM32L151R(6-8-B)-A', 128],
  ['STM32MP157Cxx', 'STM32MP157C', 0],
  ['STM32N657xx', 'STM32N657', 0],
  ['STM32WBA23CEU6', 'STM32WBA23', 512],
];

/** A name that is none, the nearest one. */
const unknown: readonly (readonly [string, string | undefined])[] = [
  ['STM32F4O5RGT6', 'STM32F405RG'],
  ['STM32F405RH', 'STM32F405RG'],
  ['STM32H743ZKT6', 'STM32H743ZG'],
  ['STM32F40SRG', 'STM32F405RG'],
  ['STM32F45RG', 'STM32F405RG'],
  ['STM32F4055RG', 'STM32F405RG'],
  ['STM32F409', 'STM32F401'],
  ['STM32F4', 'STM32F401'],
  ['NUCLEO-L552ZE-Q', 'STM32L552ZE'],
  ['GD32F103C8T6', 'STM32F103C8'],
  ['STM32F999', undefined],
  ['nRF52840_xxAA', undefined],
  ['constructor', undefined],
  ['STM32__proto__', undefined],
  ['STM32', undefined],
  ['', undefined],
];

describe('findDevice', () => {
  for (const [spelling, name] of parts) {
    it(`finds the part ${name} by "${spelling}"`, () => {
      const match = findDevice(spelling);
      assert.equal(match.kind, 'found');
      assert.deepEqual([match.device.name, match.device.match], [name, 'part']);
    });
  }

  for (const [spelling, name, kib] of lines) {
    it(`finds the largest part of ${name} by "${spelling}"`, () => {
      const match = findDevice(spelling);
      assert.equal(match.kind, 'found');
      const { device } = match;
      assert.deepEqual([device.name, device.match, device.flashBytes], [name, 'line', kib * 1024]);
    });
  }

  for (const [spelling, nearest] of unknown) {
    it(`knows no "${spelling}" and offers ${nearest ?? 'nothing'}`, () => {
      const match = findDevice(spelling);
      assert.equal(match.kind, 'unknown');
      assert.equal(match.nearest[0], nearest);
      assert.ok(match.nearest.length <= 5);
      for (const name of match.nearest) assert.equal(findDevice(name).kind, 'found', name);
    });
  }

  it('gives the same object for all spellings of a part', () => {
    assert.deepEqual(findDevice('STM32F405RGT6'), findDevice('f405rg'));
    const [first, second] = [findDevice('STM32F405RGT6'), findDevice('f405rg')];
    assert.ok(first.kind === 'found' && second.kind === 'found');
    assert.equal(first.device, second.device);
  });

  it('finds every part behind a vendor, with package, temperature and packing', () => {
    for (const name of allDeviceNames()) {
      if (name.includes('-')) continue;
      const match = findDevice(`ST ${name.toLowerCase()}T6TR`);
      assert.ok(match.kind === 'found' && match.device.name === name, name);
    }
  });

  it('answers any text with a part or at most five names that are parts or lines', () => {
    const words = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 100 }),
      fc.string({ unit: fc.constantFrom(...'STM32FLGHUWBX405-_:()xq '), maxLength: 24 }),
      fc
        .tuple(fc.constantFrom(...allDeviceNames()), fc.nat(11), fc.string({ maxLength: 8 }))
        .map(([name, at, text]) => name.slice(0, at) + text + name.slice(at)),
    );
    fc.assert(
      fc.property(words, (text) => {
        const match = findDevice(text);
        if (match.kind === 'found') return match.device.name.startsWith('STM32');
        return match.nearest.length <= 5 && match.nearest.every((name) => name.startsWith('STM32'));
      }),
      { numRuns: 20_000 },
    );
  });

  it('looks at the beginning only of a text without end', () => {
    for (const piece of ['STM32', 'F405RG', '(', '-', '_', ' ', 'X-']) {
      assert.ok(findDevice(piece.repeat(200_000)).kind.length > 0);
    }
  });
});
