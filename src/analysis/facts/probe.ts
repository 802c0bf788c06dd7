// The facts of the probe and of what hangs on it: which probes there are, which one the launch means, and what it tells
// when it is opened, asked and given back. The one place before a launch that opens a probe.

import { parseHostPort } from '../../base/host-port';
import { toFailure } from '../../base/failure';
import type { Device } from '../../devices/device';
import type { Examination } from '../../examination/examination';
import type { Host } from '../../host/host';
import type { LaunchArgs } from '../../launch/launch-args';
import type { ServerDriver } from '../../launch/server-driver';
import { placeOf } from '../../probe/probe-info';
import type { ProbeInfo, ProbeList } from '../../probe/probe-info';
import { claimProbe } from '../../servers/claim-probe';
import type { Claimant } from '../../servers/claim-probe';
import { factNotNeeded, known, unknownFact } from '../facts';
import type { Fact, Facts, ProbeChoice, UnknownFact } from '../facts';
import { isSerial } from '../probe-words';
import { listWithClaimant, listWithSessions } from './sessions';

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
  inputs: ProbeInputs,
): Promise<ProbeFacts> {
  const { examined, touch, signal } = inputs;
  const probes =
    examined === undefined
      ? await listFor(host, args, driver, signal)
      : known(examined.list, examined.list.source);
  if (!probes.ok) return noProbeFacts(probes);
  const list = probes.value;
  if (examined?.examination !== undefined)
    return { ...listFacts(list, args), ...examinedFacts(examined.examination) };
  const { chosen } = chooseProbe(list, args.serialNumber);
  const obstacle = examined === undefined ? mayNot(args, touch) : 'it was not examined';
  // A launch claims what its server will use, looked at or not.
  const isLeft = obstacle !== undefined && inputs.keepClaim === undefined;
  if (isLeft || chosen?.family !== 'stlink' || args.shared)
    return examineListed(host, args, driver, { list, obstacle }, inputs);
  const claim = await claimProbe(host, claimKey(chosen), args.cwd, signal);
  if (claim.kind === 'held')
    return heldFacts(listWithClaimant(list, chosen, claim.by), args, claim.by);
  inputs.keepClaim?.(claim.release);
  try {
    // Whoever had it may have ended while it was waited for.
    const again = chosen.access === 'in-use' ? await listFor(host, args, driver, signal) : probes;
    const now = again.ok ? again.value : list;
    return await examineListed(host, args, driver, { list: now, obstacle }, inputs);
  } finally {
    if (inputs.keepClaim === undefined) await claim.release();
  }
}

/** On USB its serial number; a server has probes of its own, which may be anywhere. */
function claimKey(probe: ProbeInfo): string {
  const { carrier, serial } = probe;
  if (carrier.kind === 'usb') return serial ?? carrier.node;
  return `${placeOf(probe)} ${serial ?? carrier.deviceId}`;
}

interface Listed {
  readonly list: ProbeList;
  /** Why no probe is opened, whichever it is. */
  readonly obstacle: string | undefined;
}

async function examineListed(
  host: Host,
  args: LaunchArgs,
  driver: ServerDriver | undefined,
  { list, obstacle }: Listed,
  inputs: ProbeInputs,
): Promise<ProbeFacts> {
  const choice = chooseProbe(list, args.serialNumber);
  const { chosen } = choice;
  const why = obstacle ?? reasonNotToOpen(choice);
  if (chosen === undefined || why !== undefined)
    return {
      ...listFacts(list, args),
      ...noExamination(unknownFact(why ?? 'no probe was chosen')),
    };
  const examination = await examineChosen(host, args, driver, chosen, inputs);
  const refused = examination.opening.state === 'in-use' ? chosen : undefined;
  const named = await listWithSessions(host, list, refused, inputs.signal);
  return { ...listFacts(named, args), ...examinedFacts(examination) };
}

async function examineChosen(
  host: Host,
  args: LaunchArgs,
  driver: ServerDriver | undefined,
  chosen: ProbeInfo,
  { device, touch, signal }: ProbeInputs,
): Promise<Examination> {
  const part = await device;
  // A launch resets the target anyway; an attach wants it as it is.
  const mayReset = touch === 'reset' && args.request === 'launch';
  // Loaded only where there is a probe to ask: most of it is of no use to a simulator or a server that runs already.
  const { examine } = await import('../../examination/examine');
  return examine(host, chosen, {
    device: part.ok ? part.value : undefined,
    mayReset,
    speedKhz: driver?.probeUse?.(args).speedKhz,
    signal,
  });
}

function listFacts(list: ProbeList, args: LaunchArgs): Pick<ProbeFacts, 'probes' | 'probeChoice'> {
  const choice = chooseProbe(list, args.serialNumber);
  return { probes: known(list, list.source), probeChoice: known(choice, list.source) };
}

/** Which probes are attached, and no more: for a server whose command line depends on it. */
export async function gatherProbeList(
  host: Host,
  args: LaunchArgs,
): Promise<Pick<ProbeFacts, 'probes' | 'probeChoice'>> {
  return listFacts(await listOrFailure(host, args.stlinkServer), args);
}

/** Another session has it: it is not opened, for that would disturb the other. */
function heldFacts(list: ProbeList, args: LaunchArgs, { pid }: Claimant): ProbeFacts {
  const message = `process ${pid} has claimed it for its debug session`;
  const opening = { state: 'in-use' as const, message, code: 'probe-in-use' };
  return {
    ...listFacts(list, args),
    ...noExamination(unknownFact('another debug session has the probe')),
    probeOpening: known(opening, 'what debug sessions of this user write down'),
  };
}

/** `reset`: it may be halted and reset; `look`: nothing of it changes; `none`: the probe is not opened. */
export type TargetTouch = 'reset' | 'look' | 'none';

export interface ProbeInputs {
  readonly device: Promise<Fact<Device>>;
  readonly examined?: Examined | undefined;
  readonly touch: TargetTouch;
  readonly signal?: AbortSignal | undefined;
  readonly keepClaim?: KeepClaim | undefined;
}

/** Takes over the claim on the probe that was examined; without it the claim ends with the examination. */
export type KeepClaim = (release: () => Promise<void>) => void;

/** Nothing is opened. */
async function listFor(
  host: Host,
  args: LaunchArgs,
  driver: ServerDriver | undefined,
  signal: AbortSignal | undefined,
): Promise<Fact<ProbeList>> {
  if (driver === undefined) return unknownFact('the servertype is not known');
  if (!driver.usesProbe)
    return factNotNeeded(`servertype ${driver.id} uses no probe of this computer`);
  const listed = await listOrFailure(host, args.stlinkServer);
  const all = await listWithSessions(host, listed, undefined, signal);
  const { probeFamilies } = driver;
  const isForServer = ({ family }: ProbeInfo): boolean => probeFamilies?.includes(family) ?? true;
  const list = { ...all, probes: all.probes.filter(isForServer) };
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

/** Why no probe is opened, whichever it is. */
function mayNot(args: LaunchArgs, touch: TargetTouch): string | undefined {
  if (touch === 'none') return 'the target is not touched by this command';
  return args.preflight.probe === 'list' ? 'preflight.probe is "list"' : undefined;
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
