// What the commands make of a launch configuration: the same target, image and server, for another purpose. Pure.

import { attributes } from '../launch/attributes';
import type { Attribute, Request } from '../launch/attributes';
import { isObject } from '../base/record';
import type { ServerDriver } from '../launch/server-driver';
import type { AfterReset } from '../protocol/debug-events';
import type { Configuration } from './candidates';

/** What a command can be told by a key binding or a task instead of asking. */
export interface CommandRequest {
  readonly then?: AfterReset;
  readonly executable?: string;
  readonly servertype?: string;
  readonly device?: string;
}

const table: Readonly<Record<string, Attribute>> = attributes;

/** Reads the argument of a command; what is not understood counts as not given. */
export function readCommandRequest(given: unknown): CommandRequest {
  if (!isObject(given)) return {};
  const texts = (name: string): Readonly<Record<string, string>> =>
    typeof given[name] === 'string' && given[name] !== '' ? { [name]: given[name] } : {};
  const then = given['then'];
  return {
    ...(then === 'halt' || then === 'main' || then === 'run' ? { then } : {}),
    ...texts('executable'),
    ...texts('servertype'),
    ...texts('device'),
  };
}

/**
 * Connects without programming, resets, and leaves the target as asked. A simulator begins empty with each session, so
 * that its program has to be loaded all the same.
 */
export function resetAndAttach(
  base: Configuration,
  then: AfterReset,
  driver: ServerDriver,
): Configuration {
  const without = ['action', 'overrideLaunchCommands', 'breakAfterReset', 'runToMain', 'noDebug'];
  const plain = derive(base, 'launch', without);
  const { runToEntryPoint, resetStrategy, ...rest } = plain;
  const entry = typeof runToEntryPoint === 'string' && runToEntryPoint !== '';
  return {
    ...rest,
    ...(driver.isSimulated === true ? {} : { loadFiles: [] }),
    // It is asked to reset.
    ...(resetStrategy === undefined || resetStrategy === 'none' ? {} : { resetStrategy }),
    ...afterReset(then, entry ? runToEntryPoint : 'main'),
  };
}

function afterReset(then: AfterReset, entry: string): Readonly<Record<string, unknown>> {
  switch (then) {
    case 'halt':
      return { breakAfterReset: true };
    case 'main':
      return { runToEntryPoint: entry };
    case 'run':
      return { startRunning: true };
  }
}

/** Connects while NRST is held, and stays at the reset vector. Nothing is programmed. */
export function connectUnderReset(base: Configuration, driver: ServerDriver): Configuration {
  return {
    ...resetAndAttach(base, 'halt', driver),
    resetStrategy: 'connect-under-reset',
    connect: 'configured',
  };
}

/** Looks at the target as it runs: nothing is reset or halted, and no command of the user that could do so is run. */
export function attachToRunning(base: Configuration, driver: ServerDriver): Configuration {
  const without = ['overrideAttachCommands', 'postAttachCommands', 'postStartSessionCommands'];
  const { resetStrategies } = driver;
  return {
    ...derive(base, 'attach', [...without, 'resetStrategy']),
    haltOnAttach: false,
    connect: 'configured',
    ...(resetStrategies.includes('none') ? { resetStrategy: 'none' } : {}),
  };
}

/** A launch that programs, out of one that only looked. */
export function programAndDebug(base: Configuration): Configuration {
  return derive(base, 'launch', ['loadFiles', 'action', 'startRunning', 'overrideLaunchCommands']);
}

/** Programs, verifies, starts the firmware, and ends. The build task runs before, as before a launch. */
export function flashOnly(base: Configuration): Configuration {
  const { preLaunchTask } = base;
  return {
    ...derive(base, 'launch', ['overrideLaunchCommands', 'startRunning']),
    ...(preLaunchTask === undefined ? {} : { preLaunchTask }),
    action: 'flash',
  };
}

/** Erases the whole flash, and ends. */
export function eraseChip(base: Configuration): Configuration {
  return { ...derive(base, 'launch', ['overrideLaunchCommands', 'startRunning']), action: 'erase' };
}

/**
 * The same configuration for a request. Attributes that the request does not read are left out, and so are those named:
 * they would only be told as having no effect. Its name stays: findings and offers to change launch.json go by it. The
 * build is left out, because what is built now is not what the target runs; only a server that the user starts
 * himself may need its task.
 */
function derive(base: Configuration, request: Request, without: readonly string[]): Configuration {
  const isKept = ([name]: readonly [string, unknown]): boolean => {
    const only = Object.hasOwn(table, name) ? table[name]?.request : undefined;
    return (only === undefined || only === request) && !without.includes(name);
  };
  const kept = Object.fromEntries(Object.entries(base).filter(isKept)) as Configuration;
  const { preLaunchTask, ...rest } = kept;
  const task = base['servertype'] === 'external' && preLaunchTask !== undefined;
  return { ...rest, request, ...(task ? { preLaunchTask } : {}) };
}
