// Whether the target stands or runs, as one value, and the rules of changing it. Everything that resumes or
// stops the target goes through here, so that the client is told each change exactly once.

import { deferred } from '../base/deferred';
import type { Deferred } from '../base/deferred';
import type { Failure } from '../base/failure';
import type { Gdb } from '../gdb/gdb';
import { execContinue } from '../gdb/commands/exec';
import { text } from '../gdb/mi-record';
import type { MiAsync } from '../gdb/mi-record';
import { notStopped, sessionEnded } from './errors';
import { goOn } from './go-on';
import type { Resume } from './go-on';

export type RunState =
  | { readonly kind: 'starting' }
  | { readonly kind: 'stopped'; readonly threadId: number }
  | { readonly kind: 'running' }
  | { readonly kind: 'ended' };

/** Why the client is told of a stop, where the record alone does not say it. */
export interface StopContext {
  /** We asked for it: whatever signal the server answers with, it is a pause. */
  readonly asked: boolean;
  /** A step that a log point or one of our own stops had broken is over. */
  readonly stepDone: boolean;
  /** Numbers of all breakpoints hit; GDB's record names only one. */
  readonly hits: ReadonlySet<string>;
}

/** Whether the client sees a stop; log points print, and the target goes on with what it did. */
export type StopJudge = (
  record: MiAsync,
  hits: ReadonlySet<string>,
) => Promise<'tell' | 'go on'> | 'tell' | 'go on';

export interface RunEvents {
  /** The target stands: tell the client. */
  onStopped(record: MiAsync, threadId: number, context: StopContext): void;
  /** The target runs again without the client having asked. */
  onContinued(): void;
  /** The target has been resumed: what was known of registers and memory is void. */
  onResume(): void;
  /** GDB said that the target runs, and then that it could not be resumed. */
  onRefused(failure: Failure, threadId: number): void;
  /** A stop could not be judged; it is nobody's answer. */
  onTrouble(error: unknown): void;
}

export class RunControl {
  private current: RunState = { kind: 'starting' };
  /** Set while a stop is ours: it is handed to the waiter instead of the client. */
  private quiet: Deferred<MiAsync> | undefined;
  private services: Promise<unknown> = Promise.resolve();
  /** How the target was let go last, to go on with after a stop that is nobody's. */
  private last: Resume = { kind: 'continue' };
  /** A resume was sent and not answered yet. */
  private isResuming = false;
  private lastThread = 1;
  private readonly hits = new Set<string>();

  constructor(
    private readonly gdb: Gdb,
    private readonly events: RunEvents,
    private readonly judge: StopJudge,
  ) {
    gdb.onExec((record) => this.onExec(record));
    gdb.onLateError((failure) => this.enqueueQuietly(() => this.refuse(failure)));
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
    this.lastThread = threadId;
    this.current = this.gdb.isRunning ? { kind: 'running' } : { kind: 'stopped', threadId };
  }

  end(): void {
    this.current = { kind: 'ended' };
  }

  /** A breakpoint's hit count has risen; GDB says so before the stop. */
  onHit(number: string): void {
    this.hits.add(number);
  }

  /** Resumes on the client's behalf: it knows, so no `continued` event follows. */
  async resume(resume: Resume): Promise<void> {
    const before = this.current;
    this.stoppedThread();
    this.last = resume;
    this.isResuming = true;
    this.setRunning();
    try {
      await (resume.kind === 'continue' ? execContinue(this.gdb) : resume.start());
      this.events.onResume();
    } catch (error) {
      if (this.current.kind === 'running') this.current = before;
      throw error;
    } finally {
      this.isResuming = false;
    }
  }

  /** Stops the target without a word to the client; it stays stopped, and the caller tells what comes next. */
  standStill(): Promise<void> {
    return this.enqueue(async () => {
      if (this.current.kind !== 'running') return;
      const record = await this.halt();
      if (record !== undefined) this.lastThread = threadOf(record);
      this.current = { kind: 'stopped', threadId: this.lastThread };
      this.events.onResume();
    });
  }

  /** Stops a running target; the stop reaches the client as `pause`, or as the breakpoint that came first. */
  pause(): Promise<void> {
    return this.enqueue(async () => {
      // After a log point the target goes on: then it is stopped once more.
      while (this.current.kind === 'running') {
        const record = await this.halt();
        if (record === undefined) return; // it stood already, and its stop waits behind us in the queue
        await this.tell(record, isSignal(record));
      }
    });
  }

  /**
   * Runs `work` while the target stands, stopping and resuming a running one without the client noticing.
   * A stop that comes by itself just then (a breakpoint) is kept and told.
   * @param isNeeded asked when it is our turn; false runs `work` without stopping the target.
   */
  whileStopped<T>(work: () => Promise<T>, isNeeded: () => boolean = () => true): Promise<T> {
    return this.enqueue(async () => {
      if (this.current.kind !== 'running' || !isNeeded()) return work();
      const record = await this.halt();
      try {
        return await work();
      } finally {
        // Without a record the target stood already, and its stop waits behind us in the queue.
        if (record !== undefined && isSignal(record)) await this.proceed(record);
        else if (record !== undefined) await this.tell(record, false);
      }
    });
  }

  /** One after the other: a stop is judged before the next service begins, and the other way round. */
  private enqueue<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.services.then(work);
    this.services = turn.catch(() => undefined);
    return turn;
  }

  private enqueueQuietly(work: () => Promise<void>): void {
    this.enqueue(work).catch((error: unknown) => this.events.onTrouble(error));
  }

  private async halt(): Promise<MiAsync | undefined> {
    if (!this.gdb.isRunning && !this.isResuming) return undefined;
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
    this.hits.clear();
  }

  private onExec(record: MiAsync): void {
    if (this.current.kind === 'starting' || this.current.kind === 'ended') return;
    if (record.klass === 'running') {
      if (this.current.kind === 'running') return;
      this.last = { kind: 'continue' };
      this.setRunning();
      this.events.onResume();
      this.events.onContinued();
    } else if (record.klass === 'stopped') {
      if (this.quiet !== undefined) this.quiet.resolve(record);
      else this.enqueueQuietly(() => this.tell(record, false));
    }
  }

  private async tell(record: MiAsync, asked: boolean): Promise<void> {
    if (this.current.kind === 'ended') return;
    const isEndOfDetour = this.last.kind !== 'continue' && this.last.isOnDetour === true;
    if (isEndOfDetour && text(record.results, 'reason') === 'function-finished') {
      return this.proceed(record);
    }
    const verdict = await this.judge(record, this.hits);
    if (verdict === 'go on' && !asked) return this.proceed(record);
    this.show(record, { asked, stepDone: false, hits: this.hits });
  }

  /** Goes on with what the client had asked for; a step that is over is told. */
  private async proceed(record: MiAsync): Promise<void> {
    this.hits.clear();
    const outcome = await goOn(this.gdb, this.last, record, threadOf(record));
    if (outcome === 'runs') return;
    this.show(record, { asked: false, stepDone: outcome === 'step done', hits: this.hits });
  }

  private show(record: MiAsync, context: StopContext): void {
    if (this.current.kind === 'ended') return;
    this.lastThread = threadOf(record);
    this.current = { kind: 'stopped', threadId: this.lastThread };
    this.events.onStopped(record, this.lastThread, context);
  }

  /** `^running` and then an error: too many hardware breakpoints, for one. There will be no `*stopped`. */
  private refuse(failure: Failure): Promise<void> {
    // A server that died tells that by itself.
    if (this.current.kind !== 'running' || this.gdb.isRunning) return Promise.resolve();
    if (/remote (communication|connection)/i.test(failure.message)) return Promise.resolve();
    this.current = { kind: 'stopped', threadId: this.lastThread };
    this.events.onRefused(failure, this.lastThread);
    return Promise.resolve();
  }
}

function threadOf(record: MiAsync): number {
  return Number(text(record.results, 'thread-id') ?? '1');
}

/**
 * Whether a stop can be the answer to an interrupt: servers say SIGINT, 0 or SIGTRAP for it. A BKPT instruction
 * that comes just then stops the core again when it is resumed.
 */
function isSignal(record: MiAsync): boolean {
  return text(record.results, 'reason') === 'signal-received' && isHaltSignal(record);
}

function isHaltSignal(record: MiAsync): boolean {
  const name = text(record.results, 'signal-name');
  return name === 'SIGINT' || name === 'SIGTRAP' || name === '0';
}
