// The ports that a launch has no choice about: the one of a server that runs already, and those that the user
// gave to a server that we start. GDB's own port is always a free one.

import type { Host } from '../../host/host';
import { whoHasOpen } from '../../host/open-files';
import { excludedRanges, portListers, whoListens } from '../../host/port-listing';
import { listeningSockets, socketTables } from '../../host/sockets';
import type { ListeningSocket } from '../../host/sockets';
import type { LaunchArgs } from '../../launch/launch-args';
import type { ServerDriver } from '../../launch/server-driver';
import { parseHostPort } from '../../base/host-port';
import { known, unknownFact } from '../facts';
import type { Fact, PortUse, ReservedRange } from '../facts';
import { withSessions } from './sessions';

type WantedPort = Pick<PortUse, 'host' | 'port' | 'attribute' | 'wanted'>;

export async function gatherPorts(
  host: Host,
  args: LaunchArgs,
  driver: ServerDriver | undefined,
): Promise<Fact<readonly PortUse[]>> {
  if (driver === undefined) return unknownFact('the servertype is not known');
  const wanted = wantedPorts(args, driver);
  if (typeof wanted === 'string') return unknownFact(wanted);
  if (wanted.length === 0) return known([], 'launch configuration');
  const numbers = wanted.map(({ port }) => port);
  const sockets = host.platform === 'linux' ? await listeningSockets(host, numbers) : undefined;
  return sockets === undefined ? byBinding(host, wanted) : fromTables(host, wanted, sockets);
}

/** @returns a text that says why the ports cannot be known. */
function wantedPorts(args: LaunchArgs, driver: ServerDriver): readonly WantedPort[] | string {
  if (driver.tool === undefined) {
    const target = parseHostPort(args.gdbTarget ?? '');
    if (target === undefined) return 'gdbTarget is no address';
    if (!isThisComputer(target.host)) return `${target.host} is another computer`;
    return [{ ...target, attribute: 'gdbTarget', wanted: 'listening' }];
  }
  const fixed = driver.fixedPorts?.(args) ?? [];
  return fixed.map((port) => ({ ...port, host: '127.0.0.1', wanted: 'free' }));
}

function isThisComputer(name: string): boolean {
  return name === 'localhost' || /^127\.\d+\.\d+\.\d+$/.test(name) || name === '[::1]';
}

async function fromTables(
  host: Host,
  wanted: readonly WantedPort[],
  sockets: readonly ListeningSocket[],
): Promise<Fact<readonly PortUse[]>> {
  const reachable = sockets.filter(({ address }) => address !== 'other');
  const found = await Promise.all(
    wanted.map(async ({ port, wanted: what }) => {
      const socket = reachable.find((each) => each.port === port);
      // A server of IPv6 alone is not in the way of one at 127.0.0.1: that only binding tells.
      const isFree = socket !== undefined && what === 'free' && (await host.isPortFree(port));
      return isFree ? undefined : socket;
    }),
  );
  // Who holds it matters only where it is in the way; looking costs a look at every process.
  const inTheWay = found.filter((_, index) => wanted[index]?.wanted === 'free');
  const links = inTheWay.flatMap((socket) => (socket === undefined ? [] : [linkOf(socket)]));
  const [openBy, randomOf] = await Promise.all([
    whoHasOpen(host, new Set(links)),
    randomRange(host),
  ]);
  const first = [...openBy].flatMap(([link, [by]]) => (by === undefined ? [] : [{ link, ...by }]));
  const holders = await withSessions(host, first);
  const uses = wanted.map((want, index): PortUse => {
    const socket = found[index];
    const holder = socket && holders.find(({ link }) => link === linkOf(socket));
    return { ...want, isListening: socket !== undefined, holder, reserved: randomOf(want.port) };
  });
  return known(uses, socketTables);
}

function linkOf(socket: ListeningSocket): string {
  return `socket:[${socket.inode}]`;
}

/**
 * Elsewhere only binding tells, and a program of the system's who has a port that cannot be bound. A port that cannot be bound is taken; one that can be bound is not surely free:
 * macOS and Windows let 127.0.0.1 be bound beside a server that listens on all addresses.
 */
async function byBinding(
  host: Host,
  wanted: readonly WantedPort[],
): Promise<Fact<readonly PortUse[]>> {
  const uses = await Promise.all(
    wanted.map(async (want): Promise<PortUse> => {
      const isFree = await host.isPortFree(want.port);
      if (isFree || want.wanted === 'listening')
        return { ...want, isListening: !isFree, holder: undefined, reserved: undefined };
      return { ...want, ...(await inTheWay(host, want.port)) };
    }),
  );
  const isUnsure = uses.some(
    ({ wanted: what, isListening }) => what === 'listening' && !isListening,
  );
  return isUnsure
    ? unknownFact(
        'this system does not tell who listens without starting a program or a connection',
      )
    : known(uses, 'binding the port of 127.0.0.1');
}

/** Who has a port that cannot be bound, or the range in which nobody may bind it. */
async function inTheWay(
  host: Host,
  port: number,
): Promise<Pick<PortUse, 'isListening' | 'holder' | 'reserved'>> {
  if (portListers[host.platform] === undefined)
    return { isListening: true, holder: undefined, reserved: undefined };
  const [by, ranges] = await Promise.all([whoListens(host, port), excludedRanges(host)]);
  const [holder] = await withSessions(host, by === undefined ? [] : [by]);
  const kept = ranges.find(({ first, last }) => port >= first && port <= last);
  if (kept === undefined || holder !== undefined)
    return { isListening: true, holder, reserved: undefined };
  const source = 'netsh interface ipv4 show excludedportrange protocol=tcp';
  const reserved = { range: `${kept.first}-${kept.last}`, source, isBlocked: true };
  return { isListening: false, holder: undefined, reserved };
}

/**
 * Linux gives outgoing connections a port of ip_local_port_range, except those of ip_local_reserved_ports
 * (Documentation/networking/ip-sysctl.rst).
 */
async function randomRange(host: Host): Promise<(port: number) => ReservedRange | undefined> {
  const source = '/proc/sys/net/ipv4/ip_local_port_range';
  const [range, kept] = await Promise.all([
    host.readFile(source),
    host.readFile('/proc/sys/net/ipv4/ip_local_reserved_ports'),
  ]);
  const numbers = range.ok ? textOf(range.bytes).trim().split(/\s+/).map(Number) : [];
  const [first = Infinity, last = -Infinity] = numbers;
  const keptRanges = (kept.ok ? textOf(kept.bytes).trim() : '')
    .split(',')
    .map((part) => part.split('-').map(Number));
  return (port) => {
    const isKept = keptRanges.some(([from = NaN, to = from]) => port >= from && port <= to);
    if (port < first || port > last || isKept) return undefined;
    return { range: `${first}-${last}`, source, isBlocked: false };
  };
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
