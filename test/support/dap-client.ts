// A small DAP client over the built adapter: requests as promises, events as a queue that can be waited on.

import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { root } from './project';

type Body = Record<string, unknown>;

/** How long an event or response may take before the test is told what did not come. */
const limitMs = 20_000;

export class DapError extends Error {
  constructor(
    readonly command: string,
    readonly response: DebugProtocol.ErrorResponse,
  ) {
    super(response.message);
  }

  /** The whole text as a client shows it. */
  get text(): string {
    return this.response.body?.error?.format ?? this.response.message ?? '';
  }
}

export class DapClient {
  readonly events: DebugProtocol.Event[] = [];
  private readonly pending = new Map<number, (response: DebugProtocol.Response) => void>();
  private readonly waiters = new Set<() => void>();
  private seq = 1;
  private buffer = Buffer.alloc(0);

  constructor(
    input: Readable,
    private readonly output: Writable,
    readonly child?: ChildProcess,
  ) {
    input.on('data', (chunk: Buffer) => this.onData(chunk));
    output.on('error', () => undefined);
  }

  /** Starts `dist/debug-adapter.js` on stdio. */
  static start(env: NodeJS.ProcessEnv = {}): DapClient {
    const child = spawn(process.execPath, [`${root}/dist/debug-adapter.js`], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, ...env },
    });
    return new DapClient(child.stdout, child.stdin, child);
  }

  async request<T = Body>(command: string, args: object = {}): Promise<T> {
    const seq = this.seq++;
    const answered = new Promise<DebugProtocol.Response>((resolve) => {
      this.pending.set(seq, resolve);
    });
    const json = JSON.stringify({ seq, type: 'request', command, arguments: args });
    this.output.write(`Content-Length: ${Buffer.byteLength(json)}\r\n\r\n${json}`);
    const response = await limited(answered, `the response to ${command}`);
    if (!response.success) throw new DapError(command, response);
    return response.body as T;
  }

  /** The number the next request will have, for `cancel`. */
  get nextSeq(): number {
    return this.seq;
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
    return limited(found, `the event ${name}`);
  }

  /** Sends `command` and gives the `stopped` event that follows it. */
  async stopAfter(command: string, args: object = {}): Promise<DebugProtocol.StoppedEvent['body']> {
    const from = this.events.length;
    await this.request(command, args);
    return this.event('stopped', undefined, from);
  }

  /** All text of `output` events, of one category or of all. */
  outputText(category?: string): string {
    return this.events
      .filter(({ event }) => event === 'output')
      .map(({ body }) => body as DebugProtocol.OutputEvent['body'])
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
      ...traits,
    });
  }

  /** `disconnect`, then waits until the adapter process is gone. */
  async disconnect(args: object = {}): Promise<void> {
    await this.request('disconnect', args);
    this.output.end();
    await this.exited();
  }

  async exited(): Promise<void> {
    if (this.child === undefined || this.child.exitCode !== null) return;
    await limited(once(this.child, 'exit'), 'the adapter to exit');
  }

  /** For afterEach: whatever a failed test left. */
  kill(): void {
    if (this.child?.exitCode === null) this.child.kill('SIGKILL');
  }

  private onData(chunk: Buffer): void {
    this.buffer = this.buffer.length === 0 ? chunk : Buffer.concat([this.buffer, chunk]);
    for (;;) {
      const head = this.buffer.indexOf('\r\n\r\n');
      if (head < 0) return;
      const length = Number(/Content-Length: (\d+)/.exec(this.buffer.toString('latin1', 0, head))?.[1]);
      if (this.buffer.length < head + 4 + length) return;
      const json = this.buffer.toString('utf8', head + 4, head + 4 + length);
      this.buffer = this.buffer.subarray(head + 4 + length);
      this.onMessage(JSON.parse(json) as DebugProtocol.ProtocolMessage);
    }
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

function limited<T>(work: Promise<T>, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} did not come in ${limitMs} ms`)), limitMs);
  });
  return Promise.race([work, limit]).finally(() => clearTimeout(timer));
}
