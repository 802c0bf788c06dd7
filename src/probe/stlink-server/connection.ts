// A connection to ST's stlink-server: questions and answers of known lengths, one after the other.

import { timeouts, withTimeout } from '../../base/abort';
import { deferred } from '../../base/deferred';
import type { HostPort } from '../../base/host-port';
import { toFailure } from '../../base/failure';
import type { Host, TcpSocket } from '../../host/host';

/** Why there is no answer. After any of these the connection is of no more use. */
export type ServerTrouble = 'closed' | 'stalled' | 'cut-off' | 'surplus' | 'cancelled';

export type ServerReply =
  | { readonly ok: true; readonly bytes: Uint8Array; readonly view: DataView }
  | { readonly ok: false; readonly trouble: ServerTrouble; readonly detail: string };

export class ServerConnection {
  private received: Uint8Array = new Uint8Array();
  private wanted: { readonly byteLength: number; done(): void } | undefined;
  private end: Extract<ServerReply, { ok: false }> | undefined;
  /** The end of all that was asked so far. */
  private queue: Promise<unknown> = Promise.resolve();

  private constructor(private readonly socket: TcpSocket) {
    socket.onData((chunk) => {
      this.received = concat(this.received, chunk);
      this.wake();
    });
    void socket.closed.then((trouble) => {
      this.fail('closed', trouble ?? 'the server closed the connection');
      this.wake();
    });
  }

  /** @returns the system's message when there is no connection */
  static async open(
    host: Host,
    { host: name, port }: HostPort,
  ): Promise<ServerConnection | string> {
    const bare = name.replace(/^\[(.*)\]$/, '$1');
    const result = await host.connectTcp(bare, port, timeouts.stlinkServer);
    return result.ok ? new ServerConnection(result.socket) : result.message;
  }

  /** Sends a question when its turn has come and waits for all of its answer. */
  ask(question: Uint8Array, answerLength: number, signal?: AbortSignal): Promise<ServerReply> {
    const answer = this.queue.then(() => this.askNow(question, answerLength, signal));
    this.queue = answer;
    return answer;
  }

  /** Closes the connection and waits until it is. */
  async close(): Promise<void> {
    this.socket.close();
    // What does not close by itself goes with the process.
    await withTimeout(this.socket.closed, 'probeClose', 'stlink-server').catch(() => undefined);
  }

  private async askNow(
    question: Uint8Array,
    answerLength: number,
    signal: AbortSignal | undefined,
  ): Promise<ServerReply> {
    if (this.end !== undefined) return this.end;
    const early = this.received.length;
    if (early > 0) return this.fail('surplus', `${early} bytes came that were not asked for`);
    this.socket.write(question);
    const whole = deferred<undefined>();
    this.wanted = { byteLength: answerLength, done: () => whole.resolve(undefined) };
    try {
      await withTimeout(whole.promise, 'stlinkServer', 'stlink-server', signal);
    } catch (error) {
      return this.fail(...this.lateness(toFailure(error).code, answerLength));
    } finally {
      this.wanted = undefined;
    }
    const bytes = this.received;
    if (bytes.length < answerLength) return this.end ?? this.fail('closed', 'no answer');
    this.received = new Uint8Array();
    const more = bytes.length - answerLength;
    if (more > 0) return this.fail('surplus', `the answer has ${more} bytes too many`);
    return { ok: true, bytes, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.length) };
  }

  private lateness(code: string, answerLength: number): [ServerTrouble, string] {
    const { length } = this.received;
    if (code === 'cancelled') return ['cancelled', 'called off'];
    const limit = `within ${timeouts.stlinkServer} ms`;
    return length === 0
      ? ['stalled', `no answer ${limit}`]
      : ['cut-off', `${length} of ${answerLength} bytes ${limit}`];
  }

  /** The first trouble stands: what follows from it tells nothing. */
  private fail(trouble: ServerTrouble, detail: string): Extract<ServerReply, { ok: false }> {
    this.end ??= { ok: false, trouble, detail };
    this.socket.close();
    return this.end;
  }

  private wake(): void {
    const { wanted } = this;
    if (wanted === undefined) return;
    if (this.end !== undefined || this.received.length >= wanted.byteLength) wanted.done();
  }
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b;
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
