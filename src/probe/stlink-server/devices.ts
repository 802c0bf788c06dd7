// Which probes a stlink-server has.

import { cancelled } from '../../base/abort';
import type { HostPort } from '../../base/host-port';
import { Failure } from '../../base/failure';
import type { Host } from '../../host/host';
import type { ProbeInfo, ProbeList } from '../probe-info';
import { stLinkModel } from '../stlink/ids';
import { stLinkSerial } from '../stlink/serial';
import { ServerConnection } from './connection';
import type { ServerReply } from './connection';
import { questions, readDevice, serverStatus } from './protocol';
import type { ServerDevice } from './protocol';

/** More than ST's server can number. */
const maxDevices = 255;
/** Versions of its interface count from 1; there are three. */
const maxApi = 100;

type GoodReply = Extract<ServerReply, { ok: true }>;

/** A server that can be talked to: connected and asked for its version. @throws Failure as `listServerProbes` */
export async function connectServer(
  host: Host,
  place: HostPort,
  signal: AbortSignal | undefined,
): Promise<Server> {
  const connection = await ServerConnection.open(host, place);
  if (typeof connection === 'string') throw unreachable(place, connection);
  const server = new Server(connection, place, signal);
  try {
    const version = await server.ask(questions.serverVersion);
    const api = version.view.getUint32(0, true);
    if (api === 0 || api > maxApi) throw server.nonsense(`version ${api} of its interface`);
    return server;
  } catch (error) {
    await connection.close();
    throw error;
  }
}

/** Questions before a probe is open: a server that does not answer them is the cause, not a probe. */
export class Server {
  constructor(
    readonly connection: ServerConnection,
    private readonly place: HostPort,
    private readonly signal: AbortSignal | undefined,
  ) {}

  /** @throws Failure `stlink-server-unreachable`, `stlink-server-garbled`, `cancelled` */
  async ask({
    bytes,
    answerLength,
  }: {
    bytes: Uint8Array;
    answerLength: number;
  }): Promise<GoodReply> {
    const reply = await this.connection.ask(bytes, answerLength, this.signal);
    if (reply.ok) return reply;
    switch (reply.trouble) {
      case 'cancelled':
        throw cancelled();
      case 'closed':
        throw unreachable(this.place, reply.detail, 'closes the connection');
      case 'stalled':
        throw unreachable(this.place, reply.detail, 'does not answer');
      case 'cut-off':
      case 'surplus':
        throw this.nonsense(reply.detail);
    }
  }

  /** @throws Failure as `ask` */
  async devices(): Promise<readonly ServerDevice[]> {
    // Its status is not looked at: the list as it was is better than none.
    await this.ask(questions.refresh);
    const count = (await this.ask(questions.countDevices)).view.getUint32(0, true);
    if (count > maxDevices) throw this.nonsense(`a count of ${count} probes`);
    const devices: ServerDevice[] = [];
    for (let index = 0; index < count; index++) {
      const { bytes, view } = await this.ask(questions.deviceInfo(index));
      // One less than was counted: it was unplugged since.
      if (view.getUint32(0, true) === serverStatus.ok) devices.push(readDevice(bytes, view));
    }
    return devices;
  }

  nonsense(what: string): Failure {
    const where = `${this.place.host}:${this.place.port}`;
    return new Failure(
      'stlink-server-garbled',
      'environment',
      `What answers at ${where} is no stlink-server, or a broken one.`,
      { evidence: [`it sent ${what}`], fix: 'Start stlink-server again, or correct its address.' },
    );
  }
}

/** @param words what one does that is there; undefined where nothing listens. */
function unreachable(place: HostPort, detail: string, words?: string): Failure {
  const where = `${place.host}:${place.port}`;
  return new Failure(
    'stlink-server-unreachable',
    'environment',
    words === undefined
      ? `No stlink-server answers at ${where}.`
      : `What listens at ${where} ${words}, as an stlink-server would not.`,
    { evidence: [detail], fix: 'Start stlink-server there, or correct its address.' },
  );
}

/**
 * Lists what a stlink-server has; no probe is opened.
 * @throws Failure `stlink-server-unreachable`, `stlink-server-garbled`, `cancelled`
 */
export async function listServerProbes(
  host: Host,
  place: HostPort,
  signal?: AbortSignal,
): Promise<ProbeList> {
  const server = await connectServer(host, place, signal);
  try {
    const devices = await server.devices();
    const source = `stlink-server at ${place.host}:${place.port}`;
    return { hasBus: true, probes: devices.map((device) => infoOf(device, place)), source };
  } finally {
    await server.connection.close();
  }
}

function infoOf({ deviceId, serial, id, isUsed }: ServerDevice, place: HostPort): ProbeInfo {
  return {
    family: 'stlink',
    id,
    name: stLinkModel(id)?.name ?? 'ST-LINK',
    serial: stLinkSerial(serial),
    carrier: { kind: 'stlink-server', host: place.host, port: place.port, deviceId },
    access: isUsed ? 'in-use' : 'ok',
    holders: [],
  };
}
