// The search for GDB on machines of all three kinds, as trees of files.

import assert from 'node:assert/strict';
import { findAllGdbs, findGdb } from '../../../src/gdb/find-gdb';
import { toolchainPlaces } from '../../../src/gdb/known-folders';
import { knownFolders } from '../../../src/host/known-places';
import { machine } from '../../support/file-machine';

const plugins = '/opt/st/stm32cubeide_1.18.0/plugins/com.st.stm32cube.ide.mcu.externaltools';
const linuxFiles = [
  '/usr/bin/gdb-multiarch',
  '/opt/st/stm32cubeclt_1.9.0/GNU-tools-for-STM32/bin/arm-none-eabi-gdb',
  '/opt/st/stm32cubeclt_1.18.0/GNU-tools-for-STM32/bin/arm-none-eabi-gdb',
  `${plugins}.gnu-tools-for-stm32.13.3.rel1.linux64_1.0.0.202410170702/tools/bin/arm-none-eabi-gdb`,
  '/home/me/.local/share/stm32cube/bundles/gnu-gdb-for-stm32/15.2.90+st.1/bin/arm-none-eabi-gdb',
];
const baseDir = '/project';

describe('findGdb', () => {
  it('takes PATH before known folders and does not look into them', async () => {
    const { host, listed } = machine('linux', { PATH: '/bin:/usr/bin' }, linuxFiles);
    const { found, trail } = await findGdb(host, { baseDir });
    assert.deepEqual(
      found.map((candidate) => candidate.path),
      ['/usr/bin/gdb-multiarch'],
    );
    assert.deepEqual(listed, []);
    assert.ok(trail.length > 0);
  });

  it('prefers the named toolchain, its prefix and its bin folder', async () => {
    const file = '/tools/arm/bin/arm-custom-eabi-gdb';
    const { host } = machine('linux', { PATH: '/usr/bin' }, [...linuxFiles, file]);
    const request = { baseDir, armToolchainPath: '/tools/arm', toolchainPrefix: 'arm-custom-eabi' };
    assert.equal((await findGdb(host, request)).found[0]?.path, file);
  });

  it('takes a setting at its word, be it right or wrong', async () => {
    const { host, listed } = machine('linux', { PATH: '/usr/bin' }, linuxFiles);
    const right = await findGdb(host, { baseDir, gdbPath: 'gdb-multiarch' });
    assert.deepEqual(right.found, [{ path: '/usr/bin/gdb-multiarch', origin: 'gdbPath' }]);
    const wrong = await findGdb(host, { baseDir, gdbPath: '/nowhere/gdb' });
    assert.deepEqual(wrong.found, []);
    assert.match(wrong.trail[0]?.what ?? '', /is not there/);
    assert.deepEqual(listed, []);
  });

  it('falls back to the newest toolchain of the most specific kind', async () => {
    const { host } = machine('linux', { PATH: '/bin' }, linuxFiles.slice(1, 4));
    const { found } = await findGdb(host, { baseDir, gdbPath: '' });
    const path = '/opt/st/stm32cubeclt_1.18.0/GNU-tools-for-STM32/bin/arm-none-eabi-gdb';
    assert.deepEqual(found, [{ path, origin: 'known folder' }]);
  });

  it('says where it has looked when there is none', async () => {
    const { host } = machine('linux', { PATH: '/bin' }, []);
    const { found, trail } = await findGdb(host, { baseDir });
    assert.deepEqual(found, []);
    assert.ok(trail.some((step) => step.where.includes('/opt/st/stm32cubeclt*')));
  });

  it('finds the toolchains of Windows', async () => {
    const cubeIde = 'C:\\ST\\STM32CubeIDE_1.16.0\\STM32CubeIDE\\plugins';
    const plugin =
      'com.st.stm32cube.ide.mcu.externaltools.gnu-tools-for-stm32.12.3.rel1.win32_1.1.0';
    const files = [
      `${cubeIde}\\${plugin}\\tools\\bin\\arm-none-eabi-gdb.exe`,
      'C:\\Program Files (x86)\\Arm\\GNU Toolchain mingw-w64-i686-arm-none-eabi\\bin\\arm-none-eabi-gdb.exe',
      'C:\\Program Files (x86)\\Arm GNU Toolchain arm-none-eabi\\13.3 rel1\\bin\\arm-none-eabi-gdb.exe',
      'C:\\Users\\me\\AppData\\Roaming\\xPacks\\@xpack-dev-tools\\arm-none-eabi-gcc\\14.2.1-1.1.1\\.content\\bin\\arm-none-eabi-gdb.exe',
    ];
    const env = {
      Path: 'C:\\Windows',
      'ProgramFiles(x86)': 'C:\\Program Files (x86)',
      APPDATA: 'C:\\Users\\me\\AppData\\Roaming',
    };
    const { host } = machine('win32', env, files);
    const { found } = await findAllGdbs(host, { baseDir: 'C:\\project' });
    assert.deepEqual(
      found.map((candidate) => candidate.path),
      files,
    );
  });

  it('finds the toolchains of macOS', async () => {
    const files = [
      '/Applications/STM32CubeIDE.app/Contents/Eclipse/plugins/com.st.stm32cube.ide.mcu.externaltools.gnu-tools-for-stm32.13.3.rel1.macos64_1.0.0/tools/bin/arm-none-eabi-gdb',
      '/Applications/ArmGNUToolchain/14.2.rel1/arm-none-eabi/bin/arm-none-eabi-gdb',
      '/Applications/ArmGNUToolchain/9.2.rel1/arm-none-eabi/bin/arm-none-eabi-gdb',
      '/opt/homebrew/bin/arm-none-eabi-gdb',
    ];
    const { host } = machine('darwin', { PATH: '/usr/bin:/bin' }, files);
    const { found } = await findAllGdbs(host, { baseDir });
    assert.deepEqual(
      found.map((candidate) => candidate.path),
      files,
    );
  });

  it('knows no folders on other systems', async () => {
    assert.deepEqual(await knownFolders(machine('freebsd', {}, []).host, toolchainPlaces), []);
  });
});
