// What is written down of a server while it runs, and what becomes of it: `servers/<pid>.json` in the state folder. One
// of a debug adapter that is gone is left over.

import { isObject } from '../base/record';
import type { Host } from '../host/host';
import { inspectProcesses, processRealm } from '../host/processes';
import type { ProcessKey } from '../host/processes';

/** A server we started, as it is written down while it runs. */
export interface ServerRecord {
  readonly pid: number;
  /** `openocd`: the driver; `gdb` for a GDB of ours. */
  readonly driver: string;
  readonly commandLine: readonly string[];
  /** The one GDB connects to; 0 for a GDB. */
  readonly port: number;
  /** Of the debug adapter that started it. */
  readonly adapterPid: number;
  /** What the session works in: tells a person which one it is. */
  readonly folder?: string | undefined;
  /** The serial number of the probe it drives. */
  readonly probe?: string | undefined;
}

/** A record of a process that runs. */
export interface RecordedServer extends ServerRecord {
  readonly key: ProcessKey;
  /** The session that started it goes on; else it was left over. */
  readonly isOfSession: boolean;
  /** Its file in the state folder. */
  readonly file: string;
}

export const recordFolder = 'servers';
const version = 1;

/** More than any record; what is larger is none. */
const limitBytes = 64 * 1024;

/** A file beside a record that was not finished by then never will be. */
const unfinishedMs = 60_000;

interface Written {
  readonly realm: string;
  readonly started: string;
  readonly adapterStarted: string;
  readonly record: ServerRecord;
}

/** @returns the file's text. */
export function printRecord({ record, ...of }: Written): string {
  return `${JSON.stringify({ version, ...of, ...record })}\n`;
}

/** @returns `foreign` when it is another version's, `garbage` when it is none. */
export function parseRecord(text: string): Written | 'foreign' | 'garbage' {
  const told = parseJson(text);
  if (!isObject(told) || typeof told['version'] !== 'number') return 'garbage';
  if (told['version'] !== version) return 'foreign';
  const { realm, started, adapterStarted, driver, commandLine, folder, probe } = told;
  const { pid, adapterPid, port } = told;
  const isWhole =
    [realm, started, adapterStarted, driver].every((each) => typeof each === 'string') &&
    [pid, adapterPid, port].every((each) => Number.isInteger(each)) &&
    [folder, probe].every((each) => each === undefined || typeof each === 'string') &&
    Array.isArray(commandLine) &&
    commandLine.every((word) => typeof word === 'string');
  // Every member was looked at above.
  return isWhole ? toWritten(told as unknown as ServerRecord & Written) : 'garbage';
}

function toWritten(told: ServerRecord & Written): Written {
  const { realm, started, adapterStarted } = told;
  const { pid, driver, commandLine, port, adapterPid, folder, probe } = told;
  const record = { pid, driver, commandLine, port, adapterPid, folder, probe };
  return { realm, started, adapterStarted, record };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not ours, or cut off by a full disk.
    return undefined;
  }
}

/**
 * The servers of ours that run, by what was written down. Records of processes that are gone, and files that are none,
 * are removed on the way; those of a newer version and of another container are let be.
 * @throws Failure `cancelled`
 */
export async function recordedServers(
  host: Host,
  signal?: AbortSignal,
): Promise<readonly RecordedServer[]> {
  const names = await host.readDir(`${host.state.path}/${recordFolder}`);
  if (names.length === 0) return [];
  const realm = await processRealm(host);
  const found = await Promise.all(names.map((name) => readRecord(host, name, realm)));
  const written = found.filter((each) => each !== undefined);
  const pids = written.flatMap(({ record }) => [record.pid, record.adapterPid]);
  const running = await inspectProcesses(host, pids, signal);
  const servers = written.map(async (each): Promise<RecordedServer | undefined> => {
    const { file, record, started, adapterStarted } = each;
    if (running.get(record.pid)?.started !== started) {
      await host.state.remove(file);
      return undefined;
    }
    const isOfSession = running.get(record.adapterPid)?.started === adapterStarted;
    return { ...record, key: { pid: record.pid, started }, isOfSession, file };
  });
  return (await Promise.all(servers)).filter((each) => each !== undefined);
}

async function readRecord(
  host: Host,
  name: string,
  realm: string,
): Promise<(Written & { readonly file: string }) | undefined> {
  const file = `${recordFolder}/${name}`;
  const path = `${host.state.path}/${file}`;
  if (!/^\d+\.json$/.test(name)) {
    const modified = (await host.stat(path))?.modifiedMs ?? Infinity;
    if (Date.now() - modified > unfinishedMs) await host.state.remove(file);
    return undefined;
  }
  const read = await host.readFile(path, limitBytes);
  const said = read.ok ? parseRecord(new TextDecoder().decode(read.bytes)) : 'garbage';
  if (said === 'foreign') return undefined;
  const isOurs = said !== 'garbage' && name === `${said.record.pid}.json`;
  if (!isOurs || isOfEarlierBoot(said.realm, realm)) {
    await host.state.remove(file);
    return undefined;
  }
  return said.realm === realm ? { ...said, file } : undefined;
}

/** The first word of a realm is the start of the system; another container of the same one may still run. */
function isOfEarlierBoot(realm: string, now: string): boolean {
  return realm.split(' ', 1)[0] !== now.split(' ', 1)[0];
}
