// Commands over a transport: counted, their status told from their value, repeated while the target's bus is busy.

import { pause } from '../../base/abort';
import { toFailure } from '../../base/failure';
import type { Failure } from '../../base/failure';
import type { Exchange, Transport } from '../transport';
import { probeGarbled } from '../transport-failures';
import { isWait, refusal, statusName } from './status';
import type { Answer } from './status';

/** Between the tries of a command that was told WAIT (OpenOCD): 255 ms together. */
const pausesMs: readonly number[] = [1, 2, 4, 8, 16, 32, 64, 128];

/** The same after a command that waited in vain: a bus that hangs for good is not waited for with each command anew. */
const pausesWhenStuckMs: readonly number[] = [1, 2];

export class Channel {
  private count = 0;
  private isStuck = false;
  private usable = true;
  /** From V3 on, WAIT is followed by one AP FAULT for the same command, and then by its success (blackmagic). */
  hasWaitQuirk = false;

  constructor(private readonly transport: Transport) {}

  /** Commands sent so far. */
  get commandCount(): number {
    return this.count;
  }

  /** Whether the transport would still carry a command. */
  get isUsable(): boolean {
    return this.usable;
  }

  /** A command whose answer has no status. @throws Failure of the transport */
  async ask(exchange: Exchange): Promise<Uint8Array> {
    this.count++;
    try {
      return await this.transport.exchange(exchange);
    } catch (error) {
      if (toFailure(error).code !== 'probe-garbled') this.usable = false;
      throw error;
    }
  }

  /** A command without an answer. @throws Failure of the transport */
  async send(command: Uint8Array, options: Partial<Exchange> = {}): Promise<void> {
    await this.ask({ ...options, command, inLength: 0 });
  }

  /** A command whose answer begins with its status, once. @throws Failure of the transport */
  async requestOnce(command: Uint8Array, inLength: number): Promise<Answer<DataView>> {
    return checkStatus(command, inLength, await this.ask({ command, inLength, minLength: 1 }));
  }

  /** The same, repeated while the target's bus is busy. @throws Failure of the transport */
  request(command: Uint8Array, inLength: number): Promise<Answer<DataView>> {
    return this.whileWaiting(() => this.requestOnce(command, inLength));
  }

  /** Repeats what was told WAIT; the last answer stands. @throws what `attempt` throws */
  async whileWaiting<T>(attempt: () => Promise<Answer<T>>): Promise<Answer<T>> {
    let answer = await attempt();
    let wasWait = false;
    for (const pauseMs of this.isStuck ? pausesWhenStuckMs : pausesMs) {
      if (answer.ok) break;
      const isQuirk: boolean = this.hasWaitQuirk && wasWait && answer.status === 'ap-fault';
      wasWait = isWait(answer.status);
      if (!wasWait && !isQuirk) break;
      await pause(pauseMs);
      answer = await attempt();
    }
    this.isStuck = !answer.ok && isWait(answer.status);
    return answer;
  }
}

/** Tells the status of an answer from its value. @throws Failure `probe-garbled` for one that is cut off */
export function checkStatus(
  command: Uint8Array,
  inLength: number,
  answer: Uint8Array,
): Answer<DataView> {
  const code = answer[0] ?? 0;
  const status = statusName(code);
  const isWhole = answer.length >= inLength;
  if (!isWhole && (status === 'ok' || status === 'other')) throw garbled(command, inLength);
  if (status !== 'ok') return refusal(status, code);
  return { ok: true, value: viewOf(answer) };
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** @returns the failure of an answer that is not what the command asks for */
export function garbled(command: Uint8Array, inLength: number): Failure {
  return probeGarbled({ command }, `not the ${inLength} bytes that answer it`);
}
