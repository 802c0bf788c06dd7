// The settings a launch can fall back on, read when they are needed: a change counts from the next launch on.

import * as vscode from 'vscode';
import type { ServerDriver } from '../launch/server-driver';
import type { LaunchSettings } from './complete-configuration';
import { cortexDebugReader, launchSettings } from './launch-settings';
import type { ReadSetting } from './launch-settings';

/** @param folder whose settings count; the workspace's when undefined. */
export function readLaunchSettings(
  drivers: readonly ServerDriver[],
  folder: vscode.WorkspaceFolder | undefined,
): LaunchSettings {
  const started = drivers.filter((driver) => driver.tool !== undefined).map(({ id }) => id);
  const own = reader('stm32-preflight', folder);
  // VS Code withholds our settings from a workspace that nobody trusts; those of others it would hand out.
  const cortexDebug = vscode.workspace.isTrusted ? reader('cortex-debug', folder) : () => '';
  return launchSettings(own, cortexDebugReader(cortexDebug, process.platform), started);
}

function reader(section: string, folder: vscode.WorkspaceFolder | undefined): ReadSetting {
  const settings = vscode.workspace.getConfiguration(section, folder);
  return (name) => {
    const value = settings.get<unknown>(name);
    return typeof value === 'string' ? value.trim() : '';
  };
}
