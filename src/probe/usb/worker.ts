// The USB worker as seen by who started it: questions and answers, and its end.

import { withTimeout } from '../../base/abort';
import type { TimeoutName } from '../../base/abort';
import { deferred } from '../../base/deferred';
import type { Deferred } from '../../base/deferred';
import { toFailure } from '../../base/failure';
import { LineSplitter } from '../../base/text';
import { describeExit } from '../../host/child';
import type { Child, Host } from '../../host/host';
import { parseWorkerLine } from './worker-protocol';
import type { WorkerAnswer, WorkerQuestion } from './worker-protocol';
import { usbFailed, usbUnavailable } from './usb-failures';

/** Of what a dying worker says, the end tells most. */
const shownErrorChars = 400;

/** The workers that this process has running. */
const running = new Set<number>();

/** Who has a probe open on our own behalf is not in our way. */
export function isOwnWorker(pid: number): boolean {
  return running.has(pid);
}

export class UsbWorker {
  private readonly waiting = new Map<number, Deferred<WorkerAnswer>>();
  private lastId = 0;
  private errors = '';
  private ended: string | undefined;
  private listener: () => void = () => undefined;
  /** Resolves when the process is gone, with why. */
  readonly exit: Promise<string>;

  private constructor(private readonly child: Child) {
    const lines = new LineSplitter((line) => this.onLine(line));
    child.onStdout((chunk) => lines.push(chunk));
    child.onStderr((chunk) => {
      this.errors = (this.errors + new TextDecoder().decode(chunk)).slice(-shownErrorChars);
    });
    if (child.pid !== undefined) running.add(child.pid);
    this.exit = child.exit.then((exit) => {
      if (child.pid !== undefined) running.delete(child.pid);
      const words = this.errors.trim();
      this.ended = `the USB process ${describeExit(exit)}${words === '' ? '' : `: ${words}`}`;
      for (const asked of this.waiting.values()) asked.reject(usbFailed(this.ended));
      this.waiting.clear();
      return this.ended;
    });
  }

  /**
   * Starts the process and loads the native part.
   * @throws Failure `usb-unavailable` when it cannot be had, `cancelled`
   */
  static async start(host: Host, signal?: AbortSignal): Promise<UsbWorker> {
    const worker = new UsbWorker(host.spawnOwn('usb-worker'));
    const loaded = await worker
      .ask({ ask: 'load' }, 'usbWorkerStart', signal)
      .catch(async (error: unknown): Promise<never> => {
        const why = worker.ended ?? toFailure(error).message;
        await worker.kill();
        throw signal?.aborted === true ? error : usbUnavailable(why);
      });
    if (loaded.ok) return worker;
    await worker.kill();
    throw usbUnavailable(loaded.message);
  }

  /** @throws Failure `timeout`, `usb-failed` when the process is gone, `cancelled` */
  async ask(
    question: WorkerQuestion,
    limit: TimeoutName,
    signal?: AbortSignal,
  ): Promise<WorkerAnswer> {
    if (this.ended !== undefined) throw usbFailed(this.ended);
    const id = ++this.lastId;
    const answer = deferred<WorkerAnswer>();
    this.waiting.set(id, answer);
    this.child.write(`${JSON.stringify({ id, ...question })}\n`);
    try {
      return await withTimeout(answer.promise, limit, 'the USB process', signal);
    } finally {
      this.waiting.delete(id);
    }
  }

  /** Hears of devices that come and go, once `watch` was asked for. */
  onChanged(listener: () => void): void {
    this.listener = listener;
  }

  /** Lets it finish what it was asked and waits until it is gone. Never throws. */
  async end(): Promise<void> {
    this.child.endInput();
    await withTimeout(this.exit, 'probeClose', 'the USB process').catch(() => this.kill());
  }

  /** Ends it at once; it may hang in the system. Never throws. */
  async kill(): Promise<void> {
    this.child.signal('SIGKILL');
    await this.exit;
  }

  private onLine(line: string): void {
    const parsed = parseWorkerLine(line);
    if (parsed === undefined) return;
    if ('event' in parsed) this.listener();
    else this.waiting.get(parsed.id)?.resolve(parsed);
  }
}
