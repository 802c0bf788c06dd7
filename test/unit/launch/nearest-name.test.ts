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

  it('forgives a word left out in the middle, whatever parts the words', () => {
    const names = ['showDevDebugOutput', 'svdFile', 'showDevTimestamps'];
    for (const given of ['showDevOutput', 'show_dev_output', 'Show-Dev-Output'])
      assert.equal(nearestName(given, names), 'showDevDebugOutput');
    assert.equal(nearestName('svd_file', names), 'svdFile');
  });

  it('finds none where several have one more word, or where the word is missing at an end', () => {
    const names = ['preLaunchCommands', 'preAttachCommands', 'openOCDLaunchCommands'];
    assert.equal(nearestName('preCommands', names), undefined);
    assert.equal(nearestName('launchCommands', ['preLaunchCommands']), undefined);
    assert.equal(nearestName('preLaunch', ['preLaunchCommands']), undefined);
  });

  it('finds none for another word, nor for a text as short as its mistakes', () => {
    assert.equal(nearestName('gdbserver', servers), undefined);
    assert.equal(nearestName('x', ['on', 'off']), undefined);
    assert.equal(nearestName('', servers), undefined);
    assert.equal(nearestName('stlink', []), undefined);
  });
});
