// Processes that are not our children: who they are, told so that one is never taken for a later one with the same
// number, and how they are ended. Linux from /proc; macOS and Windows by the system's own program, which takes long.

import { poll, withTimeout } from '../base/abort';
import type { TimeoutName } from '../base/abort';
import { toFailure } from '../base/failure';
import { isObject } from '../base/record';
import type { Host } from './host';
import { programOutput } from './program-output';

export interface ProcessInfo {
  readonly pid: number;
  readonly parent: number;
  /** The program's name without folders; on Linux cut to 15 characters by the kernel. */
  readonly name: string;
  /** For a person: words joined by spaces. */
  readonly commandLine: string;
  /** When it was started, in the system's own terms: no other process has the same number and the same start. */
  readonly started: string;
  /** The same in milliseconds since 1970; undefined where it was not asked for. */
  readonly startedMs?: number;
}

/** A process by what tells it from every other. */
export type ProcessKey = Pick<ProcessInfo, 'pid' | 'started'>;

interface Reader {
  /** Those of the numbers that run. */
  inspect(
    host: Host,
    pids: readonly number[],
    signal?: AbortSignal,
  ): Promise<readonly ProcessInfo[]>;
  /** All of this user. */
  list(host: Host, signal?: AbortSignal): Promise<readonly ProcessInfo[]>;
  /** Those that these have started and that still run. */
  children(host: Host, parents: readonly number[]): Promise<readonly ProcessKey[]>;
  readonly isRunning: (host: Host, key: ProcessKey) => Promise<boolean>;
}

const psColumns = 'pid=,ppid=,lstart=,command=';

const linux: Reader = {
  inspect: async (host, pids) => {
    const found = await Promise.all(pids.map((pid) => inspectProc(host, pid)));
    return found.filter((info) => info !== undefined);
  },
  list: listProc,
  children: childrenInProc,
  isRunning: async (host, { pid, started }) => (await statOf(host, pid))?.started === started,
};

const darwin: Reader = {
  inspect: async (host, pids, signal) =>
    parsePs(
      (await programOutput(host, '/bin/ps', ['-o', psColumns, '-p', pids.join(',')], signal)) ?? '',
    ),
  // -x: also those without a terminal; without -a only this user's (ps(1) of macOS).
  list: async (host, signal) =>
    parsePs((await programOutput(host, '/bin/ps', ['-x', '-o', psColumns], signal)) ?? ''),
  children: async (host, parents) =>
    (await darwin.list(host)).filter(({ parent }) => parents.includes(parent)),
  isRunning: (host, { pid }) => Promise.resolve(host.signalProcess(pid, 'test') !== 'gone'),
};

const win32: Reader = {
  inspect: (host, pids, signal) =>
    askWindows(host, pids.map((pid) => `ProcessId=${pid}`).join(' OR '), signal),
  // Other users' processes have no command line for this one.
  list: async (host, signal) =>
    (await askWindows(host, '', signal)).filter(({ commandLine }) => commandLine !== ''),
  // PowerShell would be asked at the end of every session, for a second.
  children: () => Promise.resolve([]),
  isRunning: darwin.isRunning,
};

const readers: Readonly<Partial<Record<NodeJS.Platform, Reader>>> = { linux, darwin, win32 };

/**
 * @returns those that run, by their number; a process that has ended and waits for its parent is gone.
 * @throws Failure `cancelled`
 */
export async function inspectProcesses(
  host: Host,
  pids: readonly number[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<number, ProcessInfo>> {
  const unique = [...new Set(pids)];
  if (unique.length === 0) return new Map();
  const found = (await readers[host.platform]?.inspect(host, unique, signal)) ?? [];
  return new Map(found.map((info) => [info.pid, info]));
}

/** This process, without asking a program: `started` is empty where only one would tell. */
export async function thisProcess(
  host: Host,
): Promise<ProcessKey & { readonly startedMs: number }> {
  const { pid } = process;
  const stat = host.platform === 'linux' ? await statOf(host, pid) : undefined;
  const startedMs = Math.round(Date.now() - process.uptime() * 1000);
  return { pid, started: stat?.started ?? '', startedMs };
}

/** Every process of this user. @throws Failure `cancelled` */
export async function listProcesses(
  host: Host,
  signal?: AbortSignal,
): Promise<readonly ProcessInfo[]> {
  return (await readers[host.platform]?.list(host, signal)) ?? [];
}

/**
 * What a process has started and what that has: the server behind a wrapper, for instance. None on Windows.
 * @returns those that run, parents first; never rejects.
 */
export async function descendantsOf(host: Host, pid: number): Promise<readonly ProcessKey[]> {
  const all: ProcessKey[] = [];
  for (let parents = [pid]; parents.length > 0;) {
    const found = (await readers[host.platform]?.children(host, parents)) ?? [];
    const more = found.filter((each) => !all.some((known) => known.pid === each.pid));
    all.push(...more);
    parents = more.map((each) => each.pid);
  }
  return all;
}

/** @returns whether it has ended within the limit. @throws Failure `cancelled` */
export async function hasEnded(
  host: Host,
  key: ProcessKey,
  limit: TimeoutName,
  signal?: AbortSignal,
): Promise<boolean> {
  const reader = readers[host.platform];
  if (reader === undefined) return false;
  const over = new AbortController();
  const gone = poll(
    async () => ((await reader.isRunning(host, key)) ? undefined : true),
    over.signal,
  );
  try {
    return await withTimeout(gone, limit, `process ${key.pid} to end`, signal);
  } catch (error) {
    if (toFailure(error).code !== 'timeout') throw error;
    return false;
  } finally {
    over.abort();
    gone.catch(() => undefined);
  }
}

/**
 * What a number of a process means here: of which start of the system and, on Linux, in which container. Numbers of
 * elsewhere name other processes.
 */
export async function processRealm(host: Host): Promise<string> {
  if (host.platform !== 'linux') return host.platform;
  const [boot, space] = await Promise.all([
    textOf(host, '/proc/sys/kernel/random/boot_id'),
    host.readLink('/proc/self/ns/pid'),
  ]);
  return `${boot?.trim() ?? ''} ${space ?? ''}`;
}

async function textOf(host: Host, path: string): Promise<string | undefined> {
  const read = await host.readFile(path);
  return read.ok ? new TextDecoder().decode(read.bytes) : undefined;
}

interface ProcStat {
  readonly name: string;
  readonly parent: number;
  readonly started: string;
}

async function statOf(host: Host, pid: number): Promise<ProcStat | undefined> {
  return parseProcStat((await textOf(host, `/proc/${pid}/stat`)) ?? '');
}

/**
 * A line of proc(5) /proc/pid/stat: `pid (name) state ppid …`, where the name may hold anything; field 22 is the start
 * in ticks since the system's. @returns undefined for one that has ended (states Z and X)
 */
export function parseProcStat(line: string): ProcStat | undefined {
  const open = line.indexOf('(');
  const close = line.lastIndexOf(')');
  const fields = line
    .slice(close + 1)
    .trim()
    .split(/\s+/);
  const [state = 'X', parent = ''] = fields;
  const started = fields[22 - 3];
  if (open < 0 || close < open || /[ZX]/i.test(state) || started === undefined) return undefined;
  return { name: line.slice(open + 1, close), parent: Number(parent), started };
}

async function inspectProc(host: Host, pid: number): Promise<ProcessInfo | undefined> {
  const [stat, words] = await Promise.all([
    statOf(host, pid),
    textOf(host, `/proc/${pid}/cmdline`),
  ]);
  if (stat === undefined) return undefined;
  const commandLine = (words ?? '').split('\0').join(' ').trim();
  return { pid, ...stat, commandLine: commandLine === '' ? stat.name : commandLine };
}

async function listProc(host: Host): Promise<readonly ProcessInfo[]> {
  const names = (await host.readDir('/proc')).filter((name) => /^\d+$/.test(name));
  const [me, boot] = await Promise.all([uidOf(host, 'self'), textOf(host, '/proc/stat')]);
  const bootMs = 1000 * Number(/^btime (\d+)/m.exec(boot ?? '')?.[1] ?? NaN);
  const found = await Promise.all(
    names.map(async (name) => {
      if ((await uidOf(host, name)) !== me) return undefined;
      const info = await inspectProc(host, Number(name));
      // A tick as programs see it is a hundredth of a second (USER_HZ, include/asm-generic/param.h).
      const startedMs = bootMs + Number(info?.started) * 10;
      return info && { ...info, ...(Number.isFinite(startedMs) ? { startedMs } : {}) };
    }),
  );
  return found.filter((info) => info !== undefined);
}

/** proc(5), /proc/pid/task/tid/children; a process may start another from any of its threads. */
async function childrenInProc(host: Host, parents: readonly number[]): Promise<ProcessKey[]> {
  const lists = await Promise.all(
    parents.map(async (parent) => {
      const threads = await host.readDir(`/proc/${parent}/task`);
      return Promise.all(
        threads.map((thread) => textOf(host, `/proc/${parent}/task/${thread}/children`)),
      );
    }),
  );
  const pids = lists.flat().flatMap((list) => (list ?? '').match(/\d+/g) ?? []);
  const found = await Promise.all(pids.map((pid) => inspectProc(host, Number(pid))));
  return found.filter((info) => info !== undefined);
}

async function uidOf(host: Host, pid: string): Promise<string | undefined> {
  return /^Uid:\s+(\d+)/m.exec((await textOf(host, `/proc/${pid}/status`)) ?? '')?.[1];
}

/** Lines of `ps -o pid=,ppid=,lstart=,command=`; lstart is ctime(3): `Sun Nov 22 16:05:52 2026`. */
export function parsePs(text: string): readonly ProcessInfo[] {
  return text.split('\n').flatMap((line) => {
    const found = /^\s*(\d+)\s+(\d+)\s+(\w{3} \w{3} [ \d]\d \d\d:\d\d:\d\d \d{4})\s+(.+)$/.exec(
      line,
    );
    const [, pid, parent, started = '', commandLine = ''] = found ?? [];
    if (found === null) return [];
    const startedMs = Date.parse(started);
    return [
      {
        ...{ pid: Number(pid), parent: Number(parent), name: programOf(commandLine) },
        ...{ commandLine: commandLine.trim(), started },
        ...(Number.isFinite(startedMs) ? { startedMs } : {}),
      },
    ];
  });
}

/** Words are not told apart there, and folders may have spaces: what stands before the first option. */
function programOf(commandLine: string): string {
  const program = commandLine.split(/ -/, 1)[0] ?? '';
  return program.slice(program.lastIndexOf('/') + 1);
}

/** Windows PowerShell is part of every Windows since 7; the class is Win32_Process (learn.microsoft.com). */
async function askWindows(
  host: Host,
  filter: string,
  signal?: AbortSignal,
): Promise<readonly ProcessInfo[]> {
  const script = [
    '[Console]::OutputEncoding=[Text.Encoding]::UTF8;',
    `Get-CimInstance Win32_Process${filter === '' ? '' : ` -Filter '${filter}'`} |`,
    'Select-Object ProcessId,ParentProcessId,Name,CommandLine,',
    "@{n='Started';e={$_.CreationDate.ToUniversalTime().ToString('o')}} | ConvertTo-Json -Compress",
  ].join(' ');
  const args = ['-NoProfile', '-NonInteractive', '-Command', script];
  return parseWindowsProcesses((await programOutput(host, 'powershell.exe', args, signal)) ?? '');
}

/** What ConvertTo-Json makes of them: a list, or the object alone when there is one. */
export function parseWindowsProcesses(text: string): readonly ProcessInfo[] {
  let told: unknown;
  try {
    told = JSON.parse(text);
  } catch {
    // No output: none of them runs.
    return [];
  }
  return (Array.isArray(told) ? told : [told]).flatMap((each: unknown) => {
    if (!isObject(each)) return [];
    const { ProcessId: pid, ParentProcessId: parent, Started: started } = each;
    if (typeof pid !== 'number' || typeof started !== 'string') return [];
    const textIn = (key: string): string => (typeof each[key] === 'string' ? each[key] : '');
    const startedMs = Date.parse(started);
    return [
      {
        ...{ pid, parent: typeof parent === 'number' ? parent : 0, started },
        ...{ name: textIn('Name').replace(/\.exe$/i, ''), commandLine: textIn('CommandLine') },
        ...(Number.isFinite(startedMs) ? { startedMs } : {}),
      },
    ];
  });
}
