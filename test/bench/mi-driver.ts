// GDB/MI driven by as little code as possible: the floor every adapter is measured against. Values are not parsed, so it
// does less than any adapter must; it shares no code with src/gdb, so that it cannot share a fault.
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { end, start, within } from './processes';

const timeoutMs = 60_000;
const newline = 10;

export class MiDriver {
  readonly #gdb: ChildProcessWithoutNullStreams;
  readonly #pending = new Map<string, (line: string) => void>();
  #onStop: ((line: string) => void) | undefined;
  #token = 0;
  #chunks: Buffer[] = [];

  constructor(program: string, cwd: string) {
    this.#gdb = start(program, ['-nx', '-q', '--interpreter=mi3'], cwd);
    this.#gdb.stdout.on('data', (chunk: Buffer) => this.#onData(chunk));
  }

  get pid(): number | undefined {
    return this.#gdb.pid;
  }

  /**
   * @returns the result record's line, behind its token
   * @throws Error with GDB's line when it is an error
   */
  async command(command: string): Promise<string> {
    const token = String(++this.#token);
    const answer = new Promise<string>((resolve) => this.#pending.set(token, resolve));
    this.#gdb.stdin.write(`${token}${command}\n`);
    const line = await within(answer, timeoutMs, command);
    if (line.startsWith('^error')) throw new Error(`${command}: ${line.slice(0, 300)}`);
    return line;
  }

  /** The next `*stopped` line. Call it before what causes the stop: both may come in one chunk. */
  stop(): Promise<string> {
    const stopped = new Promise<string>((resolve) => (this.#onStop = resolve));
    return within(stopped, timeoutMs, '*stopped');
  }

  /** Sends `-gdb-exit` and waits until the process has gone. */
  async exit(): Promise<void> {
    const gone = once(this.#gdb, 'exit');
    this.#gdb.stdin.write('-gdb-exit\n');
    await within(gone, timeoutMs, 'exit of GDB');
  }

  async kill(): Promise<void> {
    await end(this.#gdb);
  }

  #onData(chunk: Buffer): void {
    let from = 0;
    for (;;) {
      const at = chunk.indexOf(newline, from);
      if (at < 0) break;
      const line = Buffer.concat([...this.#chunks, chunk.subarray(from, at)]).toString('latin1');
      this.#chunks = [];
      from = at + 1;
      this.#onLine(line);
    }
    if (from < chunk.length) this.#chunks.push(chunk.subarray(from));
  }

  #onLine(line: string): void {
    if (line.startsWith('*stopped')) {
      const resolve = this.#onStop;
      this.#onStop = undefined;
      resolve?.(line);
      return;
    }
    const caret = line.indexOf('^');
    const token = line.slice(0, caret);
    const resolve = this.#pending.get(token);
    if (caret <= 0 || resolve === undefined) return;
    this.#pending.delete(token);
    resolve(line.slice(caret));
  }
}
