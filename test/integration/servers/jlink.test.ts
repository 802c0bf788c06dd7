// The J-Link GDB server as a server, played by a stand-in (see test/support/stand-in-server.ts): its documented exit codes,
// its ready line that comes too early, and its end.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { setImmediate as turn } from 'node:timers/promises';
import { jlink } from '../../../src/servers/jlink';
import { demo } from '../../support/project';
import { useQemu } from '../../support/qemu';
import { met, StandIn } from '../../support/stand-in';
import type { DialogueName } from '../../support/stand-in-dialogues';

const rows: readonly (readonly [DialogueName, code: string, message: RegExp])[] = [
  ['jlink-1', 'server-failed', /exited with code 255: an error that it does not name\.$/],
  ['jlink-2', 'server-port-taken', /says: ERROR: Failed to open listener port 2331/],
  ['jlink-3', 'target-no-answer', /says: .*Could not connect to target\./],
  ['jlink-3-wordless', 'target-no-answer', /exited with code 253: it could not connect to the/],
  ['jlink-4', 'server-failed', /exited with code 252: it could not accept the connection/],
  ['jlink-5', 'server-failed', /exited with code 251: it does not understand its command line/],
  ['jlink-6', 'server-failed', /says: ERROR: Failed to get index for device name/],
  ['jlink-7', 'server-failed', /says: Connecting to J-Link failed/],
];

describe('the J-Link GDB server (a stand-in)', () => {
  const standIn = new StandIn();
  const qemus = useQemu();
  afterEach(async () => assert.deepEqual(await standIn.end(), []));
  after(() => standIn.remove());

  for (const [dialogue, code, message] of rows) {
    it(`that plays ${dialogue} fails as ${code}`, async () => {
      const failure = await standIn.failureOf(jlink, dialogue);
      assert.equal(failure.code, code);
      assert.match(failure.message, message);
      assert.match(failure.evidence.at(-1) ?? '', /^command: .* -singlerun .*-device STM32F405RG/);
    });
  }

  it('that gives up behind its ready line was not ready', async () => {
    const failure = await standIn.failureOf(jlink, 'jlink-dies-while-settling');
    assert.equal(failure.code, 'target-no-answer');
  });

  it('that has said why it gives up was not ready either, although this process stood still then', async () => {
    const { server } = await standIn.start(jlink, 'jlink-gives-up-slowly');
    const failed = assert.rejects(server.ready, { code: 'target-no-answer' });
    while (!server.lastLines.some((line) => line.includes('Could not connect'))) await turn();
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 600);
    await failed;
  });

  it('is left alone for a moment behind its ready line', async () => {
    const { server, journal } = await standIn.start(jlink, 'jlink-good');
    let isReady = false;
    const ready = server.ready.then(() => (isReady = true));
    while (!server.lastLines.some((line) => line.includes('Waiting for GDB'))) {
      await turn();
    }
    assert.equal(isReady, false);
    await ready;
    assert.equal(journal().length, 1);
  });

  it('programs, resets and lets go by a real GDB, and ends with it', async () => {
    const qemu = await qemus.start();
    const { server, port, journal, warnings } = await standIn.start(jlink, 'jlink-good', {
      target: qemu.port,
    });
    await server.ready;
    const commands = [
      ...[`target remote 127.0.0.1:${port}`, 'load', 'monitor reset 2', 'monitor halt'],
      ...['maintenance flush register-cache', 'tbreak main', 'continue', 'detach'],
    ];
    const said = execFileSync(
      'gdb-multiarch',
      ['-nx', '-batch', demo.elf, ...commands.flatMap((command) => ['-ex', command])],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
    );
    assert.match(said, /Temporary breakpoint 1, main/);
    await met(journal, 'exit 0');
    await server.dispose();
    const all = ['client', 'monitor reset 2', 'monitor halt', 'detach', 'client left', 'exit 0'];
    assert.deepEqual(journal().slice(1), all);
    assert.deepEqual(warnings, []);
    assert.equal(server.version, '8.10c');
  });
});
