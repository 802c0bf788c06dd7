// Which TCP ports are listened on, on Linux: read from /proc/net, so that no connection is tried. A server that
// takes one client only would be lost to a trial.

import type { Host } from './host';

export interface ListeningSocket {
  readonly port: number;
  /** `loopback`: only this computer's own address; `any`: every address of it. Others cannot be reached as localhost. */
  readonly address: 'loopback' | 'any' | 'other';
  /** The socket's number; a process that has it open has a link `socket:[inode]`. */
  readonly inode: string;
}

/** The files that were read, for evidence. */
export const socketTables = '/proc/net/tcp, /proc/net/tcp6';

/**
 * @param ports those that matter; IPv6 is looked at only for what IPv4 does not have.
 * @returns undefined where the system has no such table (not Linux, or hidden from this process)
 */
export async function listeningSockets(
  host: Host,
  ports: readonly number[],
): Promise<readonly ListeningSocket[] | undefined> {
  const v4 = await readTable(host, '/proc/net/tcp');
  if (v4 === undefined) return undefined;
  const isComplete = ports.every((port) =>
    v4.some((socket) => socket.port === port && socket.address !== 'other'),
  );
  if (isComplete) return v4;
  return [...v4, ...((await readTable(host, '/proc/net/tcp6')) ?? [])];
}

/**
 * One read gives at most a page, and less only at the end of the table. The kernel walks through all its hash
 * buckets for each read (3 ms where there are 262,144), so the read that finds the end is saved where it can be.
 */
async function readTable(
  host: Host,
  path: string,
): Promise<readonly ListeningSocket[] | undefined> {
  const pageBytes = 4096;
  const longestLineBytes = 256;
  const first = await host.readFileRange(path, 0, 2 * pageBytes);
  if (!first.ok) return undefined;
  const isAll = first.bytes.length < pageBytes - longestLineBytes;
  const read = isAll ? first : await host.readFile(path);
  return read.ok ? parseSocketTable(new TextDecoder().decode(read.bytes)) : undefined;
}

/** Lines of proc(5) /proc/net/tcp: `sl local rem st queues timer retransmits uid timeout inode …`; state 0A listens. */
export function parseSocketTable(text: string): readonly ListeningSocket[] {
  return text.split('\n').flatMap((line) => {
    const [, local = '', , state, , , , , , inode] = line.trim().split(/\s+/);
    const [address = '', port = ''] = local.split(':');
    if (state !== '0A' || inode === undefined || !/^[0-9A-F]{1,4}$/i.test(port)) return [];
    return [{ port: parseInt(port, 16), address: kindOf(address.toUpperCase()), inode }];
  });
}

/** Addresses stand there as 32-bit words in the machine's byte order; every machine we run on is little-endian. */
function kindOf(address: string): ListeningSocket['address'] {
  if (/^0+$/.test(address)) return 'any';
  const v4 = address.replace(/^0{16}FFFF0000/, '');
  if (v4.length === 8) return v4.endsWith('7F') ? 'loopback' : v4 === '00000000' ? 'any' : 'other';
  return /^0{24}01000000$/.test(address) ? 'loopback' : 'other';
}
