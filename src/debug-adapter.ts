// The debug adapter: DAP on stdin and stdout, or for other editors on a loopback port (`--server=4711`).
// Builds the session and ends it with its client; no logic.

import { createServer } from 'node:net';
import { adapterUsage, parseAdapterArgs } from './adapter/adapter-args';
import { Session } from './adapter/session';
import { stop } from './adapter/stop';
import { createNodeHost } from './host/node-host';
import { drivers } from './servers/index';

const sessions = new Set<Session>();
let exitCode = 0;

function startSession(
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
  onEnd: () => void,
): Session {
  const session = new Session(createNodeHost(), drivers, process.cwd());
  sessions.add(session);
  // A client that vanishes without `disconnect` ends its session just the same.
  input.once('close', () => {
    void stop(session.context, false).finally(() => {
      sessions.delete(session);
      // A `disconnect` that waited for the same end is answered first.
      setImmediate(onEnd);
    });
  });
  session.on('error', (event: { body?: unknown }) => say(String(event.body)));
  session.start(input, output);
  return session;
}

/** DAP has an adapter shut down behind its answer to `disconnect`; some clients wait for that and close nothing. */
function serveStdio(): void {
  const session = startSession(process.stdin, process.stdout, end);
  session.once('disconnected', () => process.stdout.write('', () => process.stdin.destroy()));
}

function listen(port: number): void {
  const server = createServer((socket) => {
    // A connection that breaks: 'close' follows.
    socket.on('error', () => socket.destroy());
    startSession(socket, socket, () => socket.destroy());
  });
  server.on('error', (error: NodeJS.ErrnoException) => {
    const why = error.code === 'EADDRINUSE' ? 'another program has the port' : error.message;
    say(`The adapter cannot listen at 127.0.0.1:${port}: ${why}.`);
    // Nothing is left to wait for; sessions that run go on to their own end.
    process.exitCode = 1;
  });
  server.listen(port, '127.0.0.1', () => {
    const address = server.address();
    const real = typeof address === 'object' && address !== null ? address.port : port;
    say(`DAP server listening at 127.0.0.1:${real}`);
  });
}

/** Ends every session, then the process. Asked for again, it changes nothing but the exit code. */
function endAll(code: number): void {
  exitCode ||= code;
  void Promise.all([...sessions].map(({ context }) => stop(context, false))).finally(end);
}

const end = (): void => process.exit(exitCode);

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

// Whoever started the adapter may have closed its ends; without stdout nobody is left to talk to.
process.stderr.on('error', () => undefined);
process.stdout.on('error', () => endAll(0));

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => endAll(0));

for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
  process.on(event, (thrown: unknown) => {
    const what = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
    say(`The adapter failed and ends: ${what.replace(/\s*\n\s*/g, ' ')}`);
    endAll(1);
  });
}

const args = parseAdapterArgs(process.argv.slice(2));
switch (args.kind) {
  case 'stdio':
    serveStdio();
    break;
  case 'server':
    listen(args.port);
    break;
  case 'help':
    process.stdout.write(adapterUsage);
    break;
  case 'usage-error':
    say(`${args.message}\n\n${adapterUsage.trimEnd()}`);
    process.exitCode = 2;
}
