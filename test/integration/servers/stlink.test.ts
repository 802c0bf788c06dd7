// ST-LINK_gdbserver as a server, played by a stand-in (see test/support/stand-in-server.ts): its documented exit codes and
// lines, what a launch makes of each, and a session of a real GDB through it, whose core is QEMU's.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { timeouts } from '../../../src/base/abort';
import { stlink } from '../../../src/servers/stlink';
import type { DapClient } from '../../support/dap-client';
import { begin, position } from '../../support/debug-session';
import { busyMs, useAdapters } from '../../support/leftovers';
import { silentServer } from '../../support/ports';
import { demo, taggedLine } from '../../support/project';
import { useQemu } from '../../support/qemu';
import { met, StandIn } from '../../support/stand-in';
import type { DialogueName } from '../../support/stand-in-dialogues';

interface Row {
  readonly dialogue: DialogueName;
  readonly code: string;
  readonly message: RegExp;
  /** What the failure comes before, where the server takes its time to end. */
  readonly withinMs?: number;
}

/** The published exit statuses of 7.14.0, and the lines that other versions end with. */
const rows: readonly Row[] = [
  {
    dialogue: 'stlink-no-probe',
    code: 'server-failed',
    message: /says: Reason: No ST-LINK found\./,
  },
  {
    dialogue: 'stlink-other-serial',
    code: 'server-failed',
    message: /says: Reason: ST-LINK: 066CFF\w+ not found\./,
  },
  { dialogue: 'stlink-jtag', code: 'server-failed', message: /says: Target unknown MCU target/ },
  { dialogue: 'stlink-held', code: 'server-failed', message: /says: Device connect error/ },
  { dialogue: 'stlink-wedged', code: 'server-failed', message: /says: Target USB comms error/ },
  {
    dialogue: 'stlink-wrong-mode',
    code: 'target-no-answer',
    message: /says: Target unknown error 19/,
  },
  {
    dialogue: 'stlink-no-target',
    code: 'target-no-answer',
    message: /says: Target no device found/,
  },
  {
    dialogue: 'stlink-no-programmer',
    code: 'server-failed',
    message: /says: Couldn't locate STM32CubeProgrammer in /,
  },
  {
    dialogue: 'stlink-old',
    code: 'server-failed',
    message: /says: PARSE ERROR: Argument: --halt/,
  },
  {
    dialogue: 'stlink-upgrade',
    code: 'server-failed',
    message: /says: Reason: ST-LINK firmware upgrade required\./,
  },
  {
    dialogue: 'stlink-nameless-20',
    code: 'server-failed',
    message: /exited with code 20: it found no ST-LINK\.$/,
  },
];

describe('ST-LINK_gdbserver (a stand-in)', () => {
  const standIn = new StandIn();
  const qemus = useQemu();
  afterEach(async () => assert.deepEqual(await standIn.end(), []));
  after(() => standIn.remove());

  for (const { dialogue, code, message } of rows) {
    it(`that plays ${dialogue} fails as ${code}`, async () => {
      const failure = await standIn.failureOf(stlink, dialogue);
      assert.equal(failure.code, code);
      assert.match(failure.message, message);
      assert.match(failure.evidence.at(-1) ?? '', /^command: .* -d .*--halt/);
    });
  }

  it('says why in the lines behind the first one, which are evidence too', async () => {
    const failure = await standIn.failureOf(stlink, 'stlink-wrong-mode');
    assert.match(failure.evidence.join('\n'), /Reason: Unknown\. Please check power/);
  });

  it('that has said why is not waited for, although it lives on', async () => {
    const { server } = await standIn.start(stlink, 'stlink-lingers');
    await assert.rejects(server.ready, { code: 'target-no-answer' });
    assert.match(server.lastLines.at(-1) ?? '', /Target no device found/);
  });

  it('is ready at its own line, once it listens on both of its ports', async () => {
    const { server, port } = await standIn.start(stlink, 'stlink-good');
    await server.ready;
    const host = standIn.host(process.env);
    assert.equal(await host.isPortFree(port), false);
    assert.equal(await host.isPortFree(port + 1), false);
  });

  it('is ready in shared mode, whatever harmless lines it has for that', async () => {
    const raw = { shared: true };
    const { server, lines, journal } = await standIn.start(stlink, 'stlink-shared', { raw });
    await server.ready;
    assert.ok(lines.includes('stlinkserver already running, exit'));
    assert.match(journal()[0] ?? '', / -t( |$)/);
  });

  it('is ready at the line that the configuration names', async () => {
    const raw = { overrideGDBServerStartedRegex: 'device initialization (OK|done)' };
    const { server } = await standIn.start(stlink, 'stlink-good', { raw });
    await server.ready;
  });

  for (const offset of [0, 1]) {
    it(`says that a port is taken, be it ${offset === 0 ? "GDB's" : 'the one behind it'}`, async () => {
      const taken = await silentServer();
      const port = taken.port - offset;
      try {
        const failure = await standIn.failureOf(stlink, 'stlink-good', { port });
        assert.equal(failure.code, 'server-port-taken');
        assert.match(failure.message, /Failed to bind to port/);
      } finally {
        taken.close();
      }
    });
  }

  it('programs, resets and lets go by a real GDB, and ends with it', async () => {
    const qemu = await qemus.start();
    const { server, port, journal, warnings } = await standIn.start(stlink, 'stlink-good', {
      target: qemu.port,
    });
    await server.ready;
    const commands = [
      `target remote 127.0.0.1:${port}`,
      'load',
      ...stlink.resetHalt({ resetStrategy: undefined } as Parameters<typeof stlink.resetHalt>[0]),
      'maintenance flush register-cache',
      'tbreak main',
      'continue',
      'detach',
    ];
    const said = execFileSync(
      'gdb-multiarch',
      ['-nx', '-batch', demo.elf, ...commands.flatMap((command) => ['-ex', command])],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
    );
    assert.match(said, /Temporary breakpoint 1, main/);
    await met(journal, 'exit 0');
    await server.dispose();
    assert.deepEqual(journal().slice(1), [
      'client',
      'monitor reset',
      'monitor halt',
      'detach',
      'client left',
      'exit 0',
    ]);
    assert.deepEqual(warnings, []);
    assert.ok(server.lastLines.includes('Exit.'));
  });
});

describe('a session with servertype stlink (a stand-in)', () => {
  const standIn = new StandIn();
  const adapters = useAdapters();
  const qemus = useQemu();
  after(() => standIn.remove());

  function client(
    dialogue: DialogueName,
    target = 0,
  ): { client: DapClient; journal: () => readonly string[] } {
    const { env, journal } = standIn.env(dialogue, target);
    return { client: adapters.start({ env }), journal };
  }

  const attributes = {
    servertype: 'stlink',
    serverpath: standIn.program,
    device: 'STM32F405RG',
    executable: demo.elf,
    cwd: demo.folder,
    connect: 'configured',
    // No probe is plugged in, and no programmer is installed.
    preflight: { mode: 'warn', probe: 'list' },
  };

  it('runs to main, and the server ends by itself, with its probe in peace', async () => {
    const qemu = await qemus.start();
    const { client: session, journal } = client('stlink-good', qemu.port);
    await begin(session, { attributes });
    assert.equal(await position(session), `main:${taggedLine('main-first')}`);
    await session.disconnect();
    assert.deepEqual(adapters.running(), []);
    const all = journal().filter((what) => !what.startsWith('monitor'));
    assert.deepEqual(all.slice(1, 4), ['client', 'detach', 'client left']);
    // On a busy computer it may be asked by one more client whether it is still there.
    const others = all.slice(4).filter((what) => !what.startsWith('client'));
    assert.deepEqual(others, ['exit 0']);
  });

  it('gets to main and to its end although the server floods a hundred megabytes', async () => {
    const qemu = await qemus.start();
    const { client: session, journal } = client('flood', qemu.port);
    await begin(session, { attributes });
    assert.equal(await position(session), `main:${taggedLine('main-first')}`);
    await session.disconnect();
    assert.ok(journal().includes('exit 0'));
    assert.ok(session.bodies('stm32/log').length < 20_000);
  });

  it('warns of the probe when the server had to be killed', async () => {
    const qemu = await qemus.start();
    const { client: session, journal } = client('stubborn', qemu.port);
    await begin(session, { attributes });
    await session.disconnect();
    assert.deepEqual(adapters.running(), []);
    assert.equal(journal().at(-1), 'SIGTERM');
    assert.match(session.outputText('stderr'), /warning: ST-LINK_gdbserver did not end by itself/);
  });

  // S2 of the forum thread: an isolated probe without VTref.
  it('gives up a target that does not answer once the server has said so twice', async () => {
    const { client: session, journal } = client('stlink-unanswered');
    await session.initialize();
    const way = { ...attributes, connect: 'auto' };
    await adapters.assertRefused(session, way, timeouts.connectLadder + busyMs, [
      /^ST-LINK_gdbserver says again and again: Target is not responding, retrying/,
      /VTref/,
      /also tried at \d+ kHz: /,
    ]);
    assert.ok(journal().includes('client left'));
    await session.disconnect();
  });

  it('fails in the words of the server, and in time', async () => {
    const { client: session } = client('stlink-no-probe');
    await session.initialize();
    await adapters.assertRefused(session, attributes, timeouts.serverExit + busyMs, [
      /ST-LINK_gdbserver says: Reason: No ST-LINK found\./,
    ]);
    await session.disconnect();
  });
});
