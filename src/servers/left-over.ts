// Servers of ours that outlive the adapter that started them: written down when one is started, and ended
// politely by the next launch when its adapter is gone.

import type { TimeoutName } from '../base/abort';
import type { Log } from '../base/log';
import type { Host } from '../host/host';
import { descendantsOf, hasEnded, inspectProcesses, processRealm } from '../host/processes';
import type { ProcessKey } from '../host/processes';
import { drivers } from './index';
import { printRecord, recordedServers, recordFolder } from './server-records';
import type { RecordedServer, ServerRecord } from './server-records';

export type { ServerRecord } from './server-records';

/**
 * Writes it down. On Linux that is done before anything else happens in this process.
 * @returns the end of the record, for when the server has ended; never rejects.
 */
async function recordServer(host: Host, record: ServerRecord): Promise<() => Promise<void>> {
  const file = `${recordFolder}/${record.pid}.json`;
  try {
    const [realm, running] = await Promise.all([
      processRealm(host),
      inspectProcesses(host, [record.pid, record.adapterPid]),
    ]);
    const started = running.get(record.pid)?.started;
    const adapterStarted = running.get(record.adapterPid)?.started;
    // One that has ended already, or that this system does not tell about, can never be ended by its record.
    if (started === undefined || adapterStarted === undefined) return () => Promise.resolve();
    const text = printRecord({ realm, started, adapterStarted, record });
    const trouble = await host.state.write(file, text);
    if (trouble !== undefined) return () => Promise.resolve();
    return () => host.state.removeIf(file, text);
  } catch {
    // Without a record the server is a stranger to the next launch; that is no reason against this one.
    return () => Promise.resolve();
  }
}

/** Keeps a record of a process of this one for as long as it runs. */
export function recordWhileItRuns(
  host: Host,
  { pid, exit }: { readonly pid: number | undefined; readonly exit: Promise<unknown> },
  record: Omit<ServerRecord, 'pid' | 'adapterPid'>,
): void {
  if (pid === undefined) return;
  const written = recordServer(host, { ...record, pid, adapterPid: process.pid });
  void Promise.all([written, exit]).then(([remove]) => remove());
}

/**
 * Ends every server of ours whose adapter is gone, a GDB first: a server is let go by its GDB, not cut off.
 * @returns those that were ended; never rejects but for `cancelled`.
 */
export async function endLeftOvers(
  host: Host,
  log: Log,
  signal?: AbortSignal,
): Promise<readonly ServerRecord[]> {
  const leftOver = (await recordedServers(host, signal)).filter(({ isOfSession }) => !isOfSession);
  const isGdb = ({ driver }: RecordedServer): boolean => driver === 'gdb';
  const end = async (each: RecordedServer): Promise<readonly ServerRecord[]> => {
    const way = await endServer(host, each, signal);
    log(way === 'stays' || way === 'killed' ? 'warn' : 'info', whatBecame(each, way));
    if (way === 'stays') return [];
    await host.state.remove(each.file);
    return [each];
  };
  const gdbs = await Promise.all(leftOver.filter(isGdb).map(end));
  const servers = await Promise.all(leftOver.filter((each) => !isGdb(each)).map(end));
  return [...gdbs, ...servers].flat();
}

/** How a process came to its end: by itself, when it was asked, by force, or not at all. */
export type Ending = 'by-itself' | 'asked' | 'killed' | 'stays';

/**
 * One that ends when its GDB is gone is given the time for it: killed while it has the probe, it leaves the probe
 * unusable.
 */
async function endServer(
  host: Host,
  { driver, key }: RecordedServer,
  signal?: AbortSignal,
): Promise<Ending> {
  if (driver === 'gdb') return endProcess(host, key, 'gdbExit', signal);
  if (drivers.find(({ id }) => id === driver)?.endsAfterDetach === true)
    if (await hasEnded(host, key, 'leftOverDetach', signal)) return 'by-itself';
  const behind = await descendantsOf(host, key.pid);
  const way = await endProcess(host, key, 'leftOverExit', signal);
  // A wrapper that is told to end leaves the server itself behind.
  for (const each of behind) await endProcess(host, each, 'leftOverExit', signal);
  return way;
}

/**
 * SIGTERM, and SIGKILL for one that does not end by it.
 * @param limit for the first.
 * @throws Failure `cancelled`
 */
export async function endProcess(
  host: Host,
  key: ProcessKey,
  limit: TimeoutName,
  signal?: AbortSignal,
): Promise<Ending> {
  const asked = await askToEnd(host, key, limit, signal);
  if (asked !== 'stays') return asked;
  host.signalProcess(key.pid, 'SIGKILL');
  return (await hasEnded(host, key, 'leftOverKilled', signal)) ? 'killed' : 'stays';
}

/** SIGTERM only. @throws Failure `cancelled` */
export async function askToEnd(
  host: Host,
  key: ProcessKey,
  limit: TimeoutName,
  signal?: AbortSignal,
): Promise<Exclude<Ending, 'killed'>> {
  // Its number may have become another's since it was listed.
  const now = (await inspectProcesses(host, [key.pid], signal)).get(key.pid);
  if (now?.started !== key.started) return 'by-itself';
  switch (host.signalProcess(key.pid, 'SIGTERM')) {
    case 'gone':
      return 'by-itself';
    case 'denied':
      return 'stays';
    case 'sent':
      return (await hasEnded(host, key, limit, signal)) ? 'asked' : 'stays';
  }
}

/** `OpenOCD (process 4711, port 50000)`. */
export function serverName({ driver, pid, port }: ServerRecord): string {
  const name = drivers.find(({ id }) => id === driver)?.name ?? (driver === 'gdb' ? 'GDB' : driver);
  return `${name} (process ${pid}${port === 0 ? '' : `, port ${port}`})`;
}

function whatBecame(record: RecordedServer, way: Ending): string {
  const who = `${serverName(record)} was left over from a session that did not end by itself`;
  switch (way) {
    case 'by-itself':
    case 'asked':
      return `${who}. It was ended.`;
    case 'killed':
      return `${who}. It had to be killed; if the probe does not answer now, unplug it and plug it in again.`;
    case 'stays':
      return `${who}, and could not be ended. End it by hand, and unplug the probe if it does not answer.`;
  }
}
