// Checks a launch configuration without launching it, and says what came of it.

import * as vscode from 'vscode';
import type { FindingsEvent } from '../../protocol/debug-events';
import { debugType, findCandidates } from '../candidates';
import { chooseFolder } from '../choose-folder';
import { findProject } from '../find-project';
import type { CheckedLaunch } from '../findings-store';
import { launchConfigurations } from '../launch-configurations';
import { isCancelled } from '../probes/or-tell';
import type { Services } from '../services';
import type { Command } from './command';

export const runPreflight: Command = {
  id: 'stm32-preflight.runPreflight',
  async run(services: Services) {
    const launch = await chooseLaunch(services);
    if (launch === undefined) return;
    try {
      const told = await services.preflight.check(launch);
      await report(services, launch, told);
    } catch (error) {
      if (!isCancelled(error)) throw error;
    }
  },
};

/** The only configuration, or the one that is picked; without a launch.json the newest ELF file. */
export async function chooseLaunch({ drivers }: Services): Promise<CheckedLaunch | undefined> {
  const folder = await chooseFolder();
  if (folder === undefined) return undefined;
  const written = launchConfigurations(folder);
  if (written.length > 1) {
    const items = written.map((configuration) => ({ label: configuration.name, configuration }));
    const placeHolder = 'Which launch configuration?';
    const picked = await vscode.window.showQuickPick(items, { placeHolder });
    return picked && { folder, configuration: picked.configuration };
  }
  const [only] = written;
  if (only !== undefined) return { folder, configuration: only };
  const [candidate] = findCandidates(await findProject(folder), drivers);
  const found = candidate && {
    executable: candidate.configuration['executable'],
    device: candidate.configuration['device'],
  };
  const name = `files of ${folder.name}`;
  return { folder, configuration: { name, type: debugType, request: 'launch', ...found } };
}

async function report(
  { log }: Services,
  { configuration }: CheckedLaunch,
  { findings, made, skipped }: FindingsEvent,
): Promise<void> {
  const problems = findings.filter(({ severity }) => severity !== 'information').length;
  if (problems > 0) {
    // The command that only opens the view would close it where it has the focus already.
    await vscode.commands.executeCommand('workbench.panel.markers.view.focus');
    return;
  }
  const left = skipped.length === 0 ? '' : `; ${skipped.length} were left out`;
  const message = `${configuration.name}: nothing wrong was found by ${made.length} checks${left}.`;
  const answer = await vscode.window.showInformationMessage(message, 'Show Log');
  if (answer !== undefined) log.show();
}
