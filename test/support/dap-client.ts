// A small DAP client over the built adapter: requests as promises, events as a list that can be waited on.

import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import type { Readable, Writable } from 'node:stream';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { root } from './project';

type Body = Record<string, unknown>;

/** How long an event or response may take before the test is told what did not come; mocha waits longer. */
const usualLimitMs = 50_000;
const headerEnd = '\r\n\r\n';

export class DapError extends Error {
  constructor(
    readonly command: string,
    readonly response: DebugProtocol.Response,
  ) {
    super(response.message);
  }

  /** The whole text as a client shows it. */
  get text(): string {
    return this.error?.format ?? this.response.message ?? '';
  }

  /** The adapter's number for this kind of error. */
  get id(): number | undefined {
    return this.error?.id;
  }

  private get error(): DebugProtocol.Message | undefined {
    return (this.response as Partial<DebugProtocol.ErrorResponse>).body?.error;
  }
}

/** A request that was sent; `seq` is what `cancel` calls it by. */
export interface Sent<T> {
  readonly seq: number;
  readonly response: Promise<T>;
}

export interface AdapterOptions {
  readonly args?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
}

/** Starts `dist/debug-adapter.js`; its own stdin and stdout speak DAP unless `--server=` is among the arguments. */
export function spawnAdapter({ args = [], env = process.env, cwd }: AdapterOptions = {}) {
  return spawn(process.execPath, [`${root}/dist/debug-adapter.js`, ...args], {
    stdio: 'pipe',
    env,
    ...(cwd === undefined ? {} : { cwd }),
  });
}

export class DapClient {
  readonly events: DebugProtocol.Event[] = [];
  /** Raised by tests of the adapter's own long limits. */
  limitMs = usualLimitMs;
  /** What the adapter's process wrote on stderr. */
  stderr = '';
  private readonly pending = new Map<number, (response: DebugProtocol.Response) => void>();
  private readonly waiters = new Set<() => void>();
  private seq = 1;
  private chunks: Buffer[] = [];
  private received = 0;
  /** Bytes that must be there before another look is worth while. */
  private needed = 1;
  private readonly closed: Promise<unknown>;

  constructor(
    input: Readable,
    readonly output: Writable,
    readonly child?: ChildProcess,
  ) {
    this.closed = child === undefined ? Promise.resolve() : once(child, 'close');
    this.closed.catch(() => undefined); // whoever awaits it hears of it
    input.on('data', (chunk: Buffer) => this.onData(chunk));
    // An adapter that has ended breaks the pipe; whoever waits for it hears of the end by itself.
    output.on('error', () => undefined);
    child?.stderr?.on('data', (chunk: Buffer) => (this.stderr += chunk.toString()));
  }

  /** Starts `dist/debug-adapter.js` on stdio. */
  static start(options: AdapterOptions = {}): DapClient {
    const child = spawnAdapter(options);
    return new DapClient(child.stdout, child.stdin, child);
  }

  /** Connects to an adapter that listens. */
  static async connect(port: number): Promise<DapClient> {
    const socket = connect({ host: '127.0.0.1', port, noDelay: true });
    await once(socket, 'connect');
    return new DapClient(socket, socket);
  }

  /** @throws DapError when the adapter refuses */
  request<T = Body>(command: string, args: object = {}): Promise<T> {
    return this.send<T>(command, args).response;
  }

  send<T = Body>(command: string, args: object = {}): Sent<T> {
    const seq = this.seq++;
    const answered = new Promise<DebugProtocol.Response>((resolve) => {
      this.pending.set(seq, resolve);
    });
    const json = JSON.stringify({ seq, type: 'request', command, arguments: args });
    this.output.write(`Content-Length: ${Buffer.byteLength(json)}${headerEnd}${json}`);
    const response = limited(answered, `the response to ${command}`, this.limitMs).then(
      (answer) => {
        if (!answer.success) throw new DapError(command, answer);
        return answer.body as T;
      },
    );
    response.catch(() => undefined); // whoever awaits it hears of it
    return { seq, response };
  }

  /**
   * The first event of that name at or after `from` (a position in `events`) that `accept` takes.
   * Events that came before the call count: nothing is lost between a request and the wait.
   */
  async event<T = Body>(
    name: string,
    accept: (body: T) => boolean = () => true,
    from = 0,
  ): Promise<T> {
    const find = (): DebugProtocol.Event | undefined =>
      this.events.slice(from).find((event) => event.event === name && accept(event.body as T));
    const found = new Promise<T>((resolve) => {
      const look = (): void => {
        const event = find();
        if (event === undefined) return;
        this.waiters.delete(look);
        resolve(event.body as T);
      };
      this.waiters.add(look);
      look();
    });
    return limited(found, `the event ${name}`, this.limitMs);
  }

  /** Sends `command` and gives the `stopped` event that follows it. */
  async stopAfter(command: string, args: object = {}): Promise<DebugProtocol.StoppedEvent['body']> {
    const from = this.events.length;
    await this.request(command, args);
    return this.event('stopped', undefined, from);
  }

  /** Bodies of the events of that name at or after `from`. */
  bodies<T = Body>(name: string, from = 0): readonly T[] {
    return this.events
      .slice(from)
      .filter(({ event }) => event === name)
      .map(({ body }) => body as T);
  }

  /** The position in `events` of the last one of that name. */
  lastOf(name: string): number {
    return this.events.findLastIndex(({ event }) => event === name);
  }

  /** All text of `output` events, of one category or of all. */
  outputText(category?: string, from = 0): string {
    return this.bodies<DebugProtocol.OutputEvent['body']>('output', from)
      .filter((body) => category === undefined || body.category === category)
      .map(({ output }) => output)
      .join('');
  }

  async initialize(traits: object = {}): Promise<DebugProtocol.Capabilities> {
    return this.request('initialize', {
      adapterID: 'stm32',
      linesStartAt1: true,
      columnsStartAt1: true,
      pathFormat: 'path',
      supportsStm32Events: true,
      ...traits,
    });
  }

  /** `disconnect`, then waits until the adapter process is gone. */
  async disconnect(args: object = {}): Promise<void> {
    await this.request('disconnect', args);
    this.output.end();
    await this.exited();
  }

  /** The adapter's process has ended, and all that it said before was heard. */
  async exited(): Promise<void> {
    await limited(this.closed, 'the adapter to exit', this.limitMs);
  }

  /** For what a failed test left. */
  kill(): void {
    this.output.destroy();
    if (this.child?.exitCode === null && this.child.signalCode === null) this.child.kill('SIGKILL');
  }

  // Chunks are joined only when a whole message is there: ten thousand variables come in many.
  private onData(chunk: Buffer): void {
    this.chunks.push(chunk);
    this.received += chunk.length;
    while (this.received >= this.needed) {
      const bytes = Buffer.concat(this.chunks);
      const message = this.take(bytes);
      if (message === undefined) return;
      this.onMessage(message);
    }
  }

  private take(bytes: Buffer): DebugProtocol.ProtocolMessage | undefined {
    const start = bytes.indexOf(headerEnd) + headerEnd.length;
    const length = Number(/Content-Length: *(\d+)/i.exec(bytes.toString('latin1', 0, start))?.[1]);
    const isWhole = start >= headerEnd.length && bytes.length >= start + length;
    const rest = isWhole ? bytes.subarray(start + length) : bytes;
    this.chunks = [rest];
    this.received = rest.length;
    this.needed = isWhole ? 1 : start < headerEnd.length ? rest.length + 1 : start + length;
    if (!isWhole) return undefined;
    return JSON.parse(bytes.toString('utf8', start, start + length)) as DebugProtocol.Event;
  }

  private onMessage(message: DebugProtocol.ProtocolMessage): void {
    if (message.type === 'response') {
      const response = message as DebugProtocol.Response;
      this.pending.get(response.request_seq)?.(response);
      this.pending.delete(response.request_seq);
    } else if (message.type === 'event') {
      this.events.push(message as DebugProtocol.Event);
      for (const look of [...this.waiters]) look();
    }
  }
}

/** Rejects with what was waited for when it does not come in time. */
export function limited<T>(work: Promise<T>, what: string, ms = usualLimitMs): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} did not come in ${ms} ms`)), ms);
  });
  return Promise.race([work, limit]).finally(() => clearTimeout(timer));
}
