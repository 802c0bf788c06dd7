// Launch configurations for VS Code: what the workspace offers when there is no launch.json, and the settings
// and folder that the adapter cannot know, and which of several probes. No disk, no checks: those are the adapter's,
// after the build task.

import * as vscode from 'vscode';
import { debugType, templateConfiguration } from './candidates';
import type { Configuration } from './candidates';
import { chooseCandidate } from './choose-candidate';
import { completeConfiguration } from './complete-configuration';
import { anchor, findLaunches, tellNoFolder, tellNoImage } from './find-launches';
import { findProject } from './find-project';
import { nameProbe } from './name-probe';
import { extensionKey } from '../protocol/debug-events';
import type { Services } from './services';
import { readLaunchSettings } from './settings';
import { isTrustQuestion } from './workspace-trust';

/** Registers the provider for F5, for "create a launch.json file", and for the list of automatic ones. */
export function registerConfigProvider(services: Services): vscode.Disposable {
  const { Dynamic, Initial } = vscode.DebugConfigurationProviderTriggerKind;
  const register = vscode.debug.registerDebugConfigurationProvider.bind(vscode.debug);
  return vscode.Disposable.from(
    register(
      debugType,
      {
        provideDebugConfigurations: async (folder, token) => {
          const offered = await offer(services, folder, token);
          return offered.length > 0 ? offered : [await template(folder)];
        },
        resolveDebugConfiguration: (folder, given, token) =>
          resolve(services, folder, given, token),
      },
      Initial,
    ),
    register(
      debugType,
      { provideDebugConfigurations: (folder, token) => offer(services, folder, token) },
      Dynamic,
    ),
  );
}

async function offer(
  services: Services,
  folder: vscode.WorkspaceFolder | undefined,
  token?: vscode.CancellationToken,
): Promise<Configuration[]> {
  if (folder === undefined) return [];
  const candidates = await findLaunches(services, folder, token);
  return candidates.map(({ configuration }) => configuration);
}

async function template(folder: vscode.WorkspaceFolder | undefined): Promise<Configuration> {
  const project = folder === undefined ? { elfs: [], iocs: [] } : await findProject(folder);
  return templateConfiguration(project);
}

/** @returns undefined to end the launch without another word. */
async function resolve(
  services: Services,
  folder: vscode.WorkspaceFolder | undefined,
  given: vscode.DebugConfiguration,
  token?: vscode.CancellationToken,
): Promise<vscode.DebugConfiguration | undefined> {
  if (isTrustQuestion(given)) return undefined;
  const home = folder ?? vscode.workspace.workspaceFolders?.[0];
  // F5 without a launch.json: VS Code hands over a configuration that has at most `noDebug`.
  const isEmpty = !given.type && !given.request && !given.name;
  const configuration = isEmpty ? await propose(services, home, token) : given;
  if (configuration === undefined) return undefined;
  const settings = readLaunchSettings(services.drivers, home);
  const { drivers } = services;
  const completed: vscode.DebugConfiguration = {
    ...completeConfiguration(configuration, settings, home?.uri.fsPath, drivers),
    [extensionKey]: true,
  };
  // An adapter that runs already is not started by us, so that nothing later could wait for the probe.
  if (completed['debugServer'] !== undefined) await services.probes.giveWay();
  return (await nameProbe(services, completed, token))?.configuration;
}

async function propose(
  services: Services,
  folder: vscode.WorkspaceFolder | undefined,
  token?: vscode.CancellationToken,
): Promise<vscode.DebugConfiguration | undefined> {
  if (folder === undefined) {
    await tellNoFolder();
    return undefined;
  }
  const candidates = await findLaunches(services, folder, token);
  if (candidates.length === 0) {
    await tellNoImage(folder);
    return undefined;
  }
  const chosen = await chooseCandidate(candidates, token);
  if (chosen === undefined) return undefined;
  services.log.info(`No launch.json: ${JSON.stringify(chosen.configuration)}`);
  return anchor(chosen.configuration, folder);
}
