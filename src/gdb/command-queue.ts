// Commands that wait for GDB's answer, in the order they were sent, which is the order GDB answers in. It
// decides whose a reply and a text is, and whose time is running; it writes nothing.

import { raceAbort, withTimeout } from '../base/abort';
import type { TimeoutName } from '../base/abort';
import { deferred } from '../base/deferred';
import type { Deferred } from '../base/deferred';
import { Failure } from '../base/failure';
import { text } from './mi-record';
import type { MiMalformed, MiResult, MiTuple } from './mi-record';

/** A command's results, and what it printed as console or target text. */
export interface Collected {
  readonly results: MiTuple;
  readonly output: string;
}

interface Pending {
  readonly command: string;
  readonly reply: Deferred<Collected>;
  readonly timeout: TimeoutName;
  /** Undefined when nobody collects what it prints. */
  output: string | undefined;
  /** Nobody waits any more (cancelled, timed out), but GDB will still answer. */
  isSettled: boolean;
}

/** What became of a reply. `late`: the command had answered `^running` before, and failed now. */
export type Outcome =
  | { readonly kind: 'taken' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'failed'; readonly output: string }
  | { readonly kind: 'late'; readonly failure: Failure };

export class CommandQueue {
  private nextToken = 1;
  private readonly pending = new Map<number, Pending>();
  private timed: Pending | undefined;
  private resumed: { readonly token: number; readonly command: string } | undefined;

  /** Commands that GDB has not answered yet, whether or not somebody still waits for them. */
  get size(): number {
    return this.pending.size;
  }

  /** Takes a command in and gives the token to write it with. @param collect keep what it prints */
  add(
    command: string,
    collect: boolean,
    timeout: TimeoutName,
    signal: AbortSignal | undefined,
  ): { readonly token: number; readonly reply: Promise<Collected> } {
    const reply = deferred<Collected>();
    const output = collect ? '' : undefined;
    const pending: Pending = { command, reply, timeout, output, isSettled: false };
    const token = this.nextToken++;
    this.pending.set(token, pending);
    this.startClock();
    if (signal === undefined) return { token, reply: reply.promise };
    const watched = raceAbort(reply.promise, signal).catch((error: unknown) => {
      this.reject(pending, error);
      throw error;
    });
    return { token, reply: watched };
  }

  answer(record: MiResult): Outcome {
    const pending = this.take(record.token);
    if (pending === undefined) return this.answerAgain(record);
    if (record.klass === 'running') {
      this.resumed = { token: record.token ?? 0, command: pending.command };
    }
    const output = pending.output ?? '';
    if (record.klass === 'error') {
      this.reject(pending, commandFailure(pending.command, record.results));
      return { kind: 'failed', output };
    }
    if (!pending.isSettled) {
      pending.isSettled = true;
      pending.reply.resolve({ results: record.results, output });
      this.startClock();
    }
    return { kind: 'taken' };
  }

  answerMalformed(record: MiMalformed): Outcome {
    const pending = this.take(record.token);
    if (pending === undefined) return { kind: 'unknown' };
    const evidence = [`command: ${pending.command}`, record.why, record.text.slice(0, 200)];
    const message = "GDB's answer is not valid GDB/MI.";
    this.reject(pending, new Failure('gdb-malformed-reply', 'environment', message, { evidence }));
    return { kind: 'failed', output: pending.output ?? '' };
  }

  /** Keeps text for the command GDB works on; false when that one does not collect any. */
  collect(printed: string): boolean {
    const [head] = this.pending.values();
    if (head?.output === undefined) return false;
    head.output += printed;
    return true;
  }

  rejectAll(failure: Failure): void {
    const waiting = [...this.pending.values()];
    this.pending.clear();
    for (const pending of waiting) this.reject(pending, failure);
  }

  /**
   * A connection that breaks on resuming gives `^running` and then `^error` under the same token (13.1:
   * `8^running`, `8^error,msg="Remote connection closed"`).
   */
  private answerAgain(record: MiResult): Outcome {
    const { resumed } = this;
    if (record.klass !== 'error' || resumed === undefined || record.token !== resumed.token) {
      return { kind: 'unknown' };
    }
    return { kind: 'late', failure: commandFailure(resumed.command, record.results) };
  }

  private take(token: number | undefined): Pending | undefined {
    if (token === undefined) return undefined;
    const pending = this.pending.get(token);
    this.pending.delete(token);
    return pending;
  }

  /** Times the oldest command somebody waits for: those behind it wait for it, not for GDB. */
  private startClock(): void {
    if (this.timed?.isSettled === false) return;
    this.timed = undefined;
    for (const pending of this.pending.values()) {
      if (pending.isSettled) continue;
      this.timed = pending;
      const what = `GDB's answer to ${pending.command}`;
      withTimeout(pending.reply.promise, pending.timeout, what).catch((error: unknown) =>
        this.reject(pending, error),
      );
      return;
    }
  }

  private reject(pending: Pending, error: unknown): void {
    if (pending.isSettled) return;
    pending.isSettled = true;
    pending.reply.reject(error);
    this.startClock();
  }
}

/** GDB's own words, with the command they answer. */
function commandFailure(command: string, results: MiTuple): Failure {
  const code = text(results, 'code');
  return new Failure('gdb-error', 'environment', text(results, 'msg') ?? 'GDB gave no reason.', {
    evidence: [`command: ${command}`, ...(code === undefined ? [] : [`code: ${code}`])],
  });
}
