// Which launches a workspace offers, from the files found in it: pure, so that it is tested without VS Code.
// It does not look at the files themselves; whether an ELF is one is the adapter's business.

import { posix } from 'node:path';
import { resolveArgs } from '../launch/resolve-args';
import type { ServerDriver } from '../launch/server-driver';
import { nothingKnown, offerServers } from './server-choice';
import type { Surroundings } from './server-choice';

/** A launch configuration as it stands in launch.json. */
export interface Configuration {
  readonly name: string;
  readonly type: string;
  readonly request: string;
  readonly [attribute: string]: unknown;
}

/** What was found in one workspace folder; paths are relative to it, with `/`, unless the user named them. */
export interface FoundProject {
  readonly elfs: readonly { readonly path: string; readonly modifiedMs: number }[];
  readonly iocs: readonly { readonly path: string; readonly device: string | undefined }[];
}

/** One ELF file on one server. */
export interface Candidate {
  readonly elf: string;
  readonly driver: ServerDriver;
  readonly configuration: Configuration;
  /** A probe for it is attached. */
  readonly hasProbe: boolean;
}

export const debugType = 'stm32';

/**
 * What a server needs beyond the ELF and the part, where one answer is right for most. 3333 is the port
 * OpenOCD and pyOCD listen on unless told otherwise.
 */
const usual: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  external: { gdbTarget: 'localhost:3333' },
};

/** Every ELF file, newest first, on every server that can work here with no more than is known; see offerServers. */
export function findCandidates(
  project: FoundProject,
  drivers: readonly ServerDriver[],
  surroundings: Surroundings = nothingKnown,
): readonly Candidate[] {
  const newestFirst = [...project.elfs].sort((a, b) => b.modifiedMs - a.modifiedMs);
  return newestFirst.flatMap(({ path }) => {
    const device = deviceOf(path, project);
    const complete = drivers.filter((driver) =>
      isComplete(configure(path, device, driver), driver),
    );
    return offerServers(complete, surroundings).map(({ driver, hasProbe }) => ({
      ...{ elf: path, driver, hasProbe },
      configuration: configure(path, device, driver),
    }));
  });
}

/** The candidate that needs no question: there is no other, or it is the only one with a probe for the only image. */
export function soleCandidate(candidates: readonly Candidate[]): Candidate | undefined {
  const [first, ...others] = candidates;
  if (others.length === 0) return first;
  const [ready, ...more] = candidates.filter(({ hasProbe }) => hasProbe);
  const isOnlyImage = candidates.every(({ elf }) => elf === first?.elf);
  return isOnlyImage && more.length === 0 ? ready : undefined;
}

/** What to begin with where nothing was built yet; the user puts the path in. */
export function templateConfiguration(project: FoundProject): Configuration {
  const device = project.iocs[0]?.device;
  return {
    name: 'STM32',
    type: debugType,
    request: 'launch',
    servertype: 'external',
    ...usual['external'],
    ...(device === undefined ? {} : { device }),
    executable: '${workspaceFolder}/build/firmware.elf',
  };
}

/** The part named by the .ioc that shares the longest folder path with the ELF. */
function deviceOf(elf: string, project: FoundProject): string | undefined {
  let best: { readonly device: string; readonly shared: number } | undefined;
  for (const { path, device } of project.iocs) {
    if (device === undefined) continue;
    const shared = sharedFolders(elf, path);
    if (best === undefined || shared > best.shared) best = { device, shared };
  }
  return best?.device;
}

function sharedFolders(a: string, b: string): number {
  const left = posix.dirname(a).split('/');
  const right = posix.dirname(b).split('/');
  const end = left.findIndex((folder, index) => folder !== right[index]);
  return end < 0 ? left.length : end;
}

function configure(elf: string, device: string | undefined, driver: ServerDriver): Configuration {
  return {
    name: `${posix.parse(elf).name} (${driver.id})`,
    type: debugType,
    request: 'launch',
    servertype: driver.id,
    ...usual[driver.id],
    ...(device === undefined ? {} : { device }),
    executable: isPlaced(elf) ? elf : `\${workspaceFolder}/${elf}`,
  };
}

/** An absolute path, or one that begins with a variable. */
function isPlaced(path: string): boolean {
  return /^([\\/]|[a-zA-Z]:|\$\{)/.test(path);
}

function isComplete(configuration: Configuration, driver: ServerDriver): boolean {
  return driver.problems(resolveArgs(configuration, '/').args).length === 0;
}
