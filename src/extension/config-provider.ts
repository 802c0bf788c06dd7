// Launch configurations for VS Code: what the workspace offers when there is no launch.json, and the settings
// and folder that the adapter cannot know, and which of several probes. No disk, no checks: those are the adapter's,
// after the build task.

import * as vscode from 'vscode';
import { debugType, findCandidates, templateConfiguration } from './candidates';
import type { Configuration } from './candidates';
import { chooseCandidate } from './choose-candidate';
import { completeConfiguration } from './complete-configuration';
import { findProject } from './find-project';
import { pickProbe } from './probes/choose-probe';
import { decideProbe, looksForProbe } from './probes/probe-choice';
import type { Services } from './services';
import { readLaunchSettings } from './settings';

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
  { drivers }: Services,
  folder: vscode.WorkspaceFolder | undefined,
  token?: vscode.CancellationToken,
): Promise<Configuration[]> {
  if (folder === undefined) return [];
  const candidates = findCandidates(await findProject(folder, token), drivers);
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
  const home = folder ?? vscode.workspace.workspaceFolders?.[0];
  // F5 without a launch.json: VS Code hands over a configuration that has at most `noDebug`.
  const isEmpty = !given.type && !given.request && !given.name;
  const configuration = isEmpty ? await propose(services, home, token) : given;
  if (configuration === undefined) return undefined;
  const settings = readLaunchSettings(services.drivers, home);
  const { drivers } = services;
  const completed = completeConfiguration(configuration, settings, home?.uri.fsPath, drivers);
  // An adapter that runs already is not started by us, so that nothing later could wait for the probe.
  if (completed['debugServer'] !== undefined) await services.probes.giveWay();
  return nameProbe(services, completed, token);
}

/** Puts in which probe, where several are attached and the launch leaves it open. @returns undefined to end the launch */
async function nameProbe(
  { probes, drivers, log }: Services,
  configuration: vscode.DebugConfiguration,
  token?: vscode.CancellationToken,
): Promise<vscode.DebugConfiguration | undefined> {
  const place = looksForProbe(configuration, drivers);
  if (place === undefined) return configuration;
  const list = await probes.listFor(place).catch((error: unknown) => {
    log.warn(`Probes could not be listed: ${String(error)}`);
    return undefined;
  });
  const decided = decideProbe(list?.probes ?? [], probes.chosenSerial);
  if (decided.kind === 'none') return configuration;
  if (decided.kind === 'one') {
    const isAlone = list?.probes.length === 1;
    const { serial } = decided.probe;
    return isAlone || serial === undefined
      ? configuration
      : { ...configuration, serialNumber: serial };
  }
  const question = 'Which probe is this launch for? The choice is kept for this workspace.';
  const chosen = await pickProbe(probes, decided.candidates, question, token);
  if (chosen === undefined) return undefined;
  return chosen.serial === undefined
    ? configuration
    : { ...configuration, serialNumber: chosen.serial };
}

async function propose(
  { drivers, log }: Services,
  folder: vscode.WorkspaceFolder | undefined,
  token?: vscode.CancellationToken,
): Promise<vscode.DebugConfiguration | undefined> {
  if (folder === undefined) {
    await explain(
      'Open the folder of an STM32 project to debug it.',
      'Open Folder',
      'vscode.openFolder',
    );
    return undefined;
  }
  const candidates = findCandidates(await findProject(folder, token), drivers);
  if (candidates.length === 0) {
    await explain(
      `No ELF file was found in ${folder.name}. Build the project first, or name the file in launch.json.`,
      'Create launch.json',
      'stm32-preflight.createLaunchConfiguration',
    );
    return undefined;
  }
  const chosen = await chooseCandidate(candidates, token);
  if (chosen === undefined) return undefined;
  log.info(`No launch.json: ${JSON.stringify(chosen.configuration)}`);
  return anchor(chosen.configuration, folder);
}

/** In a workspace of several folders only a launch.json has a `${workspaceFolder}`, so the path is written out. */
function anchor(
  configuration: Configuration,
  folder: vscode.WorkspaceFolder,
): vscode.DebugConfiguration {
  const executable = String(configuration['executable']);
  const home = folder.uri.fsPath;
  return { ...configuration, executable: executable.replace('${workspaceFolder}', () => home) };
}

async function explain(message: string, action: string, command: string): Promise<void> {
  const help = 'How to Debug an STM32';
  const answer = await vscode.window.showErrorMessage(message, action, help);
  if (answer === action) await vscode.commands.executeCommand(command);
  if (answer === help) {
    const walkthrough = 'stm32-preflight.stm32-preflight#getStarted';
    await vscode.commands.executeCommand('workbench.action.openWalkthrough', walkthrough);
  }
}
