// Makes the experiment of a failure card: the same launch with one thing changed, or a look at the probe.

import * as vscode from 'vscode';
import type { ExperimentAction } from '../findings/diagnosis';
import { startLaunch } from './base-launch';
import { changesText, experimentChanges } from './experiments';
import type { CheckedLaunch } from './findings-store';
import type { Services } from './services';

/** One that succeeds is offered to be kept in launch.json. */
export async function runExperiment(
  services: Services,
  launch: CheckedLaunch,
  action: ExperimentAction,
): Promise<void> {
  const { folder, configuration } = launch;
  const changes = experimentChanges(action, configuration);
  if (changes === undefined) {
    const command = action === 'test-link' ? 'testSwdLink' : 'examineProbe';
    await vscode.commands.executeCommand(`stm32-preflight.${command}`);
    return;
  }
  if (action === 'replug-and-relaunch' && !(await isReplugged())) return;
  const isChanged = Object.keys(changes).length > 0;
  const tried = {
    ...configuration,
    ...changes,
    // Only this way is tried: another one would answer another question.
    ...(isChanged ? { connect: 'configured' } : {}),
    // The build task has run for the launch that failed.
    preLaunchTask: undefined,
  };
  if (!(await startLaunch(services, folder, tried)) || !isChanged) return;
  // The question may stand for as long as it likes: the experiment is over.
  const way = { attributes: changes, text: changesText(changes) };
  services.offerToKeep(launch, way).catch((error: unknown) => {
    services.log.error(`launch.json was not changed: ${String(error)}`);
  });
}

async function isReplugged(): Promise<boolean> {
  const go = 'Launch Again';
  const detail =
    'Pull the probe out of USB, and switch the board off and on if it has a supply of its own. Plug the probe in again, then go on.';
  const message = 'Replug the probe';
  return (await vscode.window.showInformationMessage(message, { modal: true, detail }, go)) === go;
}
