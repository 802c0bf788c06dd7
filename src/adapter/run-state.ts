// Whether the target stands or runs, as one value, and the rules of changing it. Everything that resumes or
// stops the target goes through here, so that the client is told each change exactly once.

import { deferred } from '../base/deferred';
import type { Deferred } from '../base/deferred';
import type { Gdb } from '../gdb/gdb';
import { execContinue } from '../gdb/commands/exec';
import { text } from '../gdb/mi-record';
import type { MiAsync } from '../gdb/mi-record';
import { notStopped, sessionEnded } from './errors';

export type RunState =
  | { readonly kind: 'starting' }
  | { readonly kind: 'stopped'; readonly threadId: number }
  | { readonly kind: 'running' }
  | { readonly kind: 'ended' };

/** What a stop means to the client; undefined: nothing, the target goes on. */
export type StopJudge = (record: MiAsync) => Promise<boolean> | boolean;

export interface RunEvents {
  /** The target stands: tell the client. */
  onStopped(record: MiAsync, threadId: number): void;
  /** The target runs again without the client having asked. */
  onContinued(): void;
  /** Before every resume: what was known of registers and memory is void. */
  onResume(): void;
}

export class RunControl {
  private current: RunState = { kind: 'starting' };
  /** Set while a stop is ours: it is handed to the waiter instead of the client. */
  private quiet: Deferred<MiAsync> | undefined;
  private services: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly gdb: Gdb,
    private readonly events: RunEvents,
    /** Decides whether the client sees a stop; logpoints print and go on. */
    private readonly judge: StopJudge,
  ) {
    gdb.onExec((record) => this.onExec(record));
  }

  get state(): RunState {
    return this.current;
  }

  /** The selected thread of a standing target. @throws Failure not-stopped, session-ended */
  stoppedThread(): number {
    if (this.current.kind === 'ended') throw sessionEnded();
    if (this.current.kind !== 'stopped') throw notStopped();
    return this.current.threadId;
  }

  /**
   * The start is over: from now on the client hears of stops. The user's own commands may have let the
   * target run.
   */
  begin(threadId: number): void {
    if (this.current.kind !== 'starting') return;
    this.current = this.gdb.isRunning ? { kind: 'running' } : { kind: 'stopped', threadId };
  }

  end(): void {
    this.current = { kind: 'ended' };
  }

  /** Resumes on the client's behalf: it knows, so no `continued` event follows. */
  async resume(command: () => Promise<void>): Promise<void> {
    const before = this.current;
    this.stoppedThread();
    this.setRunning();
    try {
      await command();
    } catch (error) {
      if (this.current.kind === 'running') this.current = before;
      throw error;
    }
  }

  /** Stops the target without a word to the client; it stays stopped, and the caller tells what comes next. */
  standStill(): Promise<void> {
    const turn = this.services.then(async () => {
      if (this.current.kind !== 'running') return;
      const record = await this.halt();
      const threadId = Number((record && text(record.results, 'thread-id')) ?? '1');
      this.current = { kind: 'stopped', threadId };
    });
    this.services = turn.catch(() => undefined);
    return turn;
  }

  /** Stops a running target; the stop reaches the client as `pause`, or as the breakpoint that came first. */
  pause(): Promise<void> {
    const turn = this.services.then(async () => {
      // After a log point the target goes on: then it is stopped once more.
      while (this.current.kind === 'running') {
        const record = await this.halt();
        if (record === undefined) return; // it stood already, and its stop waits behind us in the queue
        await this.tell(record);
      }
    });
    this.services = turn.catch(() => undefined);
    return turn;
  }

  /**
   * Runs `work` while the target stands, stopping and resuming a running one without the client noticing.
   * A stop that comes by itself just then (a breakpoint) is kept and told.
   */
  whileStopped<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.services.then(() => this.service(work));
    this.services = turn.catch(() => undefined);
    return turn;
  }

  private async service<T>(work: () => Promise<T>): Promise<T> {
    if (this.current.kind !== 'running') return work();
    const record = await this.halt();
    try {
      return await work();
    } finally {
      // Without a record the target stood already, and its stop waits behind us in the queue.
      if (record !== undefined && isInterrupt(record)) await execContinue(this.gdb);
      else if (record !== undefined) await this.tell(record);
    }
  }

  private async halt(): Promise<MiAsync | undefined> {
    const stop = deferred<MiAsync>();
    this.quiet = stop;
    try {
      const seen = await this.gdb.halt();
      return seen ?? (await Promise.race([stop.promise, Promise.resolve(undefined)]));
    } finally {
      this.quiet = undefined;
    }
  }

  private setRunning(): void {
    this.current = { kind: 'running' };
    this.events.onResume();
  }

  private onExec(record: MiAsync): void {
    if (this.current.kind === 'starting' || this.current.kind === 'ended') return;
    if (record.klass === 'running') {
      if (this.current.kind === 'running') return;
      this.setRunning();
      this.events.onContinued();
    } else if (record.klass === 'stopped') {
      if (this.quiet !== undefined) this.quiet.resolve(record);
      else this.services = this.services.then(() => this.tell(record));
    }
  }

  private async tell(record: MiAsync): Promise<void> {
    if (!(await this.judge(record)) || this.current.kind === 'ended') return;
    const threadId = Number(text(record.results, 'thread-id') ?? '1');
    this.current = { kind: 'stopped', threadId };
    this.events.onStopped(record, threadId);
  }
}

/** Whether a stop is the answer to our own interrupt. */
export function isInterrupt(record: MiAsync): boolean {
  const { results } = record;
  if (text(results, 'reason') !== 'signal-received') return false;
  const name = text(results, 'signal-name');
  return name === 'SIGINT' || name === '0';
}
