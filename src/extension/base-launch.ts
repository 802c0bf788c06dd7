// Which launch a command starts from: a configuration of launch.json, or what the folder offers where none fits. Asked
// only where there are several.

import * as vscode from 'vscode';
import type { ServerDriver } from '../launch/server-driver';
import { debugType, findCandidates } from './candidates';
import type { Candidate, Configuration, FoundProject } from './candidates';
import { chooseCandidate } from './choose-candidate';
import { chooseFolder } from './choose-folder';
import { anchor, tellNoFolder, tellNoImage } from './find-launches';
import { findProject } from './find-project';
import { launchConfigurations } from './launch-configurations';
import type { CommandRequest } from './launch-variants';
import { pickLastFirst } from './pick-last-first';
import type { Services } from './services';
import { askForTrust } from './workspace-trust';

export interface BaseLaunch {
  readonly folder: vscode.WorkspaceFolder;
  readonly configuration: Configuration;
  readonly driver: ServerDriver;
}

export interface BaseQuestion {
  /** Title of the question: the command's. */
  readonly title: string;
  /** Which servers can do it. */
  readonly accepts: (driver: ServerDriver) => boolean;
  /** What is said where none can: a sentence. */
  readonly none: string;
}

/** @returns undefined when the user went away, does not trust the workspace, or was told that there is nothing to start from. */
export async function chooseBase(
  services: Services,
  question: BaseQuestion,
  { executable, servertype, device }: CommandRequest = {},
): Promise<BaseLaunch | undefined> {
  if (!(await askForTrust())) return undefined;
  const folder = await chooseFolder();
  if (folder === undefined) {
    await tellNoFolder();
    return undefined;
  }
  const drivers = services.drivers.filter(
    (driver) => question.accepts(driver) && (servertype ?? driver.id) === driver.id,
  );
  const written = writtenLaunches(folder, drivers);
  if (written.length > 0) {
    const base = await chooseWritten(services, question, written);
    const given = { ...(executable && { executable }), ...(device && { device }) };
    return base && { ...base, configuration: { ...base.configuration, ...given } };
  }
  const [found, surroundings] = await Promise.all([findProject(folder), services.survey(folder)]);
  const project = narrowed(found, executable, device);
  if (project.elfs.length === 0) {
    await tellNoImage(folder);
    return undefined;
  }
  const candidates = findCandidates(project, drivers, surroundings);
  if (candidates.length === 0) {
    await vscode.window.showErrorMessage(question.none);
    return undefined;
  }
  const { title } = question;
  const placeHolder = 'Which image has the target, and which GDB server reaches it?';
  const chosen = await chooseCandidate(candidates, undefined, { title, placeHolder });
  return chosen && baseOf(chosen, folder);
}

function baseOf({ configuration, driver }: Candidate, folder: vscode.WorkspaceFolder): BaseLaunch {
  return { folder, driver, configuration: anchor(configuration, folder) };
}

function writtenLaunches(
  folder: vscode.WorkspaceFolder,
  drivers: readonly ServerDriver[],
): readonly BaseLaunch[] {
  return launchConfigurations(folder).flatMap((configuration) => {
    const driver = drivers.find(({ id }) => id === configuration['servertype']);
    return driver === undefined ? [] : [{ folder, configuration, driver }];
  });
}

async function chooseWritten(
  { memory }: Services,
  { title }: BaseQuestion,
  written: readonly BaseLaunch[],
): Promise<BaseLaunch | undefined> {
  if (written.length === 1) return written[0];
  const items = written.map((base) => ({
    label: base.configuration.name,
    description: base.driver.label,
    id: base.configuration.name,
    base,
  }));
  const placeHolder = 'Which launch configuration has the target and its image?';
  const picked = await pickLastFirst(memory, 'launch', items, { title, placeHolder });
  return picked?.base;
}

/** The image and the part that the user names take the place of those that were found. */
function narrowed(
  { elfs, iocs }: FoundProject,
  executable: string | undefined,
  device: string | undefined,
): FoundProject {
  const images = executable === undefined ? elfs : [{ path: executable, modifiedMs: 0 }];
  return {
    elfs: images,
    iocs: device === undefined ? iocs : images.map(({ path }) => ({ path, device })),
  };
}

/** Starts what a command made of a launch. @returns whether the launch has succeeded */
export function startLaunch(
  { log }: Services,
  folder: vscode.WorkspaceFolder | undefined,
  configuration: vscode.DebugConfiguration,
  options: vscode.DebugSessionOptions = {},
): Thenable<boolean> {
  log.info(`Launching ${JSON.stringify({ ...configuration, type: debugType })}`);
  return vscode.debug.startDebugging(folder, configuration, options);
}
