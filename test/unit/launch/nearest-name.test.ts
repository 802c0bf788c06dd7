import assert from 'node:assert/strict';
import { nearestName } from '../../../src/launch/nearest-name';

describe('nearestName', () => {
  const servers = ['qemu', 'openocd', 'stlink', 'stutil', 'external'];

  it('forgives case, hyphens and two letters', () => {
    assert.equal(nearestName('ST-Link', servers), 'stlink');
    assert.equal(nearestName('st_util', servers), 'stutil');
    assert.equal(nearestName('opencd', servers), 'openocd');
    assert.equal(nearestName('externl', servers), 'external');
  });

  it('takes the nearest of several', () => {
    assert.equal(nearestName('stlnk', ['stlinks', 'stlink']), 'stlink');
  });

  it('finds none for another word, nor for a text as short as its mistakes', () => {
    assert.equal(nearestName('gdbserver', servers), undefined);
    assert.equal(nearestName('x', ['on', 'off']), undefined);
    assert.equal(nearestName('', servers), undefined);
    assert.equal(nearestName('stlink', []), undefined);
  });
});
