// GDB as a process: started, started again for old versions, written to, ended. It hands on lines and knows
// nothing of MI but the prompt that its owner reports.

import { poll, withTimeout } from '../base/abort';
import { toFailure } from '../base/failure';
import { LineRing } from '../base/ring';
import { LineSplitter } from '../base/text';
import type { Child, ChildExit, Host } from '../host/host';
import { MiLines } from './mi-lines';

/** Hears every line: out to GDB, in from its stdout, err from its stderr. */
export type GdbTrace = (direction: 'out' | 'in' | 'err', line: string) => void;

export interface GdbStart {
  readonly program: string;
  /** After our own: `-nx -q --interpreter=mi3`, and no core files. */
  readonly args?: readonly string[];
  readonly cwd?: string;
  /** Added to the environment; undefined removes a variable. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

export interface ProcessListener {
  /** One line of stdout, one character per byte. */
  onLine(line: string): void;
  onStderr(line: string): void;
  /** Once, after the last line. */
  onEnd(exit: ChildExit): void;
}

/** MI 3 came with GDB 9 (manual, "GDB/MI Development and Front Ends"); older ones are asked for MI 2. */
type Interpreter = 'mi3' | 'mi2';

/**
 * An internal error of GDB asks whether to dump core, and without a terminal answers itself with yes: 30 MB in the
 * user's project (GDB manual, "Maintenance Commands"; seen with 13.1).
 */
const noCores = ['internal-error', 'internal-warning'].flatMap((problem) => [
  '-iex',
  `maintenance set ${problem} corefile no`,
]);

export class GdbProcess {
  private child: Child;
  /** What was written before the first prompt, to be written again if GDB has to be started again. */
  private early: string[] | undefined = [];
  private stderr = new LineRing(20);
  private isEnded = false;
  private isEnding = false;

  constructor(
    private readonly host: Host,
    private readonly options: GdbStart,
    private readonly listener: ProcessListener,
  ) {
    this.child = this.launch('mi3');
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  /** The last lines of stderr, oldest first. */
  get stderrLines(): readonly string[] {
    return this.stderr.lines;
  }

  /** The first prompt came. */
  markStarted(): void {
    this.early = undefined;
  }

  get hasStarted(): boolean {
    return this.early === undefined;
  }

  write(line: string): void {
    this.early?.push(`${line}\n`);
    this.child.write(`${line}\n`);
  }

  interrupt(): void {
    this.child.signal('SIGINT');
  }

  /**
   * Ends it: `-gdb-exit`, then SIGKILL. Never rejects.
   * @param isDeaf whether GDB is in something (a connect, a target that runs with `mi-async off`) that keeps it
   * from reading the command. SIGINT makes it give that up; not SIGTERM, on which 13.1 runs into a
   * segmentation fault while an asynchronous target runs.
   */
  async end(isDeaf: () => boolean, exit: Promise<ChildExit>): Promise<void> {
    if (this.isEnded) return;
    this.isEnding = true;
    this.write('-gdb-exit');
    this.child.endInput();
    const ended = new AbortController();
    if (this.host.platform !== 'win32') void this.interruptWhile(isDeaf, ended.signal);
    const wait = () => withTimeout(exit, 'gdbExit', 'GDB to end');
    try {
      await wait();
    } catch {
      this.child.signal('SIGKILL');
      // The exit is told when the pipes are closed too, which a child of GDB's may hold: not for ever.
      await wait().catch(() => this.ended({ kind: 'signalled', signal: 'SIGKILL' }));
    } finally {
      ended.abort();
    }
  }

  /** Again and again: a SIGINT before GDB has begun the command that keeps it says nothing to that command. */
  private async interruptWhile(isDeaf: () => boolean, signal: AbortSignal): Promise<void> {
    let nextMs = 0;
    const attempt = () => {
      if (!isDeaf()) return Promise.resolve(true);
      if (performance.now() >= nextMs) {
        this.interrupt();
        nextMs = performance.now() + 100;
      }
      return Promise.resolve(undefined);
    };
    await poll(attempt, signal).catch(() => undefined); // it has ended
  }

  private launch(interpreter: Interpreter): Child {
    const { program, args = [], cwd, env } = this.options;
    const child = spawnOrFail(
      this.host,
      program,
      ['-nx', '-q', `--interpreter=${interpreter}`, ...noCores, ...args],
      { ...(cwd === undefined ? {} : { cwd }), ...(env === undefined ? {} : { env }) },
    );
    const stdout = new MiLines((line) => this.listener.onLine(line));
    const stderr = new LineSplitter((line) => {
      this.stderr.push(line);
      this.listener.onStderr(line);
    });
    child.onStdout((chunk) => stdout.push(chunk));
    child.onStderr((chunk) => stderr.push(chunk));
    void child.exit.then((exit) => {
      stdout.end();
      stderr.end();
      if (!this.startAgain(interpreter)) this.ended(exit);
    });
    return child;
  }

  /** GDB 8 and older: "Interpreter `mi3' unrecognized", exit code 1. Nothing was carried out yet. */
  private startAgain(interpreter: Interpreter): boolean {
    if (interpreter !== 'mi3' || this.early === undefined || this.isEnding) return false;
    if (!this.stderr.lines.some((line) => /interpreter .mi3. unrecognized/i.test(line)))
      return false;
    this.stderr = new LineRing(20);
    this.child = this.launch('mi2');
    for (const line of this.early) this.child.write(line);
    return true;
  }

  private ended(exit: ChildExit): void {
    if (this.isEnded) return;
    this.isEnded = true;
    this.listener.onEnd(exit);
  }
}

/** Some start errors are thrown by Node instead of being given as an event (ENOEXEC, -86 on macOS). */
function spawnOrFail(host: Host, ...[program, args, options]: Parameters<Host['spawn']>): Child {
  try {
    return host.spawn(program, args, options);
  } catch (error) {
    const { message } = toFailure(error);
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'UNKNOWN';
    return {
      pid: undefined,
      exit: Promise.resolve({ kind: 'error', code, message }),
      onStdout: () => undefined,
      onStderr: () => undefined,
      write: () => undefined,
      endInput: () => undefined,
      signal: () => undefined,
    };
  }
}
