// Gdb with real programs: GDBs that know Arm and one that does not, programs that are no GDB, and ends of
// every kind. Needs gdb-multiarch and gdb.

import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Failure } from '../../../src/base/failure';
import { completeCommand, gdbSet, gdbShow } from '../../../src/gdb/commands/session';
import { dataEvaluateExpression } from '../../../src/gdb/commands/data';
import { targetSelect } from '../../../src/gdb/commands/target';
import { findGdb } from '../../../src/gdb/find-gdb';
import { Gdb } from '../../../src/gdb/gdb';
import { identify, requireArm } from '../../../src/gdb/identify';
import { miString } from '../../../src/gdb/mi-quote';
import { createNodeHost } from '../../../src/host/node-host';

const host = createNodeHost();

describe('Gdb with real programs', () => {
  let scratch: string;
  const started: Gdb[] = [];

  function spawnGdb(program: string, args: readonly string[] = []): Gdb {
    const gdb = Gdb.spawn(host, { program, args });
    started.push(gdb);
    return gdb;
  }

  before(() => {
    scratch = mkdtempSync(join(tmpdir(), 'gdb-process-'));
  });

  afterEach(async () => {
    await Promise.all(started.map((gdb) => gdb.dispose()));
    for (const gdb of started.splice(0)) assert.ok(!isAlive(gdb.pid), `${gdb.program} is left`);
  });

  after(() => rmSync(scratch, { recursive: true }));

  function script(name: string, text: string, mode = 0o755): string {
    const path = join(scratch, name);
    writeFileSync(path, text);
    chmodSync(path, mode);
    return path;
  }

  it('answers commands sent before its first prompt', async () => {
    const gdb = spawnGdb('gdb-multiarch');
    const identity = identify(gdb);
    const shown = gdbShow(gdb, 'print elements');
    await gdb.ready;
    const { supportsArm, version, features } = await identity;
    assert.equal(supportsArm, true);
    assert.ok((version?.major ?? 0) >= 9);
    assert.ok(features.length > 5);
    assert.equal(await shown, '200');
  });

  it('names a GDB that does not know Arm', async () => {
    const gdb = spawnGdb('gdb');
    const identity = await identify(gdb);
    assert.equal(identity.supportsArm, false);
    assert.throws(
      () => requireArm(gdb, identity),
      (failure: Failure) => {
        assert.equal(failure.code, 'gdb-no-arm');
        assert.ok(failure.evidence.some((line) => line.includes(identity.configuredAs ?? '?')));
        return true;
      },
    );
  });

  it('starts an old GDB that has no MI 3', async () => {
    const old = script(
      'old-gdb',
      `#!/bin/sh
for arg; do
  if [ "$arg" = --interpreter=mi3 ]; then echo "Interpreter \\\`mi3' unrecognized" >&2; exit 1; fi
done
exec gdb-multiarch "$@"
`,
    );
    const gdb = spawnGdb(old);
    assert.equal(await gdbShow(gdb, 'print elements'), '200');
    await gdb.ready;
  });

  it('says what is wrong with a program that is no GDB', async () => {
    const noProgram = script('note.txt', 'This is a text.\n', 0o644);
    const textProgram = script('text-gdb', 'This is a text.\n');
    const library = script(
      'lib-gdb',
      `#!/bin/sh
echo "$0: error while loading shared libraries: libncurses.so.5: cannot open shared object file" >&2
exit 127
`,
    );
    const programs: readonly [string, RegExp][] = [
      ['/bin/true', /no working GDB/],
      [noProgram, /may not be executed/],
      [textProgram, /no working GDB|no program for this machine/],
      [scratch, /may not be executed/],
      [join(scratch, 'missing'), /was not found/],
      ['no-such-gdb-anywhere', /was not found/],
      [library, /needs libncurses\.so\.5/],
    ];
    for (const [program, message] of programs) {
      const gdb = spawnGdb(program);
      const reply = assert.rejects(gdb.send('-list-features'), { code: 'gdb-cannot-run', message });
      await Promise.all([reply, assert.rejects(gdb.ready, { code: 'gdb-cannot-run', message })]);
    }
  });

  it('captures what pipelined CLI commands print, each its own', async () => {
    const gdb = spawnGdb('gdb-multiarch');
    const said = await Promise.all([
      gdb.capture('echo one\\n'),
      gdb.send('-gdb-set confirm off'),
      gdb.capture('print 6 * 7'),
      gdb.capture('echo Grüße "quoted" \\\\back\\n'),
    ]);
    assert.deepEqual(
      [said[0], said[2], said[3]],
      ['one\n', '$1 = 42\n', 'Grüße "quoted" \\back\n'],
    );
    await assert.rejects(gdb.capture('nonsense'), { code: 'gdb-error', message: /nonsense/ });
  });

  it('understands its quoting', async () => {
    const gdb = spawnGdb('gdb-multiarch');
    const text = 'a "b" \\ c\td ä木';
    const literal = text.replace(/["\\]/g, '\\$&');
    await gdbSet(gdb, 'listsize', '7');
    await gdb.send(`-interpreter-exec console ${miString(`set $x = sizeof("${literal}")`)}`);
    const size = await dataEvaluateExpression(gdb, { expression: '$x' });
    assert.equal(Number(size), Buffer.byteLength(text) + 1);
    assert.ok((await completeCommand(gdb, 'set list')).matches.includes('set listsize'));
  });

  it('rejects what is pending when GDB is killed', async () => {
    const gdb = spawnGdb('gdb-multiarch');
    await gdb.ready;
    const port = await host.freePort();
    const pending = [targetSelect(gdb, 'remote', `127.0.0.1:${port}`), gdb.send('-gdb-version')];
    const outcomes = Promise.allSettled(pending);
    process.kill(gdb.pid ?? 0, 'SIGKILL');
    for (const outcome of await outcomes) {
      assert.ok(outcome.status === 'rejected');
      assert.equal((outcome.reason as Failure).code, 'gdb-gone');
      assert.match((outcome.reason as Failure).message, /was killed by SIGKILL/);
    }
    await assert.rejects(gdb.send('-gdb-version'), { code: 'gdb-gone' });
  });

  it('ends at once while GDB tries to connect to a closed port', async () => {
    const gdb = spawnGdb('gdb-multiarch');
    await gdb.ready;
    const port = await host.freePort();
    await endsItself(gdb, targetSelect(gdb, 'remote', `127.0.0.1:${port}`));
  });

  it('ends at once while GDB waits for a server that says nothing', async () => {
    const server = createServer();
    const accepted = new Promise<void>((resolve) => server.on('connection', () => resolve()));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const gdb = spawnGdb('gdb-multiarch');
    const { port } = server.address() as AddressInfo;
    const connecting = targetSelect(gdb, 'remote', `127.0.0.1:${port}`);
    connecting.catch(() => undefined);
    await accepted;
    await endsItself(gdb, connecting);
    server.close();
  });

  it('can be ended before it has started', async () => {
    const gdb = spawnGdb('gdb-multiarch');
    const reply = assert.rejects(gdb.send('-target-select remote 127.0.0.1:1'));
    await gdb.dispose();
    await reply;
    assert.equal(gdb.isGone, true);
  });

  it('is found in PATH', async () => {
    const { found } = await findGdb(host, { baseDir: scratch, gdbPath: 'gdb-multiarch' });
    assert.match(found[0]?.path ?? '', /^\/.*\/gdb-multiarch$/);
  });
});

/** By its own will: a GDB that hangs would be killed and show a signal. */
async function endsItself(gdb: Gdb, pending: Promise<unknown>): Promise<void> {
  const outcome = Promise.allSettled([pending]);
  await gdb.dispose();
  assert.deepEqual(await gdb.exit, { kind: 'exited', code: 0 });
  assert.equal((await outcome)[0]?.status, 'rejected');
}

function isAlive(pid: number | undefined): boolean {
  if (pid === undefined) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false; // ESRCH
  }
}
