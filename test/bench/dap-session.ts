// A debug adapter as a contender, asked as VS Code asks. What differs between adapters is in `Adapter`, nothing else here knows which one it is.
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { DapClient, type Body } from './dap-client';
import type { DebugSession, FollowUp, FrameInfo } from './debug-session';
import { bigArray, type Firmware } from './firmware';
import { end, start, within } from './processes';

/** One adapter, set up for one session. */
export interface Adapter {
  readonly id: string;
  /** Its program, run by this Node. */
  readonly file: string;
  readonly request: 'launch' | 'attach';
  readonly args: Body;
  /** Lines of main.c that a client must have set during configuration for the session to stop at main. */
  readonly stopsAtMainBy: readonly number[];
}

const exitTimeoutMs = 10_000;

export class DapSession implements DebugSession {
  readonly #adapter: Adapter;
  readonly #firmware: Firmware;
  #child: ChildProcessWithoutNullStreams | undefined;
  #client: DapClient | undefined;
  #threadId = 1;
  /** The top frame of the last follow-up: the one a client has selected. */
  #frameId = 0;
  #arrayRef = 0;
  #hasPages = false;
  #initializedMs: number | undefined;

  constructor(adapter: Adapter, firmware: Firmware) {
    this.#adapter = adapter;
    this.#firmware = firmware;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  get hasPages(): boolean {
    return this.#hasPages;
  }

  /** From the launch request to the event `initialized`. */
  get initializedMs(): number | undefined {
    return this.#initializedMs;
  }

  /** The adapter's last words, for the message of a failure. */
  get said(): string {
    return this.#client?.said ?? '';
  }

  get #dap(): DapClient {
    if (this.#client === undefined) throw new Error(`${this.#adapter.id}: not started`);
    return this.#client;
  }

  async start(): Promise<void> {
    this.#child = start(process.execPath, [this.#adapter.file], this.#firmware.folder);
    this.#client = new DapClient(this.#child);
    await this.#dap.request('initialize', {
      clientID: 'vscode',
      adapterID: 'bench',
      pathFormat: 'path',
      linesStartAt1: true,
      columnsStartAt1: true,
      supportsVariableType: true,
      supportsVariablePaging: true,
      supportsProgressReporting: true,
      supportsMemoryReferences: true,
      supportsMemoryEvent: true,
      supportsInvalidatedEvent: true,
      locale: 'en',
    });
  }

  async launch(): Promise<void> {
    const { request, args, stopsAtMainBy } = this.#adapter;
    const began = performance.now();
    const initialized = this.#dap.event('initialized');
    const stopped = this.#stop();
    const launched = this.#dap.request(request, args);
    // A refused launch never sends `initialized`.
    await Promise.race([initialized, launched.then(() => initialized)]);
    this.#initializedMs = performance.now() - began;
    if (stopsAtMainBy.length > 0) await this.setBreakpoints(stopsAtMainBy);
    await this.#dap.request('configurationDone');
    await Promise.all([launched, stopped]);
  }

  async followUp(): Promise<FollowUp> {
    await this.#dap.request('threads');
    const { stackFrames = [] } = await this.#stackTrace(0, 20);
    this.#frameId = stackFrames[0]?.id ?? 0;
    const { scopes = [] } = (await this.#dap.request('scopes', { frameId: this.#frameId })) as {
      scopes?: { name: string; presentationHint?: string; variablesReference: number }[];
    };
    const locals = scopes.find(
      ({ name, presentationHint }) => presentationHint === 'locals' || /^local/i.test(name),
    );
    const variables =
      locals === undefined || locals.variablesReference === 0
        ? []
        : await this.#variables({ variablesReference: locals.variablesReference });
    return { frames: stackFrames.map(toFrameInfo), locals: variables.length };
  }

  async frames(from: number, count: number): Promise<FrameInfo[]> {
    const { stackFrames = [] } = await this.#stackTrace(from, count);
    return stackFrames.map(toFrameInfo);
  }

  async next(): Promise<void> {
    const stopped = this.#stop();
    await this.#dap.request('next', { threadId: this.#threadId });
    await stopped;
  }

  async continue(): Promise<void> {
    const stopped = this.#stop();
    await this.resume();
    await stopped;
  }

  async resume(): Promise<void> {
    await this.#dap.request('continue', { threadId: this.#threadId });
  }

  async pause(): Promise<void> {
    const stopped = this.#stop();
    await this.#dap.request('pause', { threadId: this.#threadId });
    await stopped;
  }

  async setBreakpoints(lines: readonly number[]): Promise<number> {
    const { mainC } = this.#firmware;
    const { breakpoints = [] } = (await this.#dap.request('setBreakpoints', {
      source: { name: path.basename(mainC), path: mainC },
      breakpoints: lines.map((line) => ({ line })),
      lines,
      sourceModified: false,
    })) as { breakpoints?: { verified: boolean }[] };
    return breakpoints.filter(({ verified }) => verified).length;
  }

  async page(from: number, count: number): Promise<string[]> {
    const part = this.#hasPages ? { filter: 'indexed', start: from, count } : {};
    const all = await this.#variables({ variablesReference: this.#arrayRef, ...part });
    const page = this.#hasPages ? all : all.slice(from, from + count);
    return page.map(({ value }) => value);
  }

  async wholeArray(): Promise<string[]> {
    const all = await this.#variables({ variablesReference: this.#arrayRef });
    return all.map(({ value }) => value);
  }

  async openArray(): Promise<void> {
    const body = (await this.#dap.request('evaluate', {
      expression: bigArray.name,
      context: 'watch',
      frameId: this.#frameId,
    })) as { variablesReference: number; indexedVariables?: number };
    this.#arrayRef = body.variablesReference;
    this.#hasPages = body.indexedVariables === bigArray.length;
  }

  async readMemory(address: number, count: number): Promise<() => Buffer> {
    const memoryReference = `0x${address.toString(16)}`;
    const body = await this.#dap.request('readMemory', { memoryReference, offset: 0, count });
    return () => Buffer.from(String(body['data'] as string | undefined), 'base64');
  }

  async disconnect(): Promise<void> {
    const child = this.#child;
    if (child === undefined) return;
    const gone = once(child, 'exit');
    // A client closes the connection once it has the answer; an adapter may as well end before that.
    const answered = this.#dap.request('disconnect').then(() => child.stdin.end());
    await within(Promise.race([answered.then(() => gone), gone]), exitTimeoutMs, 'disconnect');
  }

  async kill(): Promise<void> {
    if (this.#child !== undefined) await end(this.#child);
  }

  async #stop(): Promise<void> {
    const { threadId } = (await this.#dap.event('stopped')) as { threadId?: number };
    this.#threadId = threadId ?? this.#threadId;
  }

  #stackTrace(startFrame: number, levels: number): Promise<{ stackFrames?: DapFrame[] }> {
    return this.#dap.request('stackTrace', { threadId: this.#threadId, startFrame, levels });
  }

  async #variables(args: Body): Promise<{ name: string; value: string }[]> {
    const body = await this.#dap.request('variables', args);
    return (body as { variables?: { name: string; value: string }[] }).variables ?? [];
  }
}

interface DapFrame {
  readonly id: number;
  readonly name: string;
  readonly line: number;
}

function toFrameInfo({ name, line }: DapFrame): FrameInfo {
  return { function: name, line };
}
