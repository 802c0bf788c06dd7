// The facts of the probe and of what hangs on it: which probes there are, which one the launch means, and what it tells
// when it is opened, asked and given back. The one place before a launch that opens a probe.

import { parseHostPort } from '../../base/host-port';
import { toFailure } from '../../base/failure';
import type { Device } from '../../devices/device';
import type { Examination } from '../../examination/examination';
import type { Host } from '../../host/host';
import type { LaunchArgs } from '../../launch/launch-args';
import type { ServerDriver } from '../../launch/server-driver';
import type { ProbeList } from '../../probe/probe-info';
import { factNotNeeded, known, unknownFact } from '../facts';
import type { Fact, Facts, ProbeChoice, UnknownFact } from '../facts';
import { isSerial } from '../probe-words';

export type ProbeFacts = Pick<
  Facts,
  | 'probes'
  | 'probeChoice'
  | 'probeOpening'
  | 'probe'
  | 'supply'
  | 'connection'
  | 'link'
  | 'nrst'
  | 'chip'
  | 'protection'
  | 'coreState'
>;

/** Every fact of the probe unknown for one reason. */
export function noProbeFacts(why: UnknownFact): ProbeFacts {
  return { probes: why, probeChoice: why, ...noExamination(why) };
}

function noExamination(why: UnknownFact): Omit<ProbeFacts, 'probes' | 'probeChoice'> {
  return {
    ...{ probeOpening: why, probe: why, supply: why, connection: why, link: why },
    ...{ nrst: why, chip: why, protection: why, coreState: why },
  };
}

/** What somebody found out already: the `probe` command, the Probes view. */
export interface Examined {
  readonly list: ProbeList;
  readonly examination: Examination | undefined;
}

/**
 * @param device what the launch says the part is; waited for before the probe is opened.
 * @param examined used instead of opening the probe.
 */
export async function gatherProbe(
  host: Host,
  args: LaunchArgs,
  driver: ServerDriver | undefined,
  { device, examined, touch, signal }: ProbeInputs,
): Promise<ProbeFacts> {
  const probes =
    examined === undefined
      ? await listFor(host, args, driver)
      : known(examined.list, examined.list.source);
  if (!probes.ok) return noProbeFacts(probes);
  const choice = chooseProbe(probes.value, args.serialNumber);
  const probeChoice = known(choice, probes.source);
  const lists = { probes, probeChoice };
  if (examined?.examination !== undefined)
    return { ...lists, ...examinedFacts(examined.examination) };
  const { chosen } = choice;
  const obstacle = examined === undefined ? whyNot(args, choice, touch) : 'it was not examined';
  if (chosen === undefined || obstacle !== undefined)
    return { ...lists, ...noExamination(unknownFact(obstacle ?? 'no probe was chosen')) };
  const part = await device;
  // A launch resets the target anyway; an attach wants it as it is.
  const mayReset = touch === 'reset' && args.request === 'launch';
  // Loaded only where there is a probe to ask: most of it is of no use to a simulator or a server that runs already.
  const { examine } = await import('../../examination/examine');
  const examination = await examine(host, chosen, {
    device: part.ok ? part.value : undefined,
    mayReset,
    speedKhz: driver?.probeUse?.(args).speedKhz,
    signal,
  });
  return { ...lists, ...examinedFacts(examination) };
}

/** `reset`: it may be halted and reset; `look`: nothing of it changes; `none`: the probe is not opened. */
export type TargetTouch = 'reset' | 'look' | 'none';

export interface ProbeInputs {
  readonly device: Promise<Fact<Device>>;
  readonly examined?: Examined | undefined;
  readonly touch: TargetTouch;
  readonly signal?: AbortSignal | undefined;
}

/** Nothing is opened. */
async function listFor(
  host: Host,
  args: LaunchArgs,
  driver: ServerDriver | undefined,
): Promise<Fact<ProbeList>> {
  if (driver === undefined) return unknownFact('the servertype is not known');
  if (!driver.usesProbe)
    return factNotNeeded(`servertype ${driver.id} uses no probe of this computer`);
  const list = await listOrFailure(host, args.stlinkServer);
  return known(list, list.source);
}

/**
 * The list of probes, or an empty one with the reason: that nobody answers where the stlink-server should be is a fact
 * to judge, not the end of the examination.
 * @param stlinkServer `host:port`; USB without it.
 */
export async function listOrFailure(
  host: Host,
  stlinkServer: string | undefined,
): Promise<ProbeList> {
  const server = parseHostPort(stlinkServer ?? '');
  try {
    const { listProbes } = await import('../../probe/list-probes');
    return await listProbes(host, server === undefined ? {} : { stlinkServer: server });
  } catch (error) {
    const { code, message } = toFailure(error);
    const source =
      stlinkServer === undefined
        ? "the system's list of USB devices"
        : `stlink-server at ${stlinkServer}`;
    return { probes: [], source, hasBus: true, failure: { code, message } };
  }
}

/** Why the chosen probe is not opened. */
function whyNot(args: LaunchArgs, choice: ProbeChoice, touch: TargetTouch): string | undefined {
  if (touch === 'none') return 'the target is not touched by this command';
  if (args.preflight.probe === 'list') return 'preflight.probe is "list"';
  return reasonNotToOpen(choice);
}

/** @returns undefined when it can be opened, as far as can be seen without trying. */
export function reasonNotToOpen({ chosen, candidates }: ProbeChoice): string | undefined {
  if (chosen === undefined)
    return candidates.length === 0 ? 'there is no probe' : 'it is not known which probe is meant';
  if (chosen.family !== 'stlink') return `${chosen.name} is no ST-LINK`;
  switch (chosen.access) {
    case 'denied':
      return 'this user may not open the probe';
    case 'missing':
      return 'the probe cannot be opened from here';
    case 'in-use':
      return 'another program has the probe';
    case 'ok':
    case 'unknown':
      return undefined;
  }
}

function examinedFacts(examination: Examination): Omit<ProbeFacts, 'probes' | 'probeChoice'> {
  const { opening, probe, supply, connection, link, nrst, chip, protection, coreState } =
    examination;
  const probeOpening = known(opening, 'the probe');
  return { probeOpening, probe, supply, connection, link, nrst, chip, protection, coreState };
}

/** By serial number, in any spelling; without one only a lone probe is chosen. */
export function chooseProbe({ probes }: ProbeList, wantedSerial: string | undefined): ProbeChoice {
  const [only, ...others] = probes.filter(
    ({ serial }) => wantedSerial === undefined || isSerial(serial, wantedSerial),
  );
  return { chosen: others.length === 0 ? only : undefined, wantedSerial, candidates: probes };
}
