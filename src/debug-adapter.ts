// The debug adapter: DAP on stdin and stdout, or for other editors on a loopback port (`--server=4711`).
// Builds the session and ends it with its client; no logic.

import { createServer } from 'node:net';
import { Session } from './adapter/session';
import { stop } from './adapter/stop';
import { createNodeHost } from './host/node-host';
import { drivers } from './servers/index';

const sessions = new Set<Session>();

function startSession(
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
  onEnd: () => void,
): void {
  const session = new Session(createNodeHost(), drivers, process.cwd());
  sessions.add(session);
  // A client that vanishes without `disconnect` ends its session just the same.
  input.once('close', () => {
    void stop(session.context, false).finally(() => {
      sessions.delete(session);
      onEnd();
    });
  });
  session.on('error', (event: { body?: unknown }) =>
    process.stderr.write(`${String(event.body)}\n`),
  );
  session.start(input, output);
}

const end = (): void => process.exit(0);

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
  process.once(signal, () => {
    void Promise.all([...sessions].map(({ context }) => stop(context, false))).finally(end);
  });
}

const port = process.argv.map((argument) => /^--server=(\d+)$/.exec(argument)?.[1]).find(Boolean);

if (port === undefined) {
  startSession(process.stdin, process.stdout, end);
} else {
  const server = createServer((socket) => {
    // A connection that breaks: 'close' follows.
    socket.on('error', () => socket.destroy());
    startSession(socket, socket, () => socket.destroy());
  });
  server.listen(Number(port), '127.0.0.1', () => {
    process.stderr.write(`DAP server listening at 127.0.0.1:${port}\n`);
  });
}
