// How a server is started, judged and ended, with a stand-in that misbehaves on purpose: each case has a named end in
// bounded time, keeps what was said, and leaves no process.

import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { once } from 'node:events';
import { setImmediate as turn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Failure } from '../../../src/base/failure';
import type { ServerDriver } from '../../../src/launch/server-driver';
import { stlink } from '../../../src/servers/stlink';
import { silentServer } from '../../support/ports';
import { met, StandIn } from '../../support/stand-in';

/** ST's driver without its polite end: one of the servers that are told to end. */
const plain: ServerDriver = { ...stlink, endsAfterDetach: false };

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

describe('a server that misbehaves', () => {
  const standIn = new StandIn();
  afterEach(async () => assert.deepEqual(await standIn.end(), []));
  after(() => standIn.remove());

  it('by ending at once is told with its exit code, even 0', async () => {
    const failure = await standIn.failureOf(stlink, 'ends-at-once');
    assert.equal(failure.code, 'server-failed');
    assert.equal(failure.message, 'ST-LINK_gdbserver exited with code 0.');
    assert.match(failure.evidence.join('\n'), /^command: .*ST-LINK_gdbserver -p \d+/m);
  });

  it('by ending within a line is told with that line', async () => {
    const failure = await standIn.failureOf(stlink, 'last-line-unfinished');
    assert.match(failure.message, /exited with code 3/);
    assert.equal(failure.evidence[0], 'the last words');
  });

  it('by printing bytes that are no text still gets ready, and the log stays readable', async () => {
    const { server, lines } = await standIn.start(stlink, 'garbage');
    await server.ready;
    assert.ok(lines.every((line) => line.length <= 2_001 && !/\p{Cc}/u.test(line)));
    assert.equal(lines.at(-1), 'Waiting for debugger connection...');
  });

  it('by printing ten megabytes without a line end still gets ready, the line cut', async () => {
    const { server, lines } = await standIn.start(stlink, 'one-line');
    await server.ready;
    const [cut = ''] = lines;
    assert.match(cut, /^x+$/);
    assert.equal(lines.length, 2);
  });

  it('by flooding a hundred megabytes gets ready all the same, and the log says what is missing', async () => {
    const { server, lines } = await standIn.start(stlink, 'flood');
    await server.ready;
    assert.ok(lines.length < 20_000, `${lines.length} lines`);
    // Where all of it came within a second, the end tells what was left out.
    await server.dispose();
    const leftOut = lines
      .map((line) => /^… (\d+) lines left out/.exec(line)?.[1])
      .reduce((sum, text) => sum + Number(text ?? 0), 0);
    assert.ok(leftOut > 500_000, `${leftOut} lines`);
  });

  it('by flooding for ever leaves everybody else their turn, bounds the memory, and can be ended', async () => {
    const { server, lines } = await standIn.start(plain, 'flood-for-ever');
    const failed = server.ready.catch((error: unknown) => error);
    while (!lines.some((line) => line.startsWith('…'))) await turn();
    collectGarbage();
    const before = process.memoryUsage().heapUsed;
    const seen = lines.length;
    while (lines.length < seen + 500) await turn();
    collectGarbage();
    assert.ok(process.memoryUsage().heapUsed - before < 100 * 1024 * 1024);
    await server.dispose();
    const failure = await failed;
    assert.ok(failure instanceof Failure);
    assert.equal(server.lastLines.length, 40);
  });

  it('by dying after it was ready is told by its exit', async () => {
    const { server } = await standIn.start(stlink, 'ready-and-dead');
    await server.ready;
    assert.deepEqual(await server.exit, { kind: 'exited', code: 4 });
    assert.deepEqual(server.lastLines, ['Waiting for debugger connection...']);
  });

  it('by not being a program is told so', async () => {
    const { server } = await standIn.start(
      {
        ...stlink,
        command: (args, tools) => stlink.command(args, { ...tools, program: '/nowhere' }),
      },
      'stlink-good',
    );
    await assert.rejects(server.ready, /ST-LINK_gdbserver could not be started: .*ENOENT/);
  });

  it('is no longer waited for when the launch is called off', async () => {
    const { server, abort } = await standIn.start(stlink, 'says-nothing');
    abort.abort();
    await assert.rejects(server.ready, { code: 'cancelled' });
  });
});

describe('the end of a server', () => {
  const standIn = new StandIn();
  afterEach(async () => assert.deepEqual(await standIn.end(), []));
  after(() => standIn.remove());

  it('that ends with its client comes by itself, when a client has left it', async () => {
    const { server, port, warnings, journal } = await standIn.start(stlink, 'stlink-good');
    await server.ready;
    const client = connect(port, '127.0.0.1');
    await once(client, 'connect');
    client.destroy();
    await met(journal, 'exit 0');
    await server.dispose();
    assert.deepEqual(journal().slice(1), ['client', 'client left', 'exit 0']);
    assert.deepEqual(warnings, []);
  });

  it('that ends with its client is brought about by one, when GDB never came', async () => {
    const { server, warnings, journal } = await standIn.start(stlink, 'stlink-good');
    await server.ready;
    await server.dispose();
    assert.deepEqual(journal().slice(1), ['client', 'client left', 'exit 0']);
    assert.deepEqual(warnings, []);
  });

  it('that is not ready yet waits for that, and does not kill it', async () => {
    const { server, abort, journal } = await standIn.start(stlink, 'stlink-slow');
    await met(journal, 'start');
    abort.abort();
    await server.dispose();
    assert.deepEqual(journal().slice(1), ['client', 'client left', 'exit 0']);
  });

  it('that stays although its client has left is asked for by SIGTERM', async () => {
    const { server, warnings, journal } = await standIn.start(stlink, 'lingering');
    await server.ready;
    await server.dispose();
    assert.deepEqual(journal().slice(1), ['client', 'client left', 'SIGTERM', 'exit 0']);
    assert.deepEqual(warnings, []);
  });

  it('that ignores every request is a kill, with a warning about the probe', async () => {
    const { server, warnings, journal } = await standIn.start(stlink, 'stubborn');
    await server.ready;
    await server.dispose();
    assert.deepEqual(await server.exit, { kind: 'signalled', signal: 'SIGKILL' });
    assert.deepEqual(journal().slice(1), ['client', 'client left', 'SIGTERM']);
    assert.equal(warnings.length, 1);
    assert.match(warnings[0] ?? '', /ST-LINK_gdbserver did not end by itself .* unplug it/);
  });

  it('of any other kind begins with SIGTERM, and has no warning', async () => {
    const { server, warnings, journal } = await standIn.start(plain, 'stubborn');
    await server.ready;
    await server.dispose();
    assert.deepEqual(journal().slice(1), ['SIGTERM']);
    assert.deepEqual(warnings, []);
  });

  it('is one end, however often it is asked for', async () => {
    const { server, journal } = await standIn.start(plain, 'stlink-good');
    await server.ready;
    await Promise.all([server.dispose(), server.dispose()]);
    await server.dispose();
    assert.deepEqual(journal().slice(1), ['SIGTERM', 'exit 0']);
  });
});

describe('two servers at once', () => {
  const standIn = new StandIn();
  afterEach(async () => assert.deepEqual(await standIn.end(), []));
  after(() => standIn.remove());

  it('on ports of their own do not disturb each other', async () => {
    const both = await Promise.all([
      standIn.start(stlink, 'stlink-good'),
      standIn.start(stlink, 'stlink-good'),
    ]);
    await Promise.all(both.map(({ server }) => server.ready));
    for (const { server } of both) await server.dispose();
    for (const { journal } of both) assert.equal(journal().at(-1), 'exit 0');
  });

  it('of one probe: the second is refused by the server in its words, the first goes on', async () => {
    const first = await standIn.start(stlink, 'stlink-good');
    await first.server.ready;
    const failure = await standIn.failureOf(stlink, 'stlink-held');
    assert.equal(failure.code, 'server-failed');
    assert.match(failure.message, /says: Device connect error/);
    await first.server.dispose();
    assert.equal(first.journal().at(-1), 'exit 0');
  });

  it('on one port: the second says that the port is taken', async () => {
    const taken = await silentServer();
    try {
      const { port } = taken;
      const failure = await standIn.failureOf(stlink, 'stlink-good', { port });
      assert.equal(failure.code, 'server-port-taken');
    } finally {
      taken.close();
    }
  });
});

describe('the version of a server', () => {
  const standIn = new StandIn();
  afterEach(async () => assert.deepEqual(await standIn.end(), []));
  after(() => standIn.remove());

  it('is what it says of itself when it starts', async () => {
    const { server } = await standIn.start(stlink, 'stlink-good');
    await server.ready;
    assert.equal(server.version, '7.14.0');
  });
});
