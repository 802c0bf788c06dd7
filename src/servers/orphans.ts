// GDB servers and other holders of probes that run for this user: which are left over, whose the others are, and what a
// person needs to know before one is ended.

import type { Host } from '../host/host';
import { listProcesses } from '../host/processes';
import type { ProcessInfo } from '../host/processes';
import { listeningSockets } from '../host/sockets';
import { recordedServers } from './server-records';
import type { RecordedServer } from './server-records';

/** `left-over`: ours, its session is gone; `stranger`: somebody else started it; `session`: of a session that runs. */
export type OrphanKind = 'left-over' | 'stranger' | 'session';

export interface Orphan extends ProcessInfo {
  readonly kind: OrphanKind;
  /** TCP ports it listens on, as far as the system tells. */
  readonly ports: readonly number[];
  /** The probe it has open: its serial number or its device file. */
  readonly probe: string | undefined;
  /** What the session works in, or did. */
  readonly folder: string | undefined;
}

/** Programs that keep a probe or a GDB port, by name; the kernel cuts names to 15 characters. */
const names: readonly RegExp[] = [
  /^openocd/i,
  /^st-util$/i,
  /^ST-LINK_gdbserv/i,
  /^JLinkGDBServer/i,
  /^stlink-server/i,
  /^STM32_Programme/i,
  /^STM32CubeProgra/i,
  /^probe-rs$/i,
];

/** Those that are told by their words: a script of Python, or one of many uses of a program. */
const commandLines: readonly RegExp[] = [
  /(?:^|[/\\\s])pyocd(?:\.exe|-script\.py)?"?\s+(?:gdb|gdbserver)\b/i,
  /(?:^|[/\\])qemu-system-arm(?:\.exe)?"?\s.*\s-(?:gdb\s|s(?:\s|$))/i,
];

/** Whether a process is a GDB server or holds probes, as far as its name says. */
export function isServerProgram({ name, commandLine }: ProcessInfo): boolean {
  return (
    names.some((pattern) => pattern.test(name)) ||
    commandLines.some((pattern) => pattern.test(commandLine))
  );
}

/** Left over first, then strangers, then those of sessions; the youngest first. @throws Failure `cancelled` */
export async function findOrphans(host: Host, signal?: AbortSignal): Promise<readonly Orphan[]> {
  const [processes, recorded] = await Promise.all([
    listProcesses(host, signal),
    recordedServers(host, signal),
  ]);
  return Promise.all(
    sortOrphans(processes, recorded).map(async (orphan) => {
      const found = await held(host, orphan.pid);
      const { ports, probe } = orphan;
      return {
        ...orphan,
        ports: [...new Set([...ports, ...found.ports])],
        probe: probe ?? found.probe,
      };
    }),
  );
}

/** Which of the processes are orphans, and of what kind, in the order in which they are shown. */
export function sortOrphans(
  processes: readonly ProcessInfo[],
  recorded: readonly RecordedServer[],
): readonly Orphan[] {
  const orphans = processes.flatMap((info): readonly Orphan[] => {
    const record = recorded.find(({ key }) => key.pid === info.pid && key.started === info.started);
    if (record === undefined && !isServerProgram(info)) return [];
    const kind = record === undefined ? 'stranger' : record.isOfSession ? 'session' : 'left-over';
    const port = record?.port ?? 0;
    const { probe, folder } = record ?? { probe: undefined, folder: undefined };
    return [{ ...info, kind, ports: port === 0 ? [] : [port], probe, folder }];
  });
  const order: readonly OrphanKind[] = ['left-over', 'stranger', 'session'];
  return orphans.sort(
    (a, b) =>
      order.indexOf(a.kind) - order.indexOf(b.kind) || (b.startedMs ?? 0) - (a.startedMs ?? 0),
  );
}

/** What it has open, on Linux. */
async function held(
  host: Host,
  pid: number,
): Promise<{ readonly ports: readonly number[]; readonly probe: string | undefined }> {
  if (host.platform !== 'linux') return { ports: [], probe: undefined };
  const folder = `/proc/${pid}/fd`;
  const links = await Promise.all(
    (await host.readDir(folder)).map((fd) => host.readLink(`${folder}/${fd}`)),
  );
  const sockets = (await listeningSockets(host, [])) ?? [];
  const ports = sockets.filter(({ inode }) => links.includes(`socket:[${inode}]`));
  return {
    ports: ports.map(({ port }) => port),
    probe: links.find((link) => link?.startsWith('/dev/bus/usb/')),
  };
}

/** `left over from a debug session in /home/me/blinky`. */
export function originWords({ kind, folder }: Orphan): string {
  const where = folder === undefined ? '' : ` in ${folder}`;
  switch (kind) {
    case 'left-over':
      return `left over from a debug session${where}`;
    case 'session':
      return `of a debug session that runs${where}`;
    case 'stranger':
      return 'not started by STM32 Preflight';
  }
}

/** `port 50000, probe 066C…, since 22 Nov, 16:05`; empty when nothing is known. */
export function holdingWords({ ports, probe, startedMs }: Orphan, locale?: string): string {
  const since = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  return [
    ...(ports.length === 0 ? [] : [`port ${ports.join(', ')}`]),
    ...(probe === undefined ? [] : [`probe ${probe}`]),
    ...(startedMs === undefined ? [] : [`since ${since.format(startedMs)}`]),
  ].join(', ');
}
