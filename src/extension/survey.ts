// What this machine has for a launch that nobody wrote down: the server programs, and the probes that are attached.

import type * as vscode from 'vscode';
import type { ServerDriver } from '../launch/server-driver';
import { loadAnalyzer } from './analyzer';
import type { Surroundings } from './server-choice';
import type { Services } from './services';
import { readLaunchSettings } from './settings';

/** Looks around for a folder of the workspace; never rejects. */
export type Survey = (folder: vscode.WorkspaceFolder) => Promise<Surroundings>;

export function createSurvey(services: Pick<Services, 'drivers' | 'probes' | 'log'>): Survey {
  const { drivers, probes, log } = services;
  const started = drivers.filter(({ tool }) => tool !== undefined);
  /** Servers that were found, by id and setting. One that was not may be installed meanwhile, and is looked for again. */
  const known = new Set<string>();

  const findInstalled = async (
    folder: vscode.WorkspaceFolder,
    serverPath: Readonly<Record<string, string>>,
  ): Promise<ReadonlySet<string>> => {
    const key = ({ id }: ServerDriver): string => `${id} ${serverPath[id] ?? ''}`;
    const missing = started.filter((driver) => !known.has(key(driver)));
    if (missing.length > 0) {
      const { findServers } = await loadAnalyzer();
      const found = await findServers(missing, serverPath, folder.uri.fsPath);
      for (const driver of missing) if (found.includes(driver.id)) known.add(key(driver));
    }
    return new Set(started.filter((driver) => known.has(key(driver))).map(({ id }) => id));
  };

  return async (folder) => {
    const { serverPath, stlinkServer } = readLaunchSettings(drivers, folder);
    const viaStlinkServer = stlinkServer !== '';
    const [installed, attached] = await Promise.all([
      findInstalled(folder, serverPath).catch((error: unknown) => {
        log.warn(`Server programs could not be looked up: ${String(error)}`);
        return undefined;
      }),
      probes.listFor(stlinkServer).catch((error: unknown) => {
        log.warn(`Probes could not be listed: ${String(error)}`);
        return undefined;
      }),
    ]);
    const isBlind = attached === undefined || !attached.hasBus;
    const families = attached?.probes.map(({ family }) => family) ?? [];
    return {
      installed,
      attached: isBlind && families.length === 0 ? undefined : families,
      viaStlinkServer,
    };
  };
}
