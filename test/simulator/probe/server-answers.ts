// What the stlink-server answers, and how it shares a probe among its clients.

import type { ServerSetup } from '../setup';
import { commandBytes, commandName } from './commands';
import { stVendorId } from './kinds';
import type { SimulatedProbe } from './probe';
import {
  deviceInfoBytes,
  direction,
  request,
  serialBytes,
  serverStatus,
  usbCommandBytes,
  words,
} from './server-protocol';

/** How long the server waits for an answer on USB, from when the probe has carried out what it was asked. */
const usbTimeoutMs = 1000;

/** One TCP connection. */
export interface Client {
  readonly connections: Set<number>;
}

/** What all clients share. */
export interface Shelf {
  readonly probes: readonly SimulatedProbe[];
  readonly setup: ServerSetup;
  /** Which probe a connection id stands for. */
  readonly opened: Map<number, SimulatedProbe>;
  /** The connection that sent RW_MISC_OUT and has not fetched its results: API 3 keeps the others out. */
  readonly locks: Map<SimulatedProbe, number>;
  nextConnection: number;
}

/** The whole answer; `nothing`: the client waits in vain; `close`: it loses its connection. */
export type ServerAnswer = Uint8Array | 'nothing' | 'close';

const version = { major: 2, minor: 1, build: 1 };

/** More than there are, for a server that lies. */
const inventedDevices = 3;

export async function answerRequest(
  shelf: Shelf,
  client: Client,
  bytes: Uint8Array,
): Promise<ServerAnswer> {
  const right = await rightAnswer(shelf, client, bytes);
  const { misbehaviour } = shelf.setup;
  switch (misbehaviour) {
    case 'stalls':
      return 'nothing';
    case 'closes-at-open':
      return bytes[0] === request.open ? 'close' : right;
    case 'wrong-count':
      return bytes[0] === request.countDevices
        ? words(present(shelf).length + inventedDevices)
        : right;
    case 'truncated':
      return bytes[0] === request.usbCommand ? right.slice(0, right.length >> 1) : right;
    case 'garbage':
      return right.map((_, at) => (at * 151 + 0x5b) & 0xff);
    case 'refuses':
    case 'busy-for-ever':
    default:
      return right;
  }
}

function rightAnswer(
  shelf: Shelf,
  client: Client,
  bytes: Uint8Array,
): Promise<Uint8Array> | Uint8Array {
  const word = (at: number) => new DataView(bytes.buffer).getUint32(at, true);
  switch (bytes[0]) {
    case request.refresh:
      return words(serverStatus.ok);
    case request.countDevices:
      return words(present(shelf).length);
    case request.deviceInfo:
      return deviceInfo(shelf, bytes[1] ?? 0);
    case request.open:
      return open(shelf, client, word(4));
    case request.close:
      return close(shelf, client, word(4));
    case request.usbCommand:
      return usbCommand(shelf, client, bytes);
    case request.serverVersion:
      return words(shelf.setup.api, version.major, version.minor, version.build);
    default:
      return words(serverStatus.ok, clientsOf(shelf, probeOf(shelf, word(4))));
  }
}

/** The probes that are plugged in: their place here is their index. */
function present(shelf: Shelf): readonly SimulatedProbe[] {
  return shelf.probes.filter((probe) => probe.isPlugged);
}

/** Device ids are given once and stay with a probe. */
const deviceId = (shelf: Shelf, probe: SimulatedProbe) => shelf.probes.indexOf(probe) + 1;

function probeOf(shelf: Shelf, id: number): SimulatedProbe | undefined {
  const probe = shelf.probes[id - 1];
  return probe?.isPlugged === true ? probe : undefined;
}

function clientsOf(shelf: Shelf, probe: SimulatedProbe | undefined): number {
  return [...shelf.opened.values()].filter((other) => other === probe).length;
}

function deviceInfo(shelf: Shelf, index: number): Uint8Array {
  const answer = new Uint8Array(deviceInfoBytes);
  const view = new DataView(answer.buffer);
  const probe = present(shelf)[index];
  view.setUint32(0, probe === undefined ? serverStatus.badParameter : serverStatus.ok, true);
  if (probe === undefined) return answer;
  view.setUint32(4, deviceId(shelf, probe), true);
  answer.set(new TextEncoder().encode(probe.setup.serial).subarray(0, serialBytes), 8);
  view.setUint16(40, stVendorId, true);
  view.setUint16(42, probe.kind.productId, true);
  answer[44] = probe.setup.isBusy ? 1 : 0;
  return answer;
}

function open(shelf: Shelf, client: Client, id: number): Uint8Array {
  const probe = probeOf(shelf, id);
  if (probe === undefined) return words(serverStatus.badParameter, 0);
  if (probe.setup.isBusy) return words(serverStatus.openError, 0);
  if (probe.setup.kind === 'v1') return words(serverStatus.notAvailable, 0);
  const connection = shelf.nextConnection++;
  shelf.opened.set(connection, probe);
  client.connections.add(connection);
  return words(serverStatus.ok, connection);
}

function close(shelf: Shelf, client: Client, connection: number): Uint8Array {
  if (!client.connections.delete(connection)) return words(serverStatus.badParameter);
  drop(shelf, connection);
  return words(serverStatus.ok);
}

function drop(shelf: Shelf, connection: number): void {
  const probe = shelf.opened.get(connection);
  shelf.opened.delete(connection);
  if (probe !== undefined && shelf.locks.get(probe) === connection) shelf.locks.delete(probe);
}

/** A client is gone: what it had open is closed for it. */
export function forget(shelf: Shelf, client: Client): void {
  for (const connection of client.connections) drop(shelf, connection);
  client.connections.clear();
}

async function usbCommand(shelf: Shelf, client: Client, bytes: Uint8Array): Promise<Uint8Array> {
  const view = new DataView(bytes.buffer);
  const connection = view.getUint32(4, true);
  const isRead = bytes[24] !== direction.write;
  const answerBytes = isRead ? view.getUint32(28, true) : 0;
  const failed = (code: number) => words(code, ...new Array<number>(answerBytes >> 2).fill(0));
  const sized = (answer: Uint8Array) => {
    const whole = new Uint8Array(4 + answerBytes);
    whole.set(answer.subarray(0, whole.length));
    return whole;
  };
  const probe = shelf.opened.get(connection);
  if (probe === undefined || !client.connections.has(connection)) {
    return sized(failed(serverStatus.badParameter));
  }
  if (shelf.setup.misbehaviour === 'busy-for-ever') return sized(failed(serverStatus.busy));
  const holder = shelf.locks.get(probe);
  if (holder !== undefined && holder !== connection) return sized(failed(serverStatus.busy));
  if (shelf.setup.api >= 3) lock(shelf, probe, connection, bytes);
  const { code, data } = await transfer(probe, bytes, answerBytes);
  return sized(new Uint8Array([...words(code), ...data]));
}

/** From API 3 on, the two halves of RW_MISC belong together. */
function lock(shelf: Shelf, probe: SimulatedProbe, connection: number, bytes: Uint8Array): void {
  const name = commandName(bytes.subarray(8, 8 + commandBytes));
  if (name === 'RW_MISC_OUT') shelf.locks.set(probe, connection);
  if (name === 'RW_MISC_IN') shelf.locks.delete(probe);
}

/** The command over USB with its data or its answer. */
async function transfer(
  probe: SimulatedProbe,
  bytes: Uint8Array,
  answerBytes: number,
): Promise<{ code: number; data: Uint8Array }> {
  const none = new Uint8Array();
  const failed = (code: number) => ({ code, data: none });
  const isTrace = bytes[24] === direction.readTrace;
  if (!probe.isPlugged) return failed(serverStatus.openError);
  if (!isTrace) {
    probe.out(bytes.slice(8, 8 + commandBytes));
    if (bytes.length > usbCommandBytes) probe.out(bytes.slice(usbCommandBytes));
  }
  if (bytes[24] === direction.write || answerBytes === 0) {
    await probe.settled();
    return failed(probe.isPlugged ? serverStatus.ok : serverStatus.openError);
  }
  const limit = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  // A busy computer makes a simulated target slow, which is no silence of its probe.
  void probe.settled().then(() => {
    if (!limit.signal.aborted) timer = setTimeout(() => limit.abort(), usbTimeoutMs);
  });
  try {
    const taken = await (isTrace
      ? probe.inTrace(answerBytes, limit.signal)
      : probe.in(answerBytes, limit.signal));
    switch (taken.kind) {
      case 'gone':
        return failed(serverStatus.openError);
      case 'cancelled':
        return failed(serverStatus.timeout);
      case 'overflow':
        return { code: serverStatus.truncated, data: taken.bytes };
      case 'data': {
        const isWhole = taken.bytes.length === answerBytes;
        return { code: isWhole ? serverStatus.ok : serverStatus.truncated, data: taken.bytes };
      }
    }
  } finally {
    limit.abort();
    clearTimeout(timer);
  }
}
