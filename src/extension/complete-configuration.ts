// Adds to a launch configuration what only VS Code knows: the user's settings and the folder. Pure; whatever
// the configuration says itself stays as it is.

import type { ServerDriver } from '../launch/server-driver';

/** The settings a launch can fall back on; an empty text is no value. */
export interface LaunchSettings {
  readonly gdbPath: string;
  readonly armToolchainPath: string;
  /** `host:port`. */
  readonly stlinkServer: string;
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
  const readsServerPath = driver?.reads.includes('serverpath') ?? false;
  const fallbacks: Record<string, string | undefined> = {
    cwd: folder,
    gdbPath: settings.gdbPath,
    armToolchainPath: settings.armToolchainPath,
    stlinkServer:
      driver?.reads.includes('stlinkServer') === true ? settings.stlinkServer : undefined,
    serverpath: readsServerPath ? settings.serverPath[driver?.id ?? ''] : undefined,
  };
  const missing = Object.entries(fallbacks).filter(
    ([name, value]) => value !== undefined && value !== '' && configuration[name] === undefined,
  );
  return { ...configuration, ...Object.fromEntries(missing) };
}
