// What the checks say of a probe and its target where there is no launch: the `probe` command and the Probes view. Only
// the checks that need a fact of the probe are made, and nothing else is gathered.

import { findDevice } from '../devices/find-device';
import type { Host } from '../host/host';
import { machineKind } from '../host/surroundings';
import { resolveArgs } from '../launch/resolve-args';
import type { ServerDriver } from '../launch/server-driver';
import { withoutUndefined } from '../base/record';
import { sortFindings } from '../findings/sort';
import { analyze } from './analyze';
import type { Analysis } from './analyze';
import type { Check } from './check';
import { checks } from './checks/index';
import { factNotNeeded, known, unknownFact } from './facts';
import type { Fact, FactName, Facts } from './facts';
import { noFacts } from './facts/index';
import { gatherProbe, noProbeFacts } from './facts/probe';
import type { Examined } from './facts/probe';
import type { LaunchArgs } from '../launch/launch-args';
import type { Device } from '../devices/device';

/** What is known of the launch that the probe is for. */
export interface ProbeUser {
  /** Programs and resets, as a launch does; otherwise only looks, as an attach. */
  readonly mayReset: boolean;
  readonly device?: string | undefined;
  readonly servertype?: string | undefined;
  readonly serialNumber?: string | undefined;
  /** `host:port`. */
  readonly stlinkServer?: string | undefined;
}

/** The checks that need a fact of the probe or of what hangs on it. */
export function probeChecks(all: readonly Check[] = checks): readonly Check[] {
  const names = new Set<FactName>(
    Object.keys(noProbeFacts(unknownFact('nothing was asked'))) as FactName[],
  );
  return all.filter(({ needs }) => needs.some((name) => names.has(name)));
}

/**
 * @param baseDir absolute; stands for the working folder of the launch that there is not.
 * @returns findings by severity.
 */
export async function judgeProbe(
  host: Host,
  examined: Examined,
  user: ProbeUser,
  { drivers, baseDir }: { readonly drivers: readonly ServerDriver[]; readonly baseDir: string },
): Promise<Analysis> {
  const { device, servertype, serialNumber, stlinkServer } = user;
  const request = user.mayReset ? 'launch' : 'attach';
  const named = withoutUndefined({ device, servertype, serialNumber, stlinkServer });
  const { args } = resolveArgs({ request, ...named }, baseDir);
  const driver = drivers.find(({ id }) => id === servertype);
  const facts = await factsOf(host, args, driver, examined);
  const judged = analyze(facts, { args, driver }, probeChecks());
  return { ...judged, findings: sortFindings(judged.findings) };
}

async function factsOf(
  host: Host,
  args: LaunchArgs,
  driver: ServerDriver | undefined,
  examined: Examined,
): Promise<Facts> {
  const device = deviceOf(args);
  const [probe, machine] = await Promise.all([
    gatherProbe(host, args, driver, { device: Promise.resolve(device), examined, touch: 'none' }),
    machineKind(host),
  ]);
  const surroundings = { platform: host.platform, kind: machine.kind, evidence: machine.evidence };
  return {
    ...noFacts(factNotNeeded('no launch was named')),
    ...probe,
    device,
    surroundings: known(surroundings, machine.evidence),
  };
}

function deviceOf({ device }: LaunchArgs): Fact<Device> {
  if (device === undefined) return unknownFact('no part was named');
  const match = findDevice(device);
  return match.kind === 'found'
    ? known(match.device, 'device table')
    : unknownFact(`the part "${device}" is not known`);
}
