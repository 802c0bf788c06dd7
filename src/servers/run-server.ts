// Starts a server, waits until GDB may connect, and ends it: the one place that does so. Which line or port tells, and
// which line means never, is the driver's data. Whatever it prints, memory is bounded and the event loop stays alive.

import { pause, poll, withTimeout } from '../base/abort';
import type { TimeoutName } from '../base/abort';
import { deferred } from '../base/deferred';
import type { Disposable } from '../base/disposable';
import { Failure, toFailure } from '../base/failure';
import { LineThrottle } from '../base/line-throttle';
import { LineRing } from '../base/ring';
import { LineSplitter, printable } from '../base/text';
import { describeExit } from '../host/child';
import type { Child, ChildExit, Host } from '../host/host';
import { descendantsOf, hasEnded } from '../host/processes';
import type {
  ServerCommand,
  ServerDriver,
  ServerExit,
  TargetAddress,
} from '../launch/server-driver';

export interface ServerEvents {
  /** A line the server says about itself; one that floods is given out in part, with how much is missing. */
  onLine(line: string): void;
  /** Text of the target that comes through the server (UART, semihosting), in pieces as it arrives. */
  onTargetText(text: string): void;
  /** Something about its end that the user should know: a sentence. */
  onWarning?(text: string): void;
}

/** A started server; `dispose` ends it and waits for its end. */
export interface RunningServer extends Disposable {
  /** Undefined where it could not be started. */
  readonly pid: number | undefined;
  /** Resolves when GDB may connect; rejects when the server ends first, says a fatal line, or is silent. */
  readonly ready: Promise<void>;
  readonly exit: Promise<ChildExit>;
  /** Rejects with `target-no-answer` once it says again and again that the target does not answer; never resolves. */
  readonly unanswered: Promise<never>;
  /** The last lines it said, oldest first. */
  readonly lastLines: readonly string[];
  /** As it told it itself; undefined before it did, and where it does not. */
  readonly version: string | undefined;
}

export interface ServerRun {
  readonly driver: Pick<ServerDriver, 'name' | 'endsAfterDetach' | 'tool'>;
  readonly command: ServerCommand;
  readonly cwd: string;
  /** Where GDB is to connect. */
  readonly address: TargetAddress;
  readonly events: ServerEvents;
  readonly signal: AbortSignal;
}

/** Lines kept for evidence, and the part of one that is looked at: a line of a megabyte says nothing. */
const keptLines = 40;
const judgedLength = 2_000;

/** A target may miss one question. */
const lastRetry = 2;

/** Where a server says its version, if it does. */
const bannerLines = 100;

/**
 * Spawns the server; returns at once, so that GDB can start beside it. `ready` rejects with `server-port-taken` where
 * another port may be free, `target-no-answer` where another way of connecting may reach the target, else
 * `server-failed` or `timeout`.
 */
export function runServer(host: Host, run: ServerRun): RunningServer {
  const { driver, command, cwd, address, events, signal } = run;
  const { name } = driver;
  const child = host.spawn(command.program, command.args, { cwd, env: environment(host, command) });
  const said = new LineRing(keptLines);
  const spoken = deferred<void>();
  const refused = deferred<never>();
  const unanswered = deferred<never>();
  const state = {
    isSettled: false,
    lines: 0,
    retries: 0,
    version: undefined as string | undefined,
    /** Made of the line that means never, with what was said until it is asked for. */
    refusal: undefined as (() => Failure) | undefined,
  };
  const throttle = new LineThrottle((line) => events.onLine(printable(line)));
  const ends = anyOf([...command.portTaken, ...command.noAnswer, ...command.fatal]);
  // Runs a million times where a server floods: what is done with a line only when it counts is done then.
  const onLine = (whole: string): void => {
    const line = whole.length > judgedLength ? whole.slice(0, judgedLength) : whole;
    said.push(line);
    throttle.push(line);
    if (state.lines++ < bannerLines) state.version ??= versionIn(line, driver);
    if (command.ready.kind === 'line' && command.ready.pattern.test(line)) spoken.resolve();
    if (command.retrying?.test(line) === true && ++state.retries === lastRetry) {
      const message = `${name} says again and again: ${printable(line).trim()}`;
      unanswered.reject(failed('target-no-answer', command, { name, message }, said));
    }
    if (state.isSettled || !ends(line)) return;
    const code = codeOf(line, command);
    state.isSettled = true;
    const message = `${name} says: ${printable(line).trim()}`;
    const refusal = (): Failure => failed(code, command, { name, message }, said);
    state.refusal = refusal;
    // Why it failed stands in the lines behind, and a server that fails ends with them.
    void endsWithin(child, 'lastWords').then(() => refused.reject(refusal()));
  };
  listen(child, command, onLine, events);
  void child.exit.then(() => throttle.end());

  const startOver = new AbortController();
  // One turn later than the last line, which says more when it is a fatal one.
  const over = child.exit.then((exit) => exit);
  const died = over.then((exit): never => {
    if (state.refusal !== undefined) throw state.refusal();
    const meaning = meaningOf(exit, command);
    const why = meaning === undefined ? '' : `: ${meaning.text}`;
    const message = `${name} ${describeExit(exit)}${why}.`;
    throw failed(meaning?.code ?? 'server-failed', command, { name, message }, said);
  });
  const { settleMs = 0 } = command.ready.kind === 'line' ? command.ready : {};
  const settle = async (): Promise<void> => {
    await pause(settleMs, startOver.signal);
    // It may have said meanwhile why it never will be, of which the rest is still listened for.
    if (state.refusal !== undefined) await refused.promise;
  };
  const answers =
    command.ready.kind === 'line'
      ? spoken.promise.then(() => (settleMs > 0 ? settle() : undefined))
      : poll(
          async () => ((await host.accepts(address.host, address.port)) ? true : undefined),
          startOver.signal,
        );
  const ready = withTimeout(
    Promise.race([answers, refused.promise, died]).then(() => undefined),
    'serverReady',
    `${name} to be ready on port ${address.port}`,
    signal,
  )
    .catch((error: unknown): never => {
      throw withLastLines(error, command, said);
    })
    .finally(() => {
      state.isSettled = true;
      startOver.abort();
    });
  for (const promise of [ready, answers, died, refused.promise, unanswered.promise])
    promise.catch(() => undefined);
  let ending: Promise<void> | undefined;
  return {
    pid: child.pid,
    ready,
    exit: child.exit,
    unanswered: unanswered.promise,
    get lastLines() {
      return said.lines.map(printable);
    },
    get version() {
      return state.version;
    },
    dispose: () => (ending ??= end(host, child, run, spoken.promise)),
  };
}

function listen(
  child: Child,
  command: ServerCommand,
  onLine: (line: string) => void,
  events: ServerEvents,
): void {
  const errors = new LineSplitter(onLine);
  child.onStderr((chunk) => errors.push(chunk));
  if (command.outputIsTarget) {
    const decoder = new TextDecoder();
    child.onStdout((chunk) => events.onTargetText(decoder.decode(chunk, { stream: true })));
  } else {
    const lines = new LineSplitter(onLine);
    child.onStdout((chunk) => lines.push(chunk));
    void child.exit.then(() => lines.end());
  }
  void child.exit.then(() => errors.end());
}

/** A list of folders is put before what the machine has; the list's separator is that of POSIX, where such lists are. */
function environment(host: Host, { env = {} }: ServerCommand): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(env).map(([name, value]) => {
      const own = name.endsWith('_PATH') ? host.env[name] : undefined;
      return [name, own === undefined || own === '' ? value : `${value}:${own}`];
    }),
  );
}

/**
 * The end, as gentle as the server lets it be. GDB has left it by then, or never came.
 * @param spoken resolves once the server waits for a client.
 */
async function end(
  host: Host,
  child: Child,
  { driver: { name, endsAfterDetach = false }, address, events }: ServerRun,
  spoken: Promise<void>,
): Promise<void> {
  const warn = (text: string): void => (events.onWarning ?? events.onLine).call(events, text);
  let isGone = false;
  void child.exit.then(() => (isGone = true));
  if (endsAfterDetach) {
    if (await endsWithin(child, 'serverNotices')) return;
    // GDB never came to it, then. Any client will do that comes and leaves.
    void spoken.then(() => (isGone ? undefined : host.accepts(address.host, address.port)));
    if (await endsWithin(child, 'serverExit')) return;
  }
  // A wrapper that is told to end leaves the server itself behind.
  let behind = child.pid === undefined ? [] : await descendantsOf(host, child.pid);
  const signalAll = (name: 'SIGTERM' | 'SIGKILL'): void => {
    child.signal(name);
    for (const { pid } of behind) host.signalProcess(pid, name);
  };
  const allEndWithin = async (limit: TimeoutName): Promise<boolean> => {
    const [isOver, ...others] = await Promise.all([
      endsWithin(child, limit),
      ...behind.map((each) => hasEnded(host, each, limit)),
    ]);
    behind = behind.filter((_, index) => others[index] !== true);
    return isOver && behind.length === 0;
  };
  // Windows knows no polite signal: there it is a kill.
  if (host.platform !== 'win32') {
    signalAll('SIGTERM');
    if (await allEndWithin('serverExit')) return;
  }
  signalAll('SIGKILL');
  if (endsAfterDetach)
    warn(
      `${name} did not end by itself and was killed. If its probe does not answer from now on, unplug it and plug it in again.`,
    );
  if (!(await allEndWithin('serverKilled')))
    warn(`${name} (process ${child.pid ?? 0}) cannot be ended: the system holds it.`);
}

async function endsWithin(child: Child, limit: TimeoutName): Promise<boolean> {
  const timely = withTimeout(child.exit, limit, 'the server to end');
  return timely.then(
    () => true,
    () => false,
  );
}

function versionIn(line: string, { tool }: Pick<ServerDriver, 'tool'>): string | undefined {
  return tool?.version?.exec(line)?.[1];
}

/** Whether one of them matches, asked in one go where that can be. */
function anyOf(patterns: readonly RegExp[]): (line: string) => boolean {
  const [first] = patterns;
  if (first === undefined) return () => false;
  if (patterns.some(({ flags }) => flags !== first.flags))
    return (line) => patterns.some((pattern) => pattern.test(line));
  const all = new RegExp(patterns.map(({ source }) => `(?:${source})`).join('|'), first.flags);
  return (line) => all.test(line);
}

/** What a line that ends the wait means. */
function codeOf(line: string, { noAnswer, portTaken }: ServerCommand): string {
  const says = (patterns: readonly RegExp[]): boolean =>
    patterns.some((pattern) => pattern.test(line));
  if (says(portTaken)) return 'server-port-taken';
  return says(noAnswer) ? 'target-no-answer' : 'server-failed';
}

/** A negative code comes as its lowest byte from POSIX, as 32 bits without a sign from Windows. */
function meaningOf(exit: ChildExit, { exits }: ServerCommand): ServerExit | undefined {
  if (exit.kind !== 'exited') return undefined;
  const { code } = exit;
  return exits?.[code] ?? exits?.[code > 127 && code < 256 ? code - 256 : code | 0];
}

function failed(
  code: string,
  command: ServerCommand,
  { name, message }: { readonly name: string; readonly message: string },
  said: LineRing,
): Failure {
  return new Failure(code, 'environment', message, {
    evidence: evidenceOf(command, said),
    fix: `Read what ${name} said above; the whole output is in the log.`,
  });
}

/** A time-out says what was said until then. */
function withLastLines(error: unknown, command: ServerCommand, said: LineRing): Failure {
  const failure = toFailure(error);
  if (failure.code !== 'timeout') return failure;
  return new Failure(failure.code, failure.blame, failure.message, {
    evidence: [...evidenceOf(command, said), ...failure.evidence],
    cause: failure,
  });
}

function evidenceOf(command: ServerCommand, said: LineRing): readonly string[] {
  const commandLine = [command.program, ...command.args].join(' ');
  return [...said.lines.slice(-8).map(printable), `command: ${commandLine}`];
}
