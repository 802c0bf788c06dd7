// Who may use the probes now: one piece of our own work at a time, and none of it while a debug session has them.

import { cancelled, raceAbort } from '../../base/abort';
import { Failure } from '../../base/failure';

/** Work that opens a probe; it must have given it back when its promise settles. */
export type ProbeWork<T> = (signal: AbortSignal) => Promise<T>;

export class ProbeGate {
  private readonly sessions = new Set<string>();
  private readonly running = new Set<AbortController>();
  /** Settles when the last piece of work that was asked for has given its probe back; never rejects. */
  private last: Promise<void> = Promise.resolve();

  /** Whether a debug session has the probes. */
  get isClosed(): boolean {
    return this.sessions.size > 0;
  }

  /**
   * Does the work once all work before it has ended.
   * @throws Failure `probes-in-session` while a session has the probes; `cancelled` when one took them, or the caller's
   * signal fired; what the work throws.
   */
  run<T>(work: ProbeWork<T>, signal?: AbortSignal): Promise<T> {
    if (this.isClosed) return Promise.reject(inSession());
    const control = new AbortController();
    const abort = (): void => control.abort();
    signal?.addEventListener('abort', abort, { once: true });
    if (signal?.aborted === true) abort();
    this.running.add(control);
    const done = this.last
      .then(() => {
        if (control.signal.aborted) throw cancelled();
        return work(control.signal);
      })
      .finally(() => {
        this.running.delete(control);
        signal?.removeEventListener('abort', abort);
      });
    this.last = done.then(
      () => undefined,
      () => undefined,
    );
    // The caller hears of the end at once; the next work waits until the probe was given back.
    return raceAbort(done, control.signal);
  }

  /** A session begins: resolves once every probe is free. */
  async close(session: string): Promise<void> {
    this.sessions.add(session);
    await this.cancel();
  }

  /** @returns whether the probes are free now and were not before. */
  open(session: string): boolean {
    return this.sessions.delete(session) && !this.isClosed;
  }

  /** Calls off what runs and waits; resolves once every probe is free. */
  async cancel(): Promise<void> {
    for (const control of this.running) control.abort();
    await this.last;
  }
}

function inSession(): Failure {
  return new Failure(
    'probes-in-session',
    'user',
    'A debug session has the probe. End it first; probes are left alone while it runs.',
  );
}
