// Which of the processes that are in the way belong to debug sessions of ours: told by what they wrote down.

import type { Host } from '../../host/host';
import type { ProbeHolder, ProbeInfo, ProbeList } from '../../probe/probe-info';
import type { Claimant } from '../../servers/claim-probe';
import { recordedServers } from '../../servers/server-records';
import type { RecordedServer } from '../../servers/server-records';
import { isSerial } from '../probe-words';

/** Adds to each holder which session it belongs to. Nothing is read when there is none. */
export async function withSessions<T extends ProbeHolder>(
  host: Host,
  holders: readonly T[],
  signal?: AbortSignal,
): Promise<readonly T[]> {
  if (holders.length === 0) return holders;
  const recorded = await recordedServers(host, signal);
  return holders.map((holder) => withSession(holder, recorded));
}

/**
 * The list with the sessions that have its probes. A system that does not tell who has a probe open is helped by what
 * was written down of the servers.
 * @param refused the one that could not be opened because it is in use.
 */
export async function listWithSessions(
  host: Host,
  list: ProbeList,
  refused: ProbeInfo | undefined,
  signal?: AbortSignal,
): Promise<ProbeList> {
  const isHeld = (probe: ProbeInfo): boolean =>
    probe.access === 'in-use' || probe.holders.length > 0 || probe === refused;
  if (!list.probes.some(isHeld)) return list;
  const recorded = await recordedServers(host, signal);
  if (recorded.length === 0) return list;
  const probes = list.probes.map((probe) => {
    if (!isHeld(probe)) return probe;
    const known = probe.holders.map((holder) => withSession(holder, recorded));
    const written = recorded.filter((server) => isSerial(probe.serial, server.probe));
    return { ...probe, holders: known.length > 0 ? known : written.map(holderOf) };
  });
  return { ...list, probes };
}

/** The list when another session has claimed the probe. */
export function listWithClaimant(list: ProbeList, claimed: ProbeInfo, by: Claimant): ProbeList {
  const session = { isRunning: true, adapterPid: by.pid, folder: by.folder };
  const holder: ProbeHolder = { pid: by.pid, name: undefined, session };
  const probes = list.probes.map((probe) =>
    probe === claimed ? { ...probe, holders: [holder] } : probe,
  );
  return { ...list, probes };
}

function withSession<T extends ProbeHolder>(holder: T, recorded: readonly RecordedServer[]): T {
  const server = recorded.find(({ pid }) => pid === holder.pid);
  return server === undefined ? holder : { ...holder, session: sessionOf(server) };
}

function holderOf(server: RecordedServer): ProbeHolder {
  return { pid: server.pid, name: server.driver, session: sessionOf(server) };
}

function sessionOf({ isOfSession, adapterPid, folder }: RecordedServer): ProbeHolder['session'] {
  return { isRunning: isOfSession, adapterPid, folder };
}
