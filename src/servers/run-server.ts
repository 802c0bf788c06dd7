// Starts a server and waits until GDB may connect: the one place that does so. Which line or port tells,
// and which line means never, is the driver's data.

import { poll, withTimeout } from '../base/abort';
import { deferred } from '../base/deferred';
import type { Disposable } from '../base/disposable';
import { Failure } from '../base/failure';
import { LineRing } from '../base/ring';
import { LineSplitter } from '../base/text';
import { describeExit } from '../host/child';
import type { Child, ChildExit, Host } from '../host/host';
import type { ServerCommand, ServerDriver, TargetAddress } from '../launch/server-driver';

export interface ServerEvents {
  /** A line the server says about itself. */
  onLine(line: string): void;
  /** Text of the target that comes through the server (UART, semihosting), in pieces as it arrives. */
  onTargetText(text: string): void;
}

/** A started server; `dispose` ends it and waits for its end. */
export interface RunningServer extends Disposable {
  /** Resolves when GDB may connect; rejects when the server ends first, says a fatal line, or is silent. */
  readonly ready: Promise<void>;
  readonly exit: Promise<ChildExit>;
  /** The last lines it said, oldest first. */
  readonly lastLines: readonly string[];
}

export interface ServerRun {
  readonly driver: Pick<ServerDriver, 'name' | 'endsAfterDetach'>;
  readonly command: ServerCommand;
  readonly cwd: string;
  /** Where GDB is to connect. */
  readonly address: TargetAddress;
  readonly events: ServerEvents;
  readonly signal: AbortSignal;
}

/**
 * Spawns the server; returns at once, so that GDB can start beside it. `ready` rejects with `server-port-taken` where
 * another port may be free, `target-no-answer` where another way of connecting may reach the target, else
 * `server-failed` or `timeout`.
 */
export function runServer(
  host: Host,
  { driver: { name }, command, cwd, address, events, signal }: ServerRun,
): RunningServer {
  const child = host.spawn(command.program, command.args, { cwd, env: command.env ?? {} });
  const said = new LineRing(40);
  const lineSeen = deferred<void>();
  const onLine = (line: string): void => {
    said.push(line);
    events.onLine(line);
    if (command.ready.kind === 'line' && command.ready.pattern.test(line)) lineSeen.resolve();
    const code = codeOf(line, command);
    if (code !== undefined)
      lineSeen.reject(failed(code, command, { name, message: `${name} says: ${line}` }, said));
  };
  listen(child, command, onLine, events);

  const startOver = new AbortController();
  const died = child.exit.then((exit): never => {
    throw failed(
      'server-failed',
      command,
      { name, message: `${name} ${describeExit(exit)}.` },
      said,
    );
  });
  const answers =
    command.ready.kind === 'line'
      ? lineSeen.promise
      : poll(
          async () => ((await host.accepts(address.host, address.port)) ? true : undefined),
          startOver.signal,
        );
  const ready = withTimeout(
    Promise.race([answers, lineSeen.promise, died]).then(() => undefined),
    'serverReady',
    `${name} to be ready on port ${address.port}`,
    signal,
  ).finally(() => startOver.abort());
  for (const promise of [ready, answers, died, lineSeen.promise]) promise.catch(() => undefined);
  return {
    ready,
    exit: child.exit,
    get lastLines() {
      return said.lines;
    },
    dispose: () => end(child),
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

async function end(child: Child): Promise<void> {
  child.signal('SIGTERM');
  try {
    await withTimeout(child.exit, 'serverExit', 'the server to end');
  } catch {
    child.signal('SIGKILL');
    await child.exit;
  }
}

/** What a line of the server ends the wait with; undefined: nothing. */
function codeOf(line: string, { fatal, noAnswer, portTaken }: ServerCommand): string | undefined {
  const says = (patterns: readonly RegExp[]): boolean =>
    patterns.some((pattern) => pattern.test(line));
  if (says(portTaken)) return 'server-port-taken';
  if (says(noAnswer)) return 'target-no-answer';
  return says(fatal) ? 'server-failed' : undefined;
}

function failed(
  code: string,
  command: ServerCommand,
  { name, message }: { readonly name: string; readonly message: string },
  said: LineRing,
): Failure {
  const commandLine = [command.program, ...command.args].join(' ');
  return new Failure(code, 'environment', message, {
    evidence: [...said.lines.slice(-8), `command: ${commandLine}`],
    fix: `Read what ${name} said above; the whole output is in the log.`,
  });
}
