// Where toolchains with a GDB for Arm install themselves, as data for host/known-places.ts. Not the search order of a
// session: that is find-gdb.ts.

import type { KnownPlaces } from '../host/known-places';

const cubeIde = 'com.st.stm32cube.ide.mcu.externaltools.gnu-tools-for-stm32.*/tools/bin';
const xpack = '@xpack-dev-tools/arm-none-eabi-gcc/*/.content/bin';

/**
 * Folders by platform, most specific to STM32 first.
 * ST: STM32CubeCLT, the bundles of "STM32Cube for VS Code", the plugin of STM32CubeIDE. Arm: the GNU
 * toolchain's installers, old and new names. xPack: what xpm installs globally. Homebrew's folder is there
 * because a VS Code started from the Dock has the system's PATH, not the shell's.
 */
export const toolchainPlaces: KnownPlaces = {
  win32: [
    ...bundles('%CUBE_BUNDLE_PATH%'),
    ...bundles('%LOCALAPPDATA%/stm32cube/bundles'),
    'C:/ST/STM32CubeCLT*/GNU-tools-for-STM32/bin',
    `C:/ST/STM32CubeIDE*/STM32CubeIDE/plugins/${cubeIde}`,
    '%ProgramFiles(x86)%/Arm/GNU Toolchain *arm-none-eabi/bin',
    '%ProgramFiles%/Arm/GNU Toolchain *arm-none-eabi/bin',
    '%ProgramFiles(x86)%/Arm GNU Toolchain arm-none-eabi/*/bin',
    '%ProgramFiles%/Arm GNU Toolchain arm-none-eabi/*/bin',
    '%ProgramFiles(x86)%/GNU Arm Embedded Toolchain/*/bin',
    '%ProgramFiles(x86)%/GNU Tools ARM Embedded/*/bin',
    `%APPDATA%/xPacks/${xpack}`,
  ],
  linux: [
    ...bundles('%CUBE_BUNDLE_PATH%'),
    ...bundles('~/.local/share/stm32cube/bundles'),
    '/opt/st/stm32cubeclt*/GNU-tools-for-STM32/bin',
    '~/st/stm32cubeclt*/GNU-tools-for-STM32/bin',
    `/opt/st/stm32cubeide*/plugins/${cubeIde}`,
    `~/st/stm32cubeide*/plugins/${cubeIde}`,
    '/opt/arm-gnu-toolchain-*-arm-none-eabi/bin',
    '/opt/gcc-arm-none-eabi*/bin',
    `~/.local/xPacks/${xpack}`,
  ],
  darwin: [
    ...bundles('%CUBE_BUNDLE_PATH%'),
    ...bundles('~/Library/Application Support/stm32cube/bundles'),
    '/opt/ST/STM32CubeCLT*/GNU-tools-for-STM32/bin',
    `/Applications/STM32CubeIDE.app/Contents/Eclipse/plugins/${cubeIde}`,
    '/Applications/ArmGNUToolchain/*/arm-none-eabi/bin',
    '/opt/homebrew/bin',
    '/usr/local/bin',
    `~/Library/xPacks/${xpack}`,
  ],
};

/** ST's bundles: GDB has one of its own since 2025; before, it came with the compiler. */
function bundles(root: string): readonly string[] {
  return [`${root}/gnu-gdb-for-stm32/*/bin`, `${root}/gnu-tools-for-stm32/*/bin`];
}
