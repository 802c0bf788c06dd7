import assert from 'node:assert/strict';
import { partsWith } from '../../../../src/extension/linker/parts-with';

describe('setting of chosen parts', () => {
  it('takes a first part', () => {
    assert.deepEqual(partsWith(undefined, 'app.ld', 'STM32F405RG'), { 'app.ld': 'STM32F405RG' });
  });

  it('keeps the others, sorted by path', () => {
    const parts = partsWith({ 'z.ld': 'STM32F103C8' }, 'boot/a.ld', 'STM32H743ZI');
    assert.deepEqual(Object.entries(parts ?? {}), [
      ['boot/a.ld', 'STM32H743ZI'],
      ['z.ld', 'STM32F103C8'],
    ]);
  });

  it('replaces the part of the same script', () => {
    assert.deepEqual(partsWith({ 'a.ld': 'STM32F405RG' }, 'a.ld', 'STM32F407VG'), {
      'a.ld': 'STM32F407VG',
    });
  });

  it('is gone with the last choice', () => {
    assert.equal(partsWith({ 'a.ld': 'STM32F405RG' }, 'a.ld', undefined), undefined);
    assert.equal(partsWith(undefined, 'a.ld', undefined), undefined);
  });
});
