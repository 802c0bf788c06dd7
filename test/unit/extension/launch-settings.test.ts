// Whose settings a launch falls back on: ours first, Cortex-Debug's where ours are empty.

import assert from 'node:assert/strict';
import { cortexDebugReader, launchSettings } from '../../../src/extension/launch-settings';

const servers = ['qemu', 'openocd', 'stlink', 'stutil', 'pyocd', 'jlink'];

const theirs: Readonly<Record<string, string>> = {
  gdbPath: '/cd/gdb',
  armToolchainPath: '/cd/arm',
  armToolchainPrefix: 'arm-eabi',
  openocdPath: '/cd/openocd',
  pyocdPath: '/cd/pyocd',
  JLinkGDBServerPath: '/cd/jlink',
  stutilPath: '/cd/st-util',
  stlinkPath: '/cd/stlink',
  stm32cubeprogrammer: '/cd/programmer',
};

const from =
  (settings: Readonly<Record<string, string>>) =>
  (name: string): string =>
    settings[name] ?? '';

describe('launchSettings', () => {
  it("takes Cortex-Debug's where ours are empty", () => {
    assert.deepEqual(launchSettings(from({}), from(theirs), servers), {
      gdbPath: '/cd/gdb',
      armToolchainPath: '/cd/arm',
      toolchainPrefix: 'arm-eabi',
      stlinkServer: '',
      stm32cubeprogrammer: '/cd/programmer',
      serverPath: {
        qemu: '',
        openocd: '/cd/openocd',
        stlink: '/cd/stlink',
        stutil: '/cd/st-util',
        pyocd: '/cd/pyocd',
        jlink: '/cd/jlink',
      },
    });
  });

  it('prefers ours, each by itself', () => {
    const ours = { 'serverPath.openocd': '/own/openocd', stlinkServer: ':7184' };
    const settings = launchSettings(from(ours), from(theirs), servers);
    assert.equal(settings.serverPath['openocd'], '/own/openocd');
    assert.equal(settings.serverPath['pyocd'], '/cd/pyocd');
    assert.equal(settings.stlinkServer, ':7184');
  });

  it('takes GDB and the toolchain from one of the two, never half and half', () => {
    const settings = launchSettings(from({ armToolchainPath: '/own/arm' }), from(theirs), servers);
    assert.equal(settings.gdbPath, '');
    assert.equal(settings.armToolchainPath, '/own/arm');
    assert.equal(settings.toolchainPrefix, '');
    const named = launchSettings(from({ gdbPath: 'gdb-multiarch' }), from(theirs), servers);
    assert.equal(named.gdbPath, 'gdb-multiarch');
    assert.equal(named.armToolchainPath, '');
  });

  it('has only empty texts where nothing is set', () => {
    const settings = launchSettings(from({}), from({}), ['qemu']);
    assert.deepEqual(
      Object.values(settings).filter((value) => typeof value === 'string' && value !== ''),
      [],
    );
    assert.deepEqual(settings.serverPath, { qemu: '' });
  });
});

describe('cortexDebugReader', () => {
  const settings = { gdbPath: '/any', 'gdbPath.windows': 'C:/gdb', 'gdbPath.osx': '/mac' };

  it('prefers the setting for the system that it runs on', () => {
    const read = (platform: NodeJS.Platform): string =>
      cortexDebugReader(from(settings), platform)('gdbPath');
    assert.deepEqual(
      ['win32', 'darwin', 'linux'].map((each) => read(each as NodeJS.Platform)),
      ['C:/gdb', '/mac', '/any'],
    );
  });
});
