import assert from 'node:assert/strict';
import { designerOfComponent, designerOfDpidr } from '../../../src/devices/designers';

describe('designers', () => {
  it('are read out of a DPIDR', () => {
    assert.deepEqual(designerOfDpidr(0x2ba01477), { bank: 4, id: 0x3b });
  });

  it('are read out of the ROM table of an STM32F405', () => {
    // PIDR1 0x04, PIDR2 0x0A, PIDR4 0x00 (RM0090, "ROM table").
    assert.deepEqual(designerOfComponent(0x04, 0x0a, 0x00), { bank: 0, id: 0x20 });
  });

  it('are read out of the ROM table of a GD32F103', () => {
    assert.deepEqual(designerOfComponent(0x14, 0x0d, 0x07), { bank: 7, id: 0x51 });
  });

  it('are none where nothing was filled in', () => {
    assert.equal(designerOfComponent(0, 0, 0), undefined);
    assert.equal(designerOfComponent(0, 8, 0), undefined);
    assert.equal(designerOfComponent(0xff, 0xff, 0xff), undefined);
  });
});
