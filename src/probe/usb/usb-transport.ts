// The carrier over USB: one worker process for each open probe, gone when it is closed.

import { timeouts } from '../../base/abort';
import { isObject } from '../../base/record';
import { toFailure } from '../../base/failure';
import type { Failure } from '../../base/failure';
import type { Host } from '../../host/host';
import { commands } from '../stlink/commands';
import { stLinkModel } from '../stlink/ids';
import { probeGarbled, probeGone, probeSilent } from '../transport-failures';
import type { Exchange, Transport } from '../transport';
import { usbFailure } from './usb-failures';
import { UsbWorker } from './worker';
import type { Endpoints } from './worker-protocol';

/** From the endpoint tables of OpenOCD and pyOCD: the V2 dongle is the odd one. */
const dongle: Endpoints = { out: 0x02, in: 0x81, trace: 0x83 };
const board: Endpoints = { out: 0x01, in: 0x81, trace: 0x82 };

/**
 * @param id `0483:374b`
 * @param node as listed
 * @throws Failure `probe-denied`, `probe-in-use`, `probe-gone`, `probe-silent`, `probe-driver-missing`,
 * `usb-unavailable`, `usb-failed`, `cancelled`
 */
export async function openUsbTransport(
  host: Host,
  id: string,
  node: string,
  signal?: AbortSignal,
): Promise<Transport> {
  const worker = await UsbWorker.start(host, signal);
  try {
    const kind = stLinkModel(id)?.kind;
    const isFast = kind === 'V3' || kind === 'V3PWR';
    const question = {
      ask: 'open',
      node,
      endpoints: kind === 'V2' ? dongle : board,
      packetBytes: isFast ? 512 : 64,
      farewell: hex(commands.exit),
    } as const;
    const answer = await worker.ask(question, 'probeOpen', signal);
    if (!answer.ok) throw usbFailure(answer);
    return new UsbTransport(worker);
  } catch (error) {
    const failure = toFailure(error);
    if (failure.code !== 'timeout') {
      await worker.end();
      throw failure;
    }
    await worker.kill();
    throw probeSilent(`it could not be opened within ${timeouts.probeOpen} ms`);
  }
}

class UsbTransport implements Transport {
  private closing: Promise<void> | undefined;
  /** After it the worker is asked nothing but its end. */
  private broken: Failure | undefined;

  constructor(private readonly worker: UsbWorker) {}

  async exchange(exchange: Exchange): Promise<Uint8Array> {
    if (this.closing !== undefined) throw probeGone('it was closed');
    if (this.broken !== undefined) throw this.broken;
    try {
      return await this.exchangeNow(exchange);
    } catch (error) {
      const failure = toFailure(error);
      if (failure.code === 'probe-garbled') throw failure;
      // The worker itself did not answer in time, so it hangs in the system.
      const isHung = failure.code === 'timeout';
      this.broken = isHung ? probeSilent('the USB process does not answer') : failure;
      if (isHung) await this.worker.kill();
      throw this.broken;
    }
  }

  close(): Promise<void> {
    this.closing ??= this.giveBack();
    return this.closing;
  }

  private async exchangeNow(exchange: Exchange): Promise<Uint8Array> {
    const { command, out, inLength, isTrace = false, minLength = inLength } = exchange;
    const question = {
      ask: 'exchange',
      command: hex(command),
      ...(out === undefined ? {} : { out: hex(out) }),
      ...{ inLength, isTrace, limitMs: timeouts.probeAnswer },
    } as const;
    const answer = await this.worker.ask(question, 'usbWorkerAnswer');
    if (!answer.ok) throw usbFailure(answer, exchange);
    const data = isObject(answer.value) ? answer.value['data'] : undefined;
    const bytes = new Uint8Array(Buffer.from(typeof data === 'string' ? data : '', 'hex'));
    if (bytes.length === inLength) return bytes;
    if (bytes.length < minLength || minLength === inLength)
      throw probeGarbled(exchange, `${bytes.length} bytes instead of ${inLength}`);
    return bytes.subarray(0, minLength);
  }

  private async giveBack(): Promise<void> {
    // The end of its input alone would be taken for a killed client's.
    await this.worker.ask({ ask: 'close' }, 'probeClose').catch(() => undefined);
    await this.worker.end();
  }
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
