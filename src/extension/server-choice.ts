// Which GDB servers are worth offering on this machine, and in which order: pure, so that it is tested without VS Code.

import type { ServerDriver } from '../launch/server-driver';
import type { ProbeFamily } from '../probe/probe-info';

/** What is known of the machine when a launch is put together without a launch.json. */
export interface Surroundings {
  /** Ids of the servers whose program was found; undefined: nobody looked. */
  readonly installed: ReadonlySet<string> | undefined;
  /** Families of the probes that are attached; undefined: they could not be listed. */
  readonly attached: readonly ProbeFamily[] | undefined;
  /** The probes hang on an stlink-server (the setting), not on USB. */
  readonly viaStlinkServer: boolean;
}

export const nothingKnown: Surroundings = {
  installed: undefined,
  attached: undefined,
  viaStlinkServer: false,
};

/** A server with what speaks for it. */
export interface OfferedServer {
  readonly driver: ServerDriver;
  /** A probe that it can use is attached. */
  readonly hasProbe: boolean;
}

/** The probes that a server uses as we start it, the server that does it best first. */
const families: Readonly<Record<ProbeFamily, readonly string[]>> = {
  stlink: ['stlink', 'openocd', 'pyocd', 'stutil'],
  jlink: ['jlink'],
  'cmsis-dap': ['pyocd'],
};

const preference = ['stlink', 'openocd', 'pyocd', 'stutil', 'jlink'];

/**
 * First the servers of an attached probe, then simulators, then for each kind of probe that is not there the best server,
 * and last whatever runs already. Where no program was found at all, every server is offered: its launch says what to
 * install.
 * @param drivers those that can be launched with what is known of the image and its part.
 */
export function offerServers(
  drivers: readonly ServerDriver[],
  { installed, attached, viaStlinkServer }: Surroundings,
): readonly OfferedServer[] {
  const started = drivers.filter(({ tool }) => tool !== undefined);
  const found = started.filter(({ id }) => installed?.has(id) ?? true);
  const usable = installed?.size === 0 ? started : found;
  const withProbe = [...usable.filter(({ usesProbe }) => usesProbe)].sort(byPreference);
  const reaches = (driver: ServerDriver): boolean =>
    !viaStlinkServer || driver.reads.includes('stlinkServer');
  const ready = withProbe.filter((driver) => reaches(driver) && isFor(driver, attached ?? []));
  return [
    ...ready.map((driver) => ({ driver, hasProbe: true })),
    ...usable.filter(({ usesProbe }) => !usesProbe).map(withoutProbe),
    ...(ready.length > 0 ? [] : bestOfEach(withProbe)).map(withoutProbe),
    ...drivers.filter(({ tool }) => tool === undefined).map(withoutProbe),
  ];
}

function isFor({ id }: ServerDriver, attached: readonly ProbeFamily[]): boolean {
  return attached.some((family) => families[family].includes(id));
}

/** Of servers for the same probes, only the first. */
function bestOfEach(drivers: readonly ServerDriver[]): readonly ServerDriver[] {
  const best = (['stlink', 'jlink'] as const).flatMap(
    (family) => drivers.find(({ id }) => families[family].includes(id)) ?? [],
  );
  const known = new Set(Object.values(families).flat());
  return [...best, ...drivers.filter(({ id }) => !known.has(id))];
}

function byPreference(a: ServerDriver, b: ServerDriver): number {
  return rank(a.id) - rank(b.id);
}

function rank(id: string): number {
  const at = preference.indexOf(id);
  return at < 0 ? preference.length : at;
}

function withoutProbe(driver: ServerDriver): OfferedServer {
  return { driver, hasProbe: false };
}
