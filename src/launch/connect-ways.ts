// The ladder of `connect: "auto"`: the ways in which a launch tries to reach its target, in order. Pure; each way is the
// configuration with a few attributes replaced, so that what worked can be written into launch.json.

import type { ConnectAdvice } from '../findings/finding';
import type { LaunchArgs } from './launch-args';
import type { ServerDriver } from './server-driver';

export interface WayToConnect {
  readonly attributes: Partial<Pick<LaunchArgs, 'speed' | 'resetStrategy'>>;
  /** `as configured`, `at 480 kHz`, `under reset at 480 kHz`. */
  readonly text: string;
}

const asConfigured: WayToConnect = { attributes: {}, text: 'as configured' };

/** Slow enough for long wires and for a core that has just left Stop mode; a clock of every ST-LINK's table. */
const slowKhz = 480;
const slowestKhz = 100;

/**
 * @param advice of the checks that asked the probe: what is known to work comes first.
 * @returns at least one; different from each other. An attach resets nothing, so only the clock changes.
 */
export function waysToConnect(
  args: LaunchArgs,
  driver: ServerDriver,
  advice: readonly ConnectAdvice[],
): readonly WayToConnect[] {
  if (args.connect === 'configured' || !driver.usesProbe) return [asConfigured];
  const may = abilities(args, driver);
  const slower = may.speed ? slowerThan(args.speed) : undefined;
  const underReset = { resetStrategy: 'connect-under-reset' as const };
  const ways = [
    advised(args, may, advice),
    asConfigured,
    slower === undefined ? asConfigured : wayOf({ speed: slower }),
    may.reset ? wayOf({ ...underReset, ...(slower ? { speed: slower } : {}) }) : asConfigured,
  ];
  const isFirst = (way: WayToConnect, at: number): boolean =>
    ways.findIndex(({ text }) => text === way.text) === at;
  return ways.filter(isFirst);
}

interface Abilities {
  readonly speed: boolean;
  readonly reset: boolean;
}

/** What may be changed: what the server understands, and of that what the user has not decided. */
function abilities(args: LaunchArgs, driver: ServerDriver): Abilities {
  return {
    speed: driver.reads.includes('speed'),
    reset:
      args.request === 'launch' &&
      args.resetStrategy === undefined &&
      driver.resetStrategies.includes('connect-under-reset'),
  };
}

function advised(args: LaunchArgs, may: Abilities, advice: readonly ConnectAdvice[]): WayToConnect {
  const speeds = advice.flatMap(({ speedKhz }) => speedKhz ?? []);
  const speed = Math.min(...speeds);
  const isFaster = args.speed !== undefined && args.speed <= speed;
  const isSoftware = advice.some(({ reset }) => reset === 'software');
  const isUnderReset = advice.some(({ underReset }) => underReset === true);
  const resetStrategy = isSoftware ? 'software' : isUnderReset ? 'connect-under-reset' : undefined;
  return wayOf({
    ...(may.speed && speeds.length > 0 && !isFaster ? { speed } : {}),
    ...(may.reset && resetStrategy !== undefined ? { resetStrategy } : {}),
  });
}

function slowerThan(speed: number | undefined): number | undefined {
  if (speed === undefined || speed > slowKhz) return slowKhz;
  return speed > slowestKhz ? slowestKhz : undefined;
}

function wayOf(attributes: WayToConnect['attributes']): WayToConnect {
  const { speed, resetStrategy } = attributes;
  const words = [
    resetStrategy === 'connect-under-reset' ? 'under reset' : '',
    resetStrategy === 'software' ? 'with a reset by software' : '',
    speed === undefined ? '' : `at ${speed} kHz`,
  ].filter((word) => word !== '');
  return words.length === 0 ? asConfigured : { attributes, text: words.join(' ') };
}
