// One GDB session: commands out, promises and events back. It knows MI's records and their order, not what
// the commands mean (commands/) nor what a debug session does with them.

import { cancelled, raceAbort, withTimeout } from '../base/abort';
import type { TimeoutName } from '../base/abort';
import { deferred } from '../base/deferred';
import type { Disposable } from '../base/disposable';
import { Emitter, once } from '../base/emitter';
import { Failure } from '../base/failure';
import { LineRing } from '../base/ring';
import type { ChildExit, Host } from '../host/host';
import { CommandQueue } from './command-queue';
import type { Collected } from './command-queue';
import { cannotRun, gone } from './gdb-failures';
import type { GdbEnd } from './gdb-failures';
import { GdbProcess } from './gdb-process';
import type { GdbStart, GdbTrace } from './gdb-process';
import { decodeBytes } from './mi-lines';
import { parseMiLine } from './mi-parser';
import { consoleCommand } from './mi-quote';
import type { MiAsync, MiMalformed, MiResult, MiStream, MiTuple } from './mi-record';

export type { Collected } from './command-queue';
export type { GdbTrace } from './gdb-process';

/** How a running target is stopped: by MI (needs `mi-async on`) or by SIGINT to the GDB process. */
export type InterruptMode = 'exec-interrupt' | 'sigint';

export interface GdbOptions extends GdbStart {
  /** Default `exec-interrupt`. */
  readonly interruptMode?: InterruptMode;
  readonly trace?: GdbTrace;
}

export interface SendOptions {
  readonly signal?: AbortSignal | undefined;
  /** How long GDB may work on this command, queueing not counted. Default `gdbCommand`. */
  readonly timeout?: TimeoutName;
}

/**
 * Commands are written at once and GDB answers them in order: callers pipeline by not awaiting (and gather
 * the promises with Promise.all, so that none rejects unheard). Records are handled in the order of the
 * bytes, but a promise's continuation runs after the whole chunk: an event that may follow a reply closely
 * (`*stopped` after `^done`) must be subscribed to before the command is sent.
 */
export class Gdb implements Disposable {
  /** Resolves at the first prompt; rejects with `gdb-cannot-run` or `timeout`. Need not be awaited to send. */
  readonly ready: Promise<void>;
  /** Resolves when the process is gone, whatever the reason; never rejects. */
  readonly exit: Promise<ChildExit>;
  /** Set to see every line; costs nothing unset. */
  trace: GdbTrace | undefined;
  interruptMode: InterruptMode;

  private readonly execEmitter = new Emitter<MiAsync>();
  private readonly notifyEmitter = new Emitter<MiAsync>();
  private readonly statusEmitter = new Emitter<MiAsync>();
  private readonly streamEmitter = new Emitter<MiStream>();
  private readonly lateErrorEmitter = new Emitter<Failure>();
  private readonly promptEmitter = new Emitter<void>();
  private readonly exitEmitter = new Emitter<ChildExit>();

  /** `*running`, `*stopped`. */
  readonly onExec = this.execEmitter.event;
  /** `=breakpoint-modified`, `=thread-created`, … */
  readonly onNotify = this.notifyEmitter.event;
  /** `+download`. */
  readonly onStatus = this.statusEmitter.event;
  /** Text, but for what a `collect` or `capture` took. Lines on GDB's stdout that are no MI come as `target`. */
  readonly onStream = this.streamEmitter.event;
  /** A command that had answered `^running` failed after all (the server died): there will be no `*stopped`. */
  readonly onLateError = this.lateErrorEmitter.event;
  readonly onExit = this.exitEmitter.event;

  private readonly process: GdbProcess;
  private readonly queue = new CommandQueue();
  private readonly firstPrompt = deferred<void>();
  private readonly ended = deferred<ChildExit>();
  /** Lines that were no MI: a program that is no GDB shows itself by them. */
  private readonly stray = new LineRing(5);
  private running = false;
  /** The prompt after the last `*running` is still to come: GDB is not yet where it can be interrupted. */
  private isResuming = false;
  private isLeaving = false;
  private failure: Failure | undefined;
  private ending: Promise<void> | undefined;

  private constructor(
    private readonly host: Host,
    private readonly options: GdbOptions,
  ) {
    this.trace = options.trace;
    this.interruptMode = options.interruptMode ?? 'exec-interrupt';
    this.exit = this.ended.promise;
    const what = `the prompt of ${options.program}`;
    this.ready = withTimeout(this.firstPrompt.promise, 'gdbStart', what);
    this.ready.catch(() => undefined); // whoever sends commands hears it from them
    this.process = new GdbProcess(host, options, {
      onLine: (line) => this.onLine(line),
      onStderr: (line) => this.trace?.('err', line),
      onEnd: (exit) => this.onEnd(exit),
    });
  }

  /** Starts GDB; commands may be sent at once. A program that cannot run shows in `ready` and every reply. */
  static spawn(host: Host, options: GdbOptions): Gdb {
    return new Gdb(host, options);
  }

  /** Starts GDB and waits for its first prompt. @throws Failure gdb-cannot-run, timeout, cancelled */
  static async start(host: Host, options: GdbOptions, signal?: AbortSignal): Promise<Gdb> {
    const gdb = Gdb.spawn(host, options);
    try {
      await raceAbort(gdb.ready, signal);
      return gdb;
    } catch (error) {
      await gdb.dispose();
      throw error;
    }
  }

  get program(): string {
    return this.options.program;
  }

  get pid(): number | undefined {
    return this.process.pid;
  }

  /** What the records said last; false before the first of them, and once the target is lost. */
  get isRunning(): boolean {
    return this.running;
  }

  /** Why it is gone (`gdb-cannot-run`, `gdb-gone`); undefined while it lives. */
  get endReason(): Failure | undefined {
    return this.failure;
  }

  get isGone(): boolean {
    return this.failure !== undefined;
  }

  /** The last lines GDB wrote on stderr, oldest first. */
  get stderrLines(): readonly string[] {
    return this.process.stderrLines;
  }

  /**
   * Sends one command (MI, or CLI without its output collected) and gives its results.
   * @throws Failure gdb-error (GDB's own message), gdb-gone, gdb-cannot-run, timeout, cancelled. A command that
   * was cancelled or timed out after it was written is still carried out by GDB; its reply is dropped.
   */
  send(command: string, options?: SendOptions): Promise<MiTuple> {
    return this.request(command, false, options).then((reply) => reply.results);
  }

  /**
   * As `send`, with what the command printed (`~` and `@`; `&` stays an event). GDB prints a command's text
   * after the previous command's result and before its own, so the text is this command's even when others
   * are pipelined around it; only what a running target prints meanwhile can come in between.
   */
  collect(command: string, options?: SendOptions): Promise<Collected> {
    return this.request(command, true, options);
  }

  /** Runs a CLI command and gives what it printed. @throws as `send` */
  async capture(cliCommand: string, options?: SendOptions): Promise<string> {
    return (await this.collect(consoleCommand(cliCommand), options)).output;
  }

  /**
   * The next `*stopped`. Call it before the command that leads to it.
   * @throws Failure cancelled, and for what means that no stop will come: gdb-error (a late one), target-gone,
   * gdb-gone
   */
  waitForStop(signal?: AbortSignal): Promise<MiAsync> {
    if (this.failure !== undefined) return Promise.reject(this.failure);
    const stop = deferred<MiAsync>();
    const subscriptions = [
      this.onExec((record) => record.klass === 'stopped' && stop.resolve(record)),
      this.onNotify((record) => isTargetGone(record) && stop.reject(targetGone())),
      this.onLateError((failure) => stop.reject(failure)),
      this.onExit(() => stop.reject(this.failure)),
    ];
    return raceAbort(stop.promise, signal).finally(() => {
      for (const subscription of subscriptions) void subscription.dispose();
    });
  }

  /**
   * Asks a running target to stop; the stop comes as `*stopped`. With `mi-async off` GDB reads no command
   * while the target runs and only `sigint` works, if not within the first moments of running: the server may
   * miss it then. Windows has no SIGINT for a process without our console.
   */
  async interrupt(signal?: AbortSignal): Promise<void> {
    if (this.failure !== undefined) throw this.failure;
    if (this.interruptMode === 'exec-interrupt') {
      await this.send('-exec-interrupt', { signal, timeout: 'gdbInterrupt' });
    } else if (this.host.platform === 'win32') {
      const message = 'GDB cannot be interrupted by SIGINT on Windows.';
      throw new Failure('gdb-interrupt-unsupported', 'user', message, {
        fix: 'Leave "gdbInterruptMode" at "exec-interrupt".',
      });
    } else {
      await this.resumed(signal);
      this.process.interrupt();
    }
  }

  /**
   * Breaks off what GDB is at work on, such as a connection that nobody answers (13.1: `^error,msg="Quit"`), and closes the
   * connection. Nothing on Windows, which has no SIGINT for a process without our console.
   */
  breakOff(): void {
    if (this.failure === undefined && this.host.platform !== 'win32' && this.queue.size > 0)
      this.process.interrupt();
  }

  /** Stops the target and gives the stop; undefined when it was not running. @throws as `waitForStop`, timeout */
  async halt(signal?: AbortSignal): Promise<MiAsync | undefined> {
    // SIGINT to an idle GDB would break off the command it is about to read.
    if (this.interruptMode === 'sigint' && !this.running) return undefined;
    let stop: MiAsync | undefined;
    const subscription = this.onExec((record) => {
      if (record.klass === 'stopped') stop = record;
    });
    try {
      await this.interrupt(signal);
      // Replies come in order, so what was resumed before the interrupt has said so by now.
      if (stop !== undefined || !this.running) return stop;
      const ending = new AbortController();
      const stopping = this.interruptAgain(
        AbortSignal.any([ending.signal, ...(signal ? [signal] : [])]),
      );
      return await withTimeout(stopping, 'gdbInterrupt', 'the target to stop').finally(() =>
        ending.abort(),
      );
    } finally {
      void subscription.dispose();
    }
  }

  /**
   * Where GDB stops at a breakpoint whose condition is false, an interrupt meets a server that stands
   * already and ignores it (QEMU 7.2), and GDB resumes all the same: it has to be repeated.
   */
  private async interruptAgain(signal: AbortSignal): Promise<MiAsync> {
    const stop = this.waitForStop(signal);
    for (;;) {
      try {
        return await withTimeout(stop, 'interruptAgain', 'the target to stop');
      } catch (error) {
        if (!(error instanceof Failure) || error.code !== 'timeout') throw error;
        await this.interrupt(signal);
      }
    }
  }

  /** Ends GDB: politely, then with SIGKILL. Idempotent, never rejects. */
  dispose(): Promise<void> {
    // With `mi-async on` GDB reads commands while the target runs; with what is still queued, it is at work.
    const isDeaf = () =>
      !this.isLeaving && (this.queue.size > 0 || (this.running && this.interruptMode === 'sigint'));
    this.ending ??= this.process.end(isDeaf, this.exit);
    return this.ending;
  }

  private request(
    command: string,
    collect: boolean,
    { signal, timeout = 'gdbCommand' }: SendOptions = {},
  ): Promise<Collected> {
    if (this.failure !== undefined) return Promise.reject(this.failure);
    if (signal?.aborted) return Promise.reject(cancelled());
    if (/[\r\n]/.test(command)) {
      const message = 'A GDB command must be one line.';
      const evidence = [`command: ${command}`];
      return Promise.reject(new Failure('gdb-command-invalid', 'bug', message, { evidence }));
    }
    const { token, reply } = this.queue.add(command, collect, timeout, signal);
    this.trace?.('out', `${token}${command}`);
    this.process.write(`${token}${command}`);
    return reply;
  }

  /**
   * Until GDB waits for the target. A SIGINT between `^running` and the prompt is lost, and the next one is
   * taken as "The target is not responding to interrupt requests. Stop debugging it?" (13.1, answered yes).
   */
  private async resumed(signal: AbortSignal | undefined): Promise<void> {
    if (!this.isResuming) return;
    const prompt = Promise.race([once(this.promptEmitter.event), this.exit]);
    await withTimeout(prompt, 'gdbInterrupt', 'GDB to resume the target', signal);
  }

  private onLine(line: string): void {
    this.trace?.('in', decodeBytes(line));
    const record = parseMiLine(line);
    switch (record.kind) {
      case 'result':
        return this.onResult(record);
      case 'exec':
        this.onRunState(record.klass);
        return this.execEmitter.fire(record);
      case 'notify':
        if (isTargetGone(record)) this.running = false;
        return this.notifyEmitter.fire(record);
      case 'status':
        return this.statusEmitter.fire(record);
      case 'console':
      case 'target':
        if (!this.queue.collect(record.text)) this.streamEmitter.fire(record);
        return;
      case 'log':
        return this.streamEmitter.fire(record);
      case 'prompt':
        return this.onPrompt();
      case 'malformed':
        return this.onMalformed(record);
      case 'other':
        return this.onStray(record.text);
    }
  }

  private onPrompt(): void {
    this.process.markStarted();
    this.firstPrompt.resolve();
    this.isResuming = false;
    this.promptEmitter.fire();
  }

  private onRunState(klass: string): void {
    if (klass !== 'running' && klass !== 'stopped') return;
    this.running = klass === 'running';
    this.isResuming = this.running;
  }

  private onResult(record: MiResult): void {
    this.onRunState(record.klass);
    if (record.klass === 'exit') this.isLeaving = true;
    const outcome = this.queue.answer(record);
    if (outcome.kind === 'late') {
      this.running = false;
      this.lateErrorEmitter.fire(outcome.failure);
    } else if (outcome.kind === 'failed' && outcome.output !== '') {
      // What it printed before it failed: the reply that would have carried it was rejected.
      this.streamEmitter.fire({ kind: 'console', text: outcome.output });
    }
  }

  private onMalformed(record: MiMalformed): void {
    if (this.queue.answerMalformed(record).kind === 'unknown') this.onStray(record.text);
  }

  private onStray(line: string): void {
    if (!this.process.hasStarted) this.stray.push(line);
    this.streamEmitter.fire({ kind: 'target', text: `${line}\n` });
  }

  private onEnd(exit: ChildExit): void {
    const { program, cwd } = this.options;
    const stderr = this.process.stderrLines;
    const end: GdbEnd = { program, cwd, exit, stderr, stdout: this.stray.lines };
    const expected = this.ending !== undefined;
    const hasRun = this.process.hasStarted || expected;
    this.failure = hasRun ? gone(end, expected) : cannotRun(end);
    this.running = false;
    this.firstPrompt.reject(this.failure);
    this.queue.rejectAll(this.failure);
    this.exitEmitter.fire(exit);
    this.ended.resolve(exit);
  }
}

/** QEMU and others that die while the target runs leave only this: no `*stopped`, no error (13.1). */
function isTargetGone(record: MiAsync): boolean {
  return record.klass === 'thread-group-exited';
}

function targetGone(): Failure {
  const message = 'The connection to the GDB server ended while the target was running.';
  return new Failure('target-gone', 'environment', message, {
    evidence: ['GDB said =thread-group-exited'],
  });
}
