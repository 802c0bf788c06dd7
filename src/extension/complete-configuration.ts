// Adds to a launch configuration what only VS Code knows: the user's settings and the folder. Pure; whatever
// the configuration says itself stays as it is.

import type { AttributeName } from '../launch/attributes';
import { olderNamesOf } from '../launch/cortex-debug';
import type { ServerDriver } from '../launch/server-driver';

/** The settings a launch can fall back on; an empty text is no value. */
export interface LaunchSettings {
  readonly gdbPath: string;
  readonly armToolchainPath: string;
  readonly toolchainPrefix: string;
  /** `host:port`. */
  readonly stlinkServer: string;
  /** Folder of STM32_Programmer_CLI. */
  readonly stm32cubeprogrammer: string;
  /** By servertype. */
  readonly serverPath: Readonly<Record<string, string>>;
}

/**
 * @param folder the workspace folder the launch belongs to; undefined when there is none.
 * @returns a new configuration. Settings may hold `${…}`: VS Code replaces them afterwards.
 */
export function completeConfiguration<C extends Readonly<Record<string, unknown>>>(
  configuration: C,
  settings: LaunchSettings,
  folder: string | undefined,
  drivers: readonly ServerDriver[],
): C {
  const driver = drivers.find(({ id }) => id === configuration['servertype']);
  const read = (name: AttributeName, value: string | undefined): string | undefined =>
    driver?.reads.includes(name) === true ? value : undefined;
  const fallbacks: Record<string, string | undefined> = {
    cwd: folder,
    gdbPath: settings.gdbPath,
    armToolchainPath: settings.armToolchainPath,
    toolchainPrefix: settings.toolchainPrefix,
    stlinkServer: read('stlinkServer', settings.stlinkServer),
    stm32cubeprogrammer: read('stm32cubeprogrammer', settings.stm32cubeprogrammer),
    serverpath: read('serverpath', settings.serverPath[driver?.id ?? '']),
  };
  const isNamed = (name: string): boolean =>
    [name, ...olderNamesOf(name)].some((each) => configuration[each] !== undefined);
  const missing = Object.entries(fallbacks).filter(
    ([name, value]) => value !== undefined && value !== '' && !isNamed(name),
  );
  return { ...configuration, ...Object.fromEntries(missing) };
}
