// Inputs → the preflights to make: one for each launch configuration, or one for the files of a project.

import { join } from 'node:path';
import { findProjects } from '../analysis/find-projects';
import type { ProjectFolder } from '../analysis/find-projects';
import type { PreflightScope } from '../analysis/preflight';
import { isObject, withoutUndefined } from '../base/record';
import type { Host } from '../host/host';
import type { RawConfiguration } from '../launch/launch-json';
import type { GivenOptions } from './args';
import type { Inputs } from './inputs';
import { readLaunchFile } from './read-config';
import type { ConfigInUse, LaunchFile } from './read-config';
import type { ReadFailure } from './report';

/** One call of preflight. */
export interface Job {
  /** The project it belongs to; relative paths of its configuration start here. Absolute. */
  readonly folder: string;
  readonly raw: RawConfiguration;
  /** `files`: no launch is described. `configuration`: one of several, of which nobody is about to start all. */
  readonly scope: PreflightScope;
  /** Where the configuration stands. */
  readonly launch:
    { readonly file: string; readonly text: string; readonly index: number } | undefined;
  /** Attributes whose values come from the command line. */
  readonly overridden: ReadonlySet<string>;
}

export interface Jobs {
  readonly jobs: readonly Job[];
  readonly failures: readonly ReadFailure[];
}

/** @param cwd the folder the program was started in. */
export async function jobsOf(host: Host, inputs: Inputs, cwd: string): Promise<Jobs> {
  const { folders, launch, given } = inputs;
  if (folders.length > 0) return jobsOfFolders(host, folders, given);
  const usual = join(cwd, '.vscode', 'launch.json');
  const isUsualThere = launch === undefined && (await host.stat(usual)) !== undefined;
  const wanted = launch ?? (isUsualThere ? { file: usual } : 'none');
  if (wanted !== 'none') {
    const result = await readLaunchFile(host, wanted.file, wanted.name);
    if (result.ok) {
      const scope = result.launch.configs.length === 1 ? 'launch' : 'configuration';
      return { jobs: jobsOfLaunch(result.launch, scope, given), failures: [] };
    }
    // A launch.json of other debuggers only, which nobody named, is none of ours.
    const isForeign = launch === undefined && result.isEmpty;
    if (!isForeign) return failed(cwd, result.message);
  }
  return jobsWithoutLaunch(host, given, cwd);
}

async function jobsWithoutLaunch(host: Host, given: GivenOptions, cwd: string): Promise<Jobs> {
  const { elf, ioc, ld, servertype, gdb } = given;
  const bare = { folder: given.cwd ?? cwd, launch: undefined };
  if (servertype !== undefined) {
    const job = { ...bare, folder: cwd, raw: { request: 'launch' }, scope: 'launch' } as const;
    return { jobs: [withGiven(job, given)], failures: [] };
  }
  if (gdb !== undefined) {
    return failed(cwd, '--gdb is for a launch: give --launch or --servertype too.');
  }
  if (elf === undefined && ioc === undefined && ld === undefined) {
    return jobsOfFolders(host, [bare.folder], given);
  }
  return { jobs: [withGiven({ ...bare, raw: {}, scope: 'files' }, given)], failures: [] };
}

async function jobsOfFolders(
  host: Host,
  folders: readonly string[],
  given: GivenOptions,
): Promise<Jobs> {
  const jobs: Job[] = [];
  const failures: ReadFailure[] = [];
  const seen = new Set<string>();
  for (const folder of folders) {
    const projects = await findProjects(host, folder);
    if (projects.length === 0) failures.push({ folder, message: noProject(folder) });
    for (const project of projects) {
      if (seen.has(project.folder)) continue;
      seen.add(project.folder);
      const found = await jobsOfProject(host, project, given);
      jobs.push(...found.jobs);
      failures.push(...found.failures);
    }
  }
  return { jobs, failures };
}

function noProject(folder: string): string {
  const what =
    'a launch.json with an stm32 configuration, an .ioc, or a linker script by an ELF file';
  return `${folder}: There is no STM32 project in this folder (${what}).`;
}

async function jobsOfProject(
  host: Host,
  project: ProjectFolder,
  given: GivenOptions,
): Promise<Jobs> {
  const { folder, launchJson } = project;
  if (launchJson !== undefined) {
    const result = await readLaunchFile(host, launchJson, undefined);
    if (result.ok)
      return { jobs: jobsOfLaunch(result.launch, 'configuration', given), failures: [] };
    if (!result.isEmpty) return failed(folder, result.message);
  }
  const raw = filesOf(project);
  const job = { folder, raw, scope: 'files', launch: undefined } as const;
  return { jobs: [withGiven(job, given)], failures: [] };
}

/** Where there are several of a kind, preflight looks for the one that belongs to the image. */
function filesOf({ images, iocFiles, scripts }: ProjectFolder): RawConfiguration {
  const [image] = images;
  const onlyIoc = iocFiles.length === 1 ? iocFiles[0] : undefined;
  const onlyScript = scripts.length === 1 && image === undefined ? scripts[0] : undefined;
  return withoutUndefined({ executable: image, ioc: onlyIoc, linkerScript: onlyScript });
}

function jobsOfLaunch(
  launch: LaunchFile,
  scope: PreflightScope,
  given: GivenOptions,
): readonly Job[] {
  const { file, text, workspaceFolder: folder } = launch;
  return launch.configs.map(({ raw, index }: ConfigInUse) =>
    withGiven({ folder, raw, scope, launch: { file, text, index } }, given),
  );
}

/** Puts the command line's values in place of the configuration's. */
function withGiven(job: Omit<Job, 'overridden'>, given: GivenOptions): Job {
  const { elf, ioc, ld, device, core, servertype, gdb, cwd } = given;
  const values = withoutUndefined({
    ...{ executable: elf, ioc, linkerScript: ld, device, core, servertype, gdbPath: gdb, cwd },
  });
  const preflight = preferences(job.raw['preflight'], given.ignore);
  const raw = { ...job.raw, ...values, ...(preflight === undefined ? {} : { preflight }) };
  return { ...job, raw, overridden: new Set(Object.keys(values)) };
}

/** A launch may leave the checks out; who calls this program wants them. A value of a wrong type stays. */
function preferences(configured: unknown, ignored: readonly string[]): unknown {
  if (configured !== undefined && !isObject(configured)) return undefined;
  const isOff = configured?.['mode'] === 'off';
  if (ignored.length === 0 && !isOff) return undefined;
  const before = configured?.['ignore'] ?? [];
  if (!Array.isArray(before)) return undefined;
  const ignore = [...(before as readonly unknown[]), ...ignored];
  return { ...configured, ...(isOff ? { mode: 'stop' } : {}), ignore };
}

function failed(folder: string, message: string): Jobs {
  return { jobs: [], failures: [{ folder, message }] };
}
