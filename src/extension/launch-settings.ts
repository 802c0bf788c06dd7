// Which settings a launch falls back on: ours, and where ours are empty those of Cortex-Debug, so that nobody has to
// write paths down twice. Pure.

import type { LaunchSettings } from './complete-configuration';

/** A setting's text by its name; empty when it is not set. */
export type ReadSetting = (name: string) => string;

/** Cortex-Debug's settings with the path of a server (1.13, `contributes.configuration`), by servertype. */
const cortexDebugServers: Readonly<Record<string, string>> = {
  jlink: 'JLinkGDBServerPath',
  openocd: 'openocdPath',
  pyocd: 'pyocdPath',
  stlink: 'stlinkPath',
  stutil: 'stutilPath',
};

/**
 * @param own reads a setting of `stm32-preflight`.
 * @param cortexDebug reads a setting of `cortex-debug`, as `cortexDebugReader` makes it.
 * @param serverIds the servers that have a path setting.
 */
export function launchSettings(
  own: ReadSetting,
  cortexDebug: ReadSetting,
  serverIds: readonly string[],
): LaunchSettings {
  const gdbPath = own('gdbPath');
  const armToolchainPath = own('armToolchainPath');
  // They belong together: Cortex-Debug's GDB must not go before a toolchain that was named for us.
  const ofToolchain = gdbPath === '' && armToolchainPath === '' ? cortexDebug : () => '';
  const serverPath = (id: string): string => {
    const theirs = Object.hasOwn(cortexDebugServers, id) ? cortexDebugServers[id] : undefined;
    return own(`serverPath.${id}`) || (theirs === undefined ? '' : cortexDebug(theirs));
  };
  return {
    gdbPath: gdbPath || ofToolchain('gdbPath'),
    armToolchainPath: armToolchainPath || ofToolchain('armToolchainPath'),
    toolchainPrefix: ofToolchain('armToolchainPrefix'),
    stlinkServer: own('stlinkServer'),
    stm32cubeprogrammer: cortexDebug('stm32cubeprogrammer'),
    serverPath: Object.fromEntries(serverIds.map((id) => [id, serverPath(id)])),
  };
}

/** Each of its settings may have a form for one system, which goes before the plain one. */
export function cortexDebugReader(read: ReadSetting, platform: NodeJS.Platform): ReadSetting {
  const system = platform === 'win32' ? 'windows' : platform === 'darwin' ? 'osx' : 'linux';
  return (name) => read(`${name}.${system}`) || read(name);
}
