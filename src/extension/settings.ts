// The settings of this extension, read when they are needed: a change counts from the next launch on.

import * as vscode from 'vscode';
import type { ServerDriver } from '../launch/server-driver';
import type { LaunchSettings } from './complete-configuration';

/** @param folder whose settings count; the workspace's when undefined. */
export function readLaunchSettings(
  drivers: readonly ServerDriver[],
  folder: vscode.WorkspaceFolder | undefined,
): LaunchSettings {
  const settings = vscode.workspace.getConfiguration('stm32-preflight', folder);
  const text = (name: string): string => settings.get<string>(name, '').trim();
  const started = drivers.filter((driver) => driver.tool !== undefined);
  return {
    gdbPath: text('gdbPath'),
    armToolchainPath: text('armToolchainPath'),
    stlinkServer: text('stlinkServer'),
    serverPath: Object.fromEntries(started.map(({ id }) => [id, text(`serverPath.${id}`)])),
  };
}
