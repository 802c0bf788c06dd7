// Who listens on a port, and which ports Windows keeps for itself, on systems where only a program tells. Asked only
// once a port is in the way. Written from the programs' documentation; not tried there.

import type { Host } from './host';
import type { OpenBy } from './open-files';
import { programOutput } from './program-output';

/** A range of ports that the system gives to nobody. */
export interface PortRange {
  readonly first: number;
  readonly last: number;
}

/** The programs that are asked, for evidence. */
export const portListers: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  darwin: 'lsof -nP -iTCP -sTCP:LISTEN',
  win32: 'netstat -ano',
};

/** @returns undefined where the system does not tell, or nobody of this user listens. @throws Failure `cancelled` */
export async function whoListens(
  host: Host,
  port: number,
  signal?: AbortSignal,
): Promise<OpenBy | undefined> {
  switch (host.platform) {
    case 'darwin': {
      const args = ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpc'];
      return parseLsof((await programOutput(host, '/usr/sbin/lsof', args, signal)) ?? '');
    }
    case 'win32': {
      const said = await programOutput(host, 'netstat.exe', ['-ano', '-p', 'TCP'], signal);
      const pid = parseNetstat(said ?? '', port);
      if (pid === undefined) return undefined;
      const args = ['/FI', `PID eq ${pid}`, '/FO', 'CSV', '/NH'];
      return { pid, name: parseTasklist((await programOutput(host, 'tasklist.exe', args)) ?? '') };
    }
    default:
      return undefined;
  }
}

/** Ports that Windows keeps from everybody (Hyper-V, WSL); empty elsewhere. @throws Failure `cancelled` */
export async function excludedRanges(
  host: Host,
  signal?: AbortSignal,
): Promise<readonly PortRange[]> {
  if (host.platform !== 'win32') return [];
  const args = ['interface', 'ipv4', 'show', 'excludedportrange', 'protocol=tcp'];
  return parseExcludedRanges((await programOutput(host, 'netsh.exe', args, signal)) ?? '');
}

/** Fields of `lsof -F`: one a line, its letter first; `p` begins a process, `c` is its command (lsof(8), OUTPUT FOR OTHER PROGRAMS). */
export function parseLsof(text: string): OpenBy | undefined {
  const field = (letter: string): string | undefined =>
    new RegExp(`^${letter}(.+)$`, 'm').exec(text)?.[1];
  const pid = Number(field('p') ?? NaN);
  return Number.isInteger(pid) ? { pid, name: field('c') } : undefined;
}

/** `TCP  127.0.0.1:4444  0.0.0.0:0  LISTENING  1234`: the state is in the system's language, the address of nobody is not. */
export function parseNetstat(text: string, port: number): number | undefined {
  for (const line of text.split('\n')) {
    const [, local, remote, pid] = /^\s*TCP\s+(\S+)\s+(\S+)\s+.*?(\d+)\s*$/.exec(line) ?? [];
    if (local?.endsWith(`:${port}`) === true && /^(0\.0\.0\.0|\[::\]):0$/.test(remote ?? ''))
      return Number(pid);
  }
  return undefined;
}

/** `"openocd.exe","1234","Console","1","10,000 K"`. */
export function parseTasklist(text: string): string | undefined {
  return /^"([^"]+?)(?:\.exe)?","\d+"/im.exec(text)?.[1];
}

/** Rows of two numbers, with a star behind those that an administrator has added. */
export function parseExcludedRanges(text: string): readonly PortRange[] {
  return [...text.matchAll(/^\s*(\d{1,5})\s+(\d{1,5})\s*\*?\s*$/gm)].map(([, first, last]) => ({
    first: Number(first),
    last: Number(last),
  }));
}
