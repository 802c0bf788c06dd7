// What the Probes view shows, as plain values: the list, what was examined, and what goes on now.

import { isSerial } from '../../analysis/probe-words';
import type { Examination } from '../../examination/examination';
import type { Finding, Skipped } from '../../findings/finding';
import { placeOf } from '../../probe/probe-info';
import type { ProbeInfo, ProbeList } from '../../probe/probe-info';

/** What an examination told, and what the checks made of it. */
export interface ExaminedProbe {
  readonly examination: Examination;
  readonly findings: readonly Finding[];
  readonly skipped: readonly Skipped[];
  /** Ids of the checks that were made. */
  readonly made: readonly string[];
  /** Milliseconds since 1970. */
  readonly atMs: number;
  /** Whether the target might be halted and reset. */
  readonly mayReset: boolean;
}

export type ProbeActivity = 'examining' | 'testing';

/** The debug session that the probes are left to. */
export interface ProbeSession {
  /** False for a simulator: it takes no probe, and yet nothing is asked meanwhile. */
  readonly usesProbe: boolean;
  /** As the launch names it; undefined: any. */
  readonly serial: string | undefined;
}

export interface ProbesState {
  /** Undefined: not looked yet, or it could not be looked. */
  readonly list: ProbeList | undefined;
  /** Why there is no list. */
  readonly failure: string | undefined;
  readonly session: ProbeSession | undefined;
  /** By `keyOf`. */
  readonly examined: ReadonlyMap<string, ExaminedProbe>;
  readonly active: ReadonlyMap<string, ProbeActivity>;
  /** Serial number of the probe that this workspace uses. */
  readonly chosenSerial: string | undefined;
}

/**
 * What a probe is called in `examined` and `active`: its serial number, with its place where that does not tell it from
 * another one (clones share numbers).
 */
export function keyOf(probe: ProbeInfo, { probes }: ProbeList): string {
  const { serial } = probe;
  const isAlone = serial !== undefined && probes.filter((p) => p.serial === serial).length === 1;
  return isAlone ? serial : `${serial ?? ''}@${addressOf(probe)}`;
}

function addressOf({ carrier }: ProbeInfo): string {
  return carrier.kind === 'usb'
    ? carrier.node
    : `${carrier.host}:${carrier.port}#${carrier.deviceId}`;
}

export function probeOf(key: string, list: ProbeList | undefined): ProbeInfo | undefined {
  return list?.probes.find((probe) => keyOf(probe, list) === key);
}

/** Whether the session that runs has this probe. */
export function isOfSession({ session, list }: ProbesState, { serial }: ProbeInfo): boolean {
  if (session?.usesProbe !== true) return false;
  return session.serial === undefined
    ? list?.probes.length === 1
    : isSerial(serial, session.serial);
}

/** `/dev/bus/usb/001/004`, `stlink-server at 127.0.0.1:7184`. */
export function placeWords(probe: ProbeInfo): string {
  const place = placeOf(probe);
  return probe.carrier.kind === 'usb' ? place : `stlink-server at ${place}`;
}
