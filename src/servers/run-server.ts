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
import type { ServerCommand, TargetAddress } from '../launch/server-driver';

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

/** Spawns the server; returns at once, so that GDB can start beside it. */
export function runServer(
  host: Host,
  name: string,
  command: ServerCommand,
  cwd: string,
  address: TargetAddress,
  events: ServerEvents,
  signal: AbortSignal,
): RunningServer {
  const child = host.spawn(command.program, command.args, { cwd });
  const said = new LineRing(40);
  const lineSeen = deferred<void>();
  const onLine = (line: string): void => {
    said.push(line);
    events.onLine(line);
    if (command.ready.kind === 'line' && command.ready.pattern.test(line)) lineSeen.resolve();
    if (command.fatal.some((pattern) => pattern.test(line))) {
      lineSeen.reject(failed(name, command, `${name} says: ${line}`, said.lines));
    }
  };
  listen(child, command, onLine, events);

  const startOver = new AbortController();
  const died = child.exit.then((exit): never => {
    throw failed(name, command, `${name} ${describeExit(exit)}.`, said.lines);
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

function failed(
  name: string,
  command: ServerCommand,
  message: string,
  lines: readonly string[],
): Failure {
  const commandLine = [command.program, ...command.args].join(' ');
  return new Failure('server-failed', 'environment', message, {
    evidence: [...lines.slice(-8), `command: ${commandLine}`],
    fix: `Read what ${name} said above; the whole output is in the log.`,
  });
}
