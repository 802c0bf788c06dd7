// What VS Code adds to a launch configuration: settings and the folder, never over what it says itself.

import assert from 'node:assert/strict';
import { completeConfiguration } from '../../../src/extension/complete-configuration';
import { drivers } from '../../../src/servers';

const none = {
  gdbPath: '',
  armToolchainPath: '',
  toolchainPrefix: '',
  stlinkServer: '',
  stm32cubeprogrammer: '',
  serverPath: { qemu: '' },
};
const all = {
  gdbPath: '/opt/arm/bin/arm-none-eabi-gdb',
  armToolchainPath: '/opt/arm/bin',
  toolchainPrefix: '',
  stlinkServer: '127.0.0.1:7184',
  stm32cubeprogrammer: '/opt/st/programmer',
  serverPath: { qemu: '/opt/qemu/qemu-system-arm', stlink: '/opt/st/ST-LINK_gdbserver' },
};

describe('complete-configuration', () => {
  it('adds the settings and the folder to a configuration that is silent about them', () => {
    const given = { servertype: 'qemu' };
    assert.deepEqual(completeConfiguration(given, all, '/project', drivers), {
      servertype: 'qemu',
      cwd: '/project',
      gdbPath: '/opt/arm/bin/arm-none-eabi-gdb',
      armToolchainPath: '/opt/arm/bin',
      serverpath: '/opt/qemu/qemu-system-arm',
    });
  });

  it('leaves alone what the configuration says itself', () => {
    const given = { servertype: 'qemu', cwd: '/a', gdbPath: 'gdb', serverpath: 'qemu' };
    const completed = completeConfiguration({ ...given, armToolchainPath: '' }, all, '/b', drivers);
    assert.deepEqual(completed, { ...given, armToolchainPath: '' });
  });

  it('adds nothing for settings that are empty, and no folder where there is none', () => {
    const given = { servertype: 'qemu' };
    assert.deepEqual(completeConfiguration(given, none, undefined, drivers), given);
  });

  it('gives a server path only to a server that is started', () => {
    for (const given of [{ servertype: 'external' }, { servertype: 'unknown' }, {}]) {
      assert.ok(!('serverpath' in completeConfiguration(given, all, '/project', drivers)));
    }
  });

  it('gives the address of an stlink-server only to a server that can use one, under its own address', () => {
    const complete = (given: object) => completeConfiguration({ ...given }, all, '/p', drivers);
    assert.deepEqual(complete({ servertype: 'openocd' }), {
      servertype: 'openocd',
      cwd: '/p',
      gdbPath: '/opt/arm/bin/arm-none-eabi-gdb',
      armToolchainPath: '/opt/arm/bin',
      stlinkServer: '127.0.0.1:7184',
    });
    assert.ok(!('stlinkServer' in complete({ servertype: 'external' })));
    const own = { servertype: 'openocd', stlinkServer: ':7185' };
    assert.equal((complete(own) as typeof own).stlinkServer, ':7185');
  });

  it('gives the folder of STM32CubeProgrammer only to a server that needs it', () => {
    const complete = (servertype: string): object =>
      completeConfiguration({ servertype }, all, '/p', drivers);
    assert.ok('stm32cubeprogrammer' in complete('stlink'));
    assert.ok(!('stm32cubeprogrammer' in complete('openocd')));
  });

  it('leaves a server alone that is named by an older name of its attribute', () => {
    for (const name of ['stlinkPath', 'serverpath']) {
      const given = { servertype: 'stlink', [name]: '/my/server' };
      const completed: Record<string, unknown> = completeConfiguration(given, all, '/p', drivers);
      assert.equal(completed[name], '/my/server');
      assert.equal('serverpath' in completed, name === 'serverpath');
    }
  });
});
