// A simulated ST-LINK as its host sees it: two pipes, one command at a time, and a cable that can be pulled.

import type { ProbeSetup } from '../setup';
import type { Wire } from '../wire';
import { commandBytes, dataBytesOf } from './commands';
import { connectCommands } from './connect-commands';
import { dapCommands } from './dap-commands';
import { kindOf } from './kinds';
import type { Kind } from './kinds';
import { carryOut, createMachine } from './machine';
import type { Handlers, Machine } from './machine';
import { memoryCommands } from './memory-commands';
import { spoilt } from './misbehaviour';
import { AnswerPipe } from './answer-pipe';
import type { Taken } from './answer-pipe';
import { probeCommands } from './probe-commands';
import { registerCommands } from './register-commands';
import { transcriptLine } from './transcript';
import { waitQuirk } from './wait-quirk';

const handlers: Handlers = {
  ...probeCommands,
  ...connectCommands,
  ...registerCommands,
  ...memoryCommands,
  ...dapCommands,
};

/** One probe with its target. Both carriers, TCP and USB, drive it through this. */
export class SimulatedProbe {
  readonly kind: Kind;
  /** Every command and its answer, see `transcriptLine`. */
  readonly transcript: string[] = [];
  private readonly machine: Machine;
  private readonly answers: AnswerPipe;
  /** Trace data: there is never any. */
  private readonly trace: AnswerPipe;
  private readonly listeners = new Set<(isPlugged: boolean) => void>();
  /** The end of what was taken so far; commands are carried out one after the other. */
  private work: Promise<void> = Promise.resolve();
  /** A command whose data has not come whole. */
  private expecting: { command: Uint8Array; data: Uint8Array[]; missing: number } | undefined;
  private lastAnswer = new Uint8Array() as Uint8Array;
  private count = 0;
  private plugged = true;

  constructor(
    readonly setup: ProbeSetup,
    private readonly wire: Wire,
  ) {
    this.kind = kindOf(setup);
    this.machine = createMachine(setup, wire);
    this.answers = new AnswerPipe(this.kind.packetBytes);
    this.trace = new AnswerPipe(this.kind.packetBytes);
  }

  /** Commands given so far, over all connections. */
  get commandCount(): number {
    return this.count;
  }

  get isPlugged(): boolean {
    return this.plugged;
  }

  /**
   * One transfer to the command endpoint: a command of 16 bytes, or data that the command before it needs. Returns when
   * it is taken, not when it is carried out.
   */
  out(bytes: Uint8Array): void {
    if (!this.plugged) return;
    const { expecting } = this;
    if (expecting === undefined) {
      // A shorter one is no command; the firmware waits for the rest of it for ever.
      if (bytes.length < commandBytes) return;
      const command = bytes.slice(0, commandBytes);
      const missing = dataBytesOf(command);
      this.count++;
      if (this.count === this.setup.unplugAtCommand) return this.unplug();
      if (missing > 0) this.expecting = { command, data: [], missing };
      else this.enqueue(command, new Uint8Array());
      return;
    }
    expecting.data.push(bytes);
    expecting.missing -= bytes.length;
    if (expecting.missing > 0) return;
    this.expecting = undefined;
    this.enqueue(expecting.command, new Uint8Array(Buffer.concat(expecting.data)));
  }

  /** One transfer from the answer endpoint; resolves when it is complete, and at an unplug. */
  in(byteLength: number, signal?: AbortSignal): Promise<Taken> {
    return this.answers.take(byteLength, signal);
  }

  /** One transfer from the trace endpoint. */
  inTrace(byteLength: number, signal?: AbortSignal): Promise<Taken> {
    return this.trace.take(byteLength, signal);
  }

  /** Resolves when everything that was taken is carried out. */
  settled(): Promise<void> {
    return this.work;
  }

  /** Throws away what was not fetched and a command without its data, as a USB reset does. */
  flush(): void {
    this.expecting = undefined;
    this.answers.flush();
    this.trace.flush();
  }

  unplug(): void {
    if (!this.plugged) return;
    this.plugged = false;
    this.expecting = undefined;
    this.answers.close();
    this.trace.close();
    for (const listener of this.listeners) listener(false);
  }

  /** A probe that is plugged in again has forgotten its mode and what it held. */
  plug(): void {
    if (this.plugged) return;
    this.plugged = true;
    Object.assign(this.machine, createMachine(this.setup, this.wire));
    this.answers.open();
    this.trace.open();
    for (const listener of this.listeners) listener(true);
  }

  /** Hears of `plug` and `unplug`. @returns ends it */
  onPlug(listener: (isPlugged: boolean) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  async dispose(): Promise<void> {
    this.unplug();
    await this.work;
    await this.wire.dispose();
  }

  private enqueue(command: Uint8Array, data: Uint8Array): void {
    const count = this.count;
    this.work = this.work.then(() => this.answer(command, data, count));
  }

  private async answer(command: Uint8Array, data: Uint8Array, count: number): Promise<void> {
    if (!this.plugged) return;
    if (this.setup.isWedged || this.setup.kind === 'v1') {
      this.transcript.push(transcriptLine(command, data, undefined));
      return;
    }
    const right = await waitQuirk(this.machine, command, () =>
      carryOut(this.machine, handlers, command, data),
    );
    const sent = this.afterMisbehaviour(command, right, count);
    if (right !== undefined) this.lastAnswer = right;
    this.transcript.push(transcriptLine(command, data, sent));
    if (sent !== undefined) this.answers.put(sent);
  }

  private afterMisbehaviour(
    command: Uint8Array,
    right: Uint8Array | undefined,
    count: number,
  ): Uint8Array | undefined {
    const { misbehaviour } = this.setup;
    if (right === undefined || misbehaviour === undefined) return right;
    if (count < misbehaviour.fromCommand) return right;
    return spoilt(misbehaviour.kind, command, right, this.lastAnswer, count);
  }
}
