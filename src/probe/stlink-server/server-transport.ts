// The carrier over TCP: a probe that ST's stlink-server has and shares.

import { pause, timeouts } from '../../base/abort';
import { Failure } from '../../base/failure';
import type { Host } from '../../host/host';
import type { ProbeCarrier, ProbeInfo } from '../probe-info';
import { stLinkSerial } from '../stlink/serial';
import {
  commandText,
  probeGarbled,
  probeGone,
  probeInUse,
  probeSilent,
} from '../transport-failures';
import type { Exchange, Transport } from '../transport';
import type { ServerConnection, ServerTrouble } from './connection';
import { connectServer } from './devices';
import type { Server } from './devices';
import { questions, serverStatus } from './protocol';

export type ServerCarrier = Extract<ProbeCarrier, { kind: 'stlink-server' }>;

/** The server's number for a probe may be another's since it was listed, so its serial number is compared. */
export type ServerProbe = Pick<ProbeInfo, 'id' | 'serial'>;

/**
 * Opens a probe of a server.
 * @throws Failure `stlink-server-unreachable`, `stlink-server-garbled`, `probe-gone`, `probe-in-use`,
 * `probe-unsupported`, `cancelled`
 */
export async function openServerTransport(
  host: Host,
  carrier: ServerCarrier,
  probe: ServerProbe,
  signal?: AbortSignal,
): Promise<Transport> {
  const server = await connectServer(host, carrier, signal);
  try {
    const connectId = await openDevice(server, carrier, probe);
    return new ServerTransport(server.connection, connectId);
  } catch (error) {
    await server.connection.close();
    throw error;
  }
}

async function openDevice(
  server: Server,
  { deviceId }: ServerCarrier,
  { id, serial }: ServerProbe,
): Promise<number> {
  const device = (await server.devices()).find((other) => other.deviceId === deviceId);
  if (device === undefined || device.id !== id || stLinkSerial(device.serial) !== serial)
    throw probeGone('stlink-server does not list it any more');
  if (device.isUsed) throw probeInUse('stlink-server lists it as used');
  const { view } = await server.ask(questions.open(deviceId));
  const status = view.getUint32(0, true);
  switch (status) {
    case serverStatus.ok:
      return view.getUint32(4, true);
    case serverStatus.badParameter:
      throw probeGone('stlink-server does not know it any more');
    case serverStatus.openError:
    case serverStatus.busy:
      throw probeInUse(`stlink-server cannot open it (${hex(status)})`);
    case serverStatus.notAvailable:
      throw new Failure('probe-unsupported', 'user', 'stlink-server does not serve this probe.');
    default:
      throw server.nonsense(`${hex(status)} when a probe was to be opened`);
  }
}

/** What has to be done after an exchange. */
type Outcome = { readonly bytes: Uint8Array } | Failure | 'busy';

class ServerTransport implements Transport {
  private closing: Promise<void> | undefined;
  private broken: Failure | undefined;
  /** The end of all that was asked so far; a repetition does not let a later one pass. */
  private queue: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly connection: ServerConnection,
    private readonly connectId: number,
  ) {}

  exchange(exchange: Exchange): Promise<Uint8Array> {
    const answer = this.queue.then(() => this.exchangeNow(exchange));
    this.queue = answer.catch(() => undefined);
    return answer;
  }

  close(): Promise<void> {
    this.closing ??= this.giveBack();
    return this.closing;
  }

  private async exchangeNow(exchange: Exchange): Promise<Uint8Array> {
    if (this.closing !== undefined) throw probeGone('it was closed');
    const question = questions.usb(this.connectId, exchange);
    for (let pauseMs = 1, waitedMs = 0; ; pauseMs = Math.min(50, 2 * pauseMs)) {
      const outcome = await this.once(exchange, question);
      if (outcome instanceof Failure) throw outcome;
      if (outcome !== 'busy') return outcome.bytes;
      if (waitedMs >= timeouts.probeAnswer)
        throw probeInUse('another client of stlink-server keeps it busy');
      await pause(pauseMs);
      waitedMs += pauseMs;
    }
  }

  private async giveBack(): Promise<void> {
    if (this.broken === undefined) {
      const { bytes, answerLength } = questions.close(this.connectId);
      await this.connection.ask(bytes, answerLength);
    }
    await this.connection.close();
  }

  private async once(
    exchange: Exchange,
    { bytes, answerLength }: { bytes: Uint8Array; answerLength: number },
  ): Promise<Outcome> {
    if (this.broken !== undefined) return this.broken;
    const reply = await this.connection.ask(bytes, answerLength);
    if (!reply.ok) {
      this.broken = failureOf(reply.trouble, reply.detail);
      return this.broken;
    }
    const data = reply.bytes.subarray(4);
    const status = reply.view.getUint32(0, true);
    switch (status) {
      case serverStatus.ok:
        return { bytes: data };
      case serverStatus.busy:
        return 'busy';
      case serverStatus.truncated:
        // How much of the data is the probe's is not told; a refusal has one byte at least.
        return exchange.minLength === undefined
          ? probeGarbled(exchange, 'an answer of another length')
          : { bytes: data.subarray(0, exchange.minLength) };
      case serverStatus.timeout:
        return probeSilent(`command ${commandText(exchange.command)}`);
      case serverStatus.openError:
      case serverStatus.badParameter:
        return probeGone(`stlink-server has lost it (${hex(status)})`);
      default:
        return probeGarbled(exchange, `status ${hex(status)} of stlink-server`);
    }
  }
}

function failureOf(trouble: ServerTrouble, detail: string): Failure {
  switch (trouble) {
    case 'closed':
    case 'cancelled':
      return probeGone(`stlink-server: ${detail}`);
    case 'stalled':
      return probeSilent(`stlink-server: ${detail}`);
    case 'cut-off':
    case 'surplus':
      return new Failure('probe-garbled', 'environment', 'stlink-server sends nonsense.', {
        evidence: [detail],
        fix: 'Start stlink-server again.',
      });
  }
}

function hex(status: number): string {
  return `0x${status.toString(16)}`;
}
