// A minimal DAP client over a process's stdio: requests, responses, events. It keeps no state of the debuggee.
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { within } from './processes';

/** A DAP body; its shape is the specification's, and the reader says which. */
export type Body = Readonly<Record<string, unknown>>;

interface Message {
  readonly type: string;
  readonly event?: string;
  readonly request_seq?: number;
  readonly success?: boolean;
  readonly message?: string;
  readonly body?: Body;
}

interface Waiter {
  readonly event: string;
  readonly resolve: (body: Body) => void;
}

const timeoutMs = 60_000;
const headerEnd = '\r\n\r\n';

export class DapClient {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #pending = new Map<number, (message: Message) => void>();
  #waiters: Waiter[] = [];
  #seq = 0;
  #chunks: Buffer[] = [];
  #received = 0;
  #needed = 0;
  /** The adapter's stderr and its output events: for the message of a failure. */
  #said = '';

  constructor(child: ChildProcessWithoutNullStreams) {
    this.#child = child;
    child.stdout.on('data', (chunk: Buffer) => this.#onData(chunk));
    child.stderr.on('data', (chunk: Buffer) => this.#hear(chunk.toString()));
  }

  /** The last the adapter told its user. */
  get said(): string {
    return this.#said;
  }

  /**
   * @returns the response's body
   * @throws Error with the adapter's message when it refuses
   */
  async request(command: string, args: Body = {}): Promise<Body> {
    const seq = ++this.#seq;
    const response = new Promise<Message>((resolve) => this.#pending.set(seq, resolve));
    const text = JSON.stringify({ seq, type: 'request', command, arguments: args });
    this.#child.stdin.write(`Content-Length: ${Buffer.byteLength(text)}${headerEnd}${text}`);
    const { success, message, body } = await within(response, timeoutMs, command);
    if (success !== true)
      throw new Error(`${command} refused: ${message ?? ''} ${errorText(body)}`);
    return body ?? {};
  }

  /** The next event of that name. Call it before what causes the event. */
  async event(event: string): Promise<Body> {
    const coming = new Promise<Body>((resolve) => this.#waiters.push({ event, resolve }));
    return within(coming, timeoutMs, `event ${event}`);
  }

  #hear(text: string): void {
    this.#said = (this.#said + text).slice(-2000);
  }

  // Chunks are joined only when a whole message is there: a megabyte of memory comes in many.
  #onData(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#received += chunk.length;
    while (this.#received >= this.#needed) {
      const bytes = Buffer.concat(this.#chunks);
      const message = this.#take(bytes);
      if (message === undefined) return;
      this.#dispatch(message);
    }
  }

  #take(bytes: Buffer): Message | undefined {
    this.#chunks = [bytes];
    const bodyStart = bytes.indexOf(headerEnd) + headerEnd.length;
    if (bodyStart < headerEnd.length) {
      this.#needed = this.#received + 1;
      return undefined;
    }
    const header = bytes.toString('latin1', 0, bodyStart);
    const length = Number(/Content-Length: *(\d+)/i.exec(header)?.[1]);
    if (Number.isNaN(length)) throw new Error(`not a DAP header: ${header}`);
    const bodyEnd = bodyStart + length;
    if (bytes.length < bodyEnd) {
      this.#needed = bodyEnd;
      return undefined;
    }
    const rest = bytes.subarray(bodyEnd);
    this.#chunks = [rest];
    this.#received = rest.length;
    this.#needed = 1;
    return JSON.parse(bytes.toString('utf8', bodyStart, bodyEnd)) as Message;
  }

  #dispatch(message: Message): void {
    if (message.type === 'response') {
      const seq = message.request_seq ?? 0;
      this.#pending.get(seq)?.(message);
      this.#pending.delete(seq);
    } else if (message.type === 'event') {
      if (message.event === 'output') this.#hear(text(message.body?.['output']));
      const name = message.event ?? '';
      const waiting = this.#waiters.filter(({ event }) => event === name);
      this.#waiters = this.#waiters.filter(({ event }) => event !== name);
      for (const { resolve } of waiting) resolve(message.body ?? {});
    }
  }
}

function errorText(body: Body | undefined): string {
  const error = body?.['error'] as { format?: string } | undefined;
  return error?.format ?? '';
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
