// The ports that a launch has no choice about: the one of a server that runs already, and those that the user
// gave to a server that we start. GDB's own port is always a free one.

import type { Host } from '../../host/host';
import { whoHasOpen } from '../../host/open-files';
import { listeningSockets, socketTables } from '../../host/sockets';
import type { ListeningSocket } from '../../host/sockets';
import type { LaunchArgs } from '../../launch/launch-args';
import type { ServerDriver } from '../../launch/server-driver';
import { parseHostPort } from '../../base/host-port';
import { known, unknownFact } from '../facts';
import type { Fact, PortUse } from '../facts';

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
  const [holders, isRandom] = await Promise.all([
    whoHasOpen(host, new Set(links)),
    randomRange(host),
  ]);
  const uses = wanted.map((want, index): PortUse => {
    const socket = found[index];
    const holder = socket === undefined ? undefined : holders.get(linkOf(socket))?.[0];
    return { ...want, isListening: socket !== undefined, holder, reserved: isRandom(want.port) };
  });
  return known(uses, socketTables);
}

function linkOf(socket: ListeningSocket): string {
  return `socket:[${socket.inode}]`;
}

/**
 * Elsewhere only binding tells. A port that cannot be bound is taken; one that can be bound is not surely free:
 * macOS and Windows let 127.0.0.1 be bound beside a server that listens on all addresses.
 */
async function byBinding(
  host: Host,
  wanted: readonly WantedPort[],
): Promise<Fact<readonly PortUse[]>> {
  const uses = await Promise.all(
    wanted.map(async (want): Promise<PortUse> => {
      const isListening = !(await host.isPortFree(want.port));
      return { ...want, isListening, holder: undefined, reserved: undefined };
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

/**
 * Linux gives outgoing connections a port of ip_local_port_range, except those of ip_local_reserved_ports
 * (Documentation/networking/ip-sysctl.rst).
 */
async function randomRange(host: Host): Promise<(port: number) => string | undefined> {
  const [range, kept] = await Promise.all([
    host.readFile('/proc/sys/net/ipv4/ip_local_port_range'),
    host.readFile('/proc/sys/net/ipv4/ip_local_reserved_ports'),
  ]);
  const numbers = range.ok ? textOf(range.bytes).trim().split(/\s+/).map(Number) : [];
  const [first = Infinity, last = -Infinity] = numbers;
  const keptRanges = (kept.ok ? textOf(kept.bytes).trim() : '')
    .split(',')
    .map((part) => part.split('-').map(Number));
  return (port) => {
    const isKept = keptRanges.some(([from = NaN, to = from]) => port >= from && port <= to);
    return port >= first && port <= last && !isKept ? `${first}-${last}` : undefined;
  };
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
