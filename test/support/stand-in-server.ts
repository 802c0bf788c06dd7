// A stand-in for GDB servers that cannot run here, ST-LINK_gdbserver and the J-Link GDB server: a program that plays
// documented lines, exit codes and timings (stand-in-dialogues.ts). It knows nothing of a probe or a chip; where it serves
// a client, a real GDB stub behind it (QEMU's) does the work. What it proves is how our side starts, judges and ends such
// a server, and nothing about the servers themselves.
//
// Environment: STAND_IN_DIALOGUE, a name of the table; STAND_IN_TARGET, the port of the stub; STAND_IN_JOURNAL, a file to
// which it writes what it met: `client`, `detach`, `client left`, `SIGTERM`, `exit 0`, and what `monitor` was asked.

import { appendFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { dialogues } from './stand-in-dialogues';
import type { Dialogue, Step } from './stand-in-dialogues';

const { STAND_IN_DIALOGUE = '', STAND_IN_TARGET = '0', STAND_IN_JOURNAL } = process.env;
const args = process.argv.slice(2);
const isJLink = args.includes('-singlerun');
const port = Number(args[args.indexOf(isJLink ? '-port' : '-p') + 1]);
const readyText = isJLink ? 'Waiting for GDB connection...' : 'Waiting for debugger connection...';

function note(what: string): void {
  if (STAND_IN_JOURNAL !== undefined) appendFileSync(STAND_IN_JOURNAL, `${what}\n`);
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Ends once everything was written. */
async function end(code: number): Promise<never> {
  note(`exit ${code}`);
  await Promise.all(
    [process.stdout, process.stderr].map(
      (stream) => new Promise<void>((resolve) => stream.write('', () => resolve())),
    ),
  );
  process.exit(code);
}

async function shutDown(): Promise<never> {
  say('Shutting down...');
  say('Exit.');
  return end(0);
}

async function flood({ flood: kind, megabytes }: Extract<Step, { flood: string }>): Promise<void> {
  const size = 64 * 1024;
  const line = 'GetHardwareStatus: the core runs, and nothing else is to be said about it\n';
  const chunks = {
    lines: () => Buffer.from(line.repeat(size / line.length)),
    'one line': () => Buffer.alloc(size, 'x'),
    // Every byte there is, but no line end and no letter.
    bytes: () => Buffer.from(Array.from({ length: size }, (_, at) => 128 + (at % 128))),
  };
  const chunk = chunks[kind]();
  for (let sent = 0; sent < megabytes * 1024 * 1024; sent += size) {
    if (!process.stdout.write(chunk)) await once(process.stdout, 'drain');
  }
  if (megabytes === 0) process.stdout.write('the last words');
  else process.stdout.write('\n');
}

async function listen(on: number): Promise<Server> {
  const server = createServer();
  server.listen(on, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

/** One client, relayed to the stub. */
async function serve({ persistent = false, isUnanswered = false }: Dialogue): Promise<void> {
  let server: Server;
  try {
    // ST's opens the port of its trace output as well.
    server = await listen(port);
    if (!isJLink) await listen(port + 1);
  } catch {
    if (isJLink) say(`ERROR: Failed to open listener port ${port}`);
    else {
      say(`Failed to bind to port ${port}, error code -1: Address already in use`);
      say('Failure starting GDB server: TCP port not available');
      say('Reason: (0) Unknown. Please check power and cabling to target.');
    }
    return end(isJLink ? 254 : 1);
  }
  say(readyText);
  server.on('connection', (client) => {
    note('client');
    if (!isJLink) {
      say('Debugger connected');
      say(readyText);
    }
    if (isUnanswered) void retry(client);
    else relay(client);
    client.on('close', () => {
      note('client left');
      say(isJLink ? 'GDB closed TCP/IP connection' : 'Debugger connection lost.');
      if (!persistent) void shutDown();
    });
  });
}

async function retry(client: Socket): Promise<void> {
  client.on('error', () => client.destroy());
  client.resume();
  for (let times = 0; times < 10 && !client.destroyed; times++) {
    say('Target is not responding, retrying...');
    await delay(1_000);
  }
  client.destroy();
}

/** The stub is connected to only for a client that speaks: a trial connection is none. */
function relay(client: Socket): void {
  let stub: Socket | undefined;
  client.setNoDelay(true);
  client.on('error', () => client.destroy());
  client.on('data', (chunk) => {
    stub ??= connectStub(client);
    const text = chunk.toString('latin1');
    if (/\$D(?:;[\da-f]+)?#/.test(text)) note('detach');
    const monitor = /\$qRcmd,([\da-f]+)#[\da-f]{2}/.exec(text);
    if (monitor === null) return void stub.write(chunk);
    const command = Buffer.from(monitor[1] ?? '', 'hex').toString();
    note(`monitor ${command}`);
    const reply = answer(command);
    if (reply === 'reset') return void stub.write(packet(`qRcmd,${hex('system_reset')}`));
    client.write(`+${packet(reply)}`);
  });
  client.on('close', () => stub?.destroy());
}

function connectStub(client: Socket): Socket {
  const stub = connect({ host: '127.0.0.1', port: Number(STAND_IN_TARGET), noDelay: true });
  stub.on('data', (chunk) => client.write(chunk));
  stub.on('error', () => client.destroy());
  stub.on('close', () => client.destroy());
  return stub;
}

/** The monitor commands of both; `monitor reset halt` is an error for ST's. */
function answer(command: string): string {
  if (/^reset( (hardware|core|[0-2]))?$/.test(command)) return 'reset';
  if (command === 'halt' || /^flash (mass_erase|erase)$/.test(command)) return 'OK';
  return 'E01';
}

function packet(body: string): string {
  const sum = [...Buffer.from(body, 'latin1')].reduce((total, byte) => (total + byte) & 0xff, 0);
  return `$${body}#${sum.toString(16).padStart(2, '0')}`;
}

function hex(text: string): string {
  return Buffer.from(text).toString('hex');
}

async function play(dialogue: Dialogue): Promise<void> {
  for (const step of dialogue.steps) {
    if ('say' in step) {
      (step.stream === 'stderr' ? process.stderr : process.stdout).write(`${step.say}\n`);
    } else if ('waitMs' in step) await delay(step.waitMs);
    else if ('flood' in step) await flood(step);
    else if ('serve' in step) return serve(dialogue);
    else if ('exit' in step) return end(step.exit);
    else return;
  }
}

const dialogue = dialogues[STAND_IN_DIALOGUE];
// Something has to keep it alive while it says nothing.
const alive = setInterval(() => undefined, 60_000);
process.stdout.on('error', () => process.exit(1));
process.on('SIGTERM', () => {
  note('SIGTERM');
  if (dialogue?.onSigterm !== 'ignore') void shutDown();
});
note(`start ${args.join(' ')}`);
if (args.includes('--version')) {
  say('');
  say('ST-LINK_gdbserver  version: 7.14.0');
  void end(0);
} else if (dialogue === undefined) {
  clearInterval(alive);
  throw new Error(`there is no dialogue ${STAND_IN_DIALOGUE}`);
} else void play(dialogue);
