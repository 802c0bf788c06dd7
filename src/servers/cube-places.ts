// Where ST's installers put the tools of the STM32Cube family: STM32CubeCLT, STM32CubeIDE, the bundles of "STM32Cube for
// VS Code". One place for every driver that needs one of them.

import type { ServerTool } from '../launch/server-driver';

/** One tool, by what its folder is called in each product. */
export interface CubeTool {
  /** Folder in the bundles, such as `stlink-gdbserver`; its versions are below. */
  readonly bundle: string;
  /** Folder in STM32CubeCLT, such as `STLink-gdb-server`. */
  readonly clt: string;
  /** Name of the plugin of STM32CubeIDE behind `externaltools.`, such as `stlink-gdb-server`. */
  readonly plugin: string;
}

/**
 * The folders of the tool's programs, as a ServerTool has them. Default folders of the installers (STM32CubeCLT release
 * note, UM2563 of STM32CubeIDE); Zephyr's runner stlink_gdbserver.py and Cortex-Debug's stlink.ts look there as well.
 */
export function cubePlaces({ bundle, clt, plugin }: CubeTool): NonNullable<ServerTool['places']> {
  const bundled = (root: string): string => `${root}/${bundle}/*/bin`;
  const plugins = `plugins/com.st.stm32cube.ide.mcu.externaltools.${plugin}.*/tools/bin`;
  return {
    win32: [
      bundled('%CUBE_BUNDLE_PATH%'),
      bundled('%LOCALAPPDATA%/stm32cube/bundles'),
      `C:/ST/STM32CubeCLT*/${clt}/bin`,
      `C:/ST/STM32CubeIDE*/STM32CubeIDE/${plugins}`,
    ],
    linux: [
      bundled('%CUBE_BUNDLE_PATH%'),
      bundled('~/.local/share/stm32cube/bundles'),
      `/opt/st/stm32cubeclt*/${clt}/bin`,
      `~/st/stm32cubeclt*/${clt}/bin`,
      `/opt/st/stm32cubeide*/${plugins}`,
      `~/st/stm32cubeide*/${plugins}`,
    ],
    darwin: [
      bundled('%CUBE_BUNDLE_PATH%'),
      bundled('~/Library/Application Support/stm32cube/bundles'),
      `/opt/ST/STM32CubeCLT*/${clt}/bin`,
      `/Applications/STM32CubeIDE.app/Contents/Eclipse/${plugins}`,
    ],
  };
}
