// The experiments that a failure card offers: what each changes of the launch, what its button says, and where it cannot
// be made. Pure; run-experiment.ts makes them.

import type { ExperimentAction } from '../findings/diagnosis';
import type { ServerDriver } from '../launch/server-driver';

/** Attributes of a launch configuration that an experiment sets. */
export type Changes = Readonly<Record<string, string | number>>;

/** A clock of every ST-LINK's table that long wires and a core just out of Stop mode still follow. */
const slowKhz = 480;

/** @returns attributes to set; empty where the same launch is tried again; undefined where nothing is launched. */
export function experimentChanges(
  action: ExperimentAction,
  configuration: Readonly<Record<string, unknown>>,
): Changes | undefined {
  switch (action) {
    case 'connect-under-reset':
      return { resetStrategy: 'connect-under-reset' };
    case 'slower-clock':
      return { speed: slowerThan(configuration['speed']) };
    case 'other-port':
    case 'relaunch':
    case 'replug-and-relaunch':
      return {};
    case 'examine-probe':
    case 'test-link':
      return undefined;
  }
}

/** kHz. */
function slowerThan(configured: unknown): number {
  const speed = Number(configured);
  return speed > 0 && speed <= slowKhz ? Math.max(1, Math.floor(speed / 2)) : slowKhz;
}

export function experimentLabel(
  action: ExperimentAction,
  configuration: Readonly<Record<string, unknown>>,
): string {
  switch (action) {
    case 'connect-under-reset':
      return 'Connect Under Reset';
    case 'slower-clock':
      return `Launch at ${slowerThan(configuration['speed'])} kHz`;
    case 'other-port':
      return 'Launch on Another Port';
    case 'relaunch':
      return 'Launch Again';
    case 'replug-and-relaunch':
      return 'Replug and Launch Again…';
    case 'examine-probe':
      return 'Examine Probe and Target';
    case 'test-link':
      return 'Test SWD Link';
  }
}

/** How a launch with these changes is told: `under reset`, `at 480 kHz`. */
export function changesText({ resetStrategy, speed }: Changes): string {
  const words = [
    ...(resetStrategy === 'connect-under-reset' ? ['under reset'] : []),
    ...(speed === undefined ? [] : [`at ${speed} kHz`]),
  ];
  return words.join(' ');
}

/** Whether the server can do it; a server of the user's own is not ours to set a clock or a reset of. */
export function isPossible(action: ExperimentAction, driver: ServerDriver | undefined): boolean {
  switch (action) {
    case 'connect-under-reset':
      return driver?.resetStrategies.includes('connect-under-reset') ?? false;
    case 'slower-clock':
      return driver?.reads.includes('speed') ?? false;
    case 'replug-and-relaunch':
    case 'examine-probe':
    case 'test-link':
      return driver?.isSimulated !== true;
    case 'other-port':
    case 'relaunch':
      return true;
  }
}
