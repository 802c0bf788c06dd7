// OpenOCD, the real program, started as a launch starts it: ready, and each way of not becoming ready. Needs
// openocd; no probe is plugged in, so its dummy adapter and a target that is not examined stand for one.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endMarked, markedEnv, newMark } from '../../../scripts/parts/marked-processes.mjs';
import { withTimeout } from '../../../src/base/abort';
import { Failure } from '../../../src/base/failure';
import type { Host } from '../../../src/host/host';
import { createNodeHost } from '../../../src/host/node-host';
import { resolveArgs } from '../../../src/launch/resolve-args';
import type { AttachedProbe } from '../../../src/launch/server-driver';
import { openocd } from '../../../src/servers/openocd';
import { runServer } from '../../../src/servers/run-server';
import type { RunningServer } from '../../../src/servers/run-server';
import { graceMs } from '../../support/leftovers';
import { freePort, silentServer } from '../../support/ports';

/** An adapter without hardware; the tap is off, so that nobody asks it anything. */
const dummy = [
  'adapter driver dummy',
  'adapter speed 1000',
  'jtag newtap chip cpu -irlen 4 -disable',
  'dap create chip.dap -chain-position chip.cpu',
  'target create chip.cpu cortex_m -dap chip.dap -defer-examine',
].join('\n');

describe('OpenOCD as a server', () => {
  const mark = newMark();
  const node = createNodeHost();
  const host: Host = {
    ...node,
    spawn: (program, args, options) =>
      node.spawn(program, args, { ...options, env: markedEnv(mark) }),
  };
  const started: RunningServer[] = [];
  let folder = '';

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'openocd test-'));
    writeFileSync(join(folder, 'dummy.cfg'), dummy);
  });

  afterEach(async () => {
    for (const server of started.splice(0)) await server.dispose();
    assert.deepEqual(await endMarked(mark, graceMs), []);
  });

  after(() => rmSync(folder, { recursive: true }));

  function start(raw: Record<string, unknown>, port: number): RunningServer {
    const { args } = resolveArgs({ servertype: 'openocd', ...raw }, folder);
    const command = openocd.command(args, { program: 'openocd', port, morePorts: [], files: {} });
    assert.ok(command);
    const server = runServer(host, {
      driver: openocd,
      command,
      cwd: folder,
      address: openocd.address(args, port),
      events: { onLine: () => undefined, onTargetText: () => undefined },
      signal: new AbortController().signal,
    });
    started.push(server);
    return server;
  }

  /** Starts it and gives the failure it must end in. */
  async function failureOf(raw: Record<string, unknown>, port?: number): Promise<Failure> {
    const server = start(raw, port ?? (await freePort()));
    try {
      await server.ready;
    } catch (thrown) {
      assert.ok(thrown instanceof Failure);
      return thrown;
    }
    return assert.fail('it became ready');
  }

  it('is ready once it says that it listens, and ends by itself at SIGTERM', async () => {
    const port = await freePort();
    const server = start({ configFiles: ['dummy.cfg'] }, port);
    await server.ready;
    assert.equal(await host.accepts('127.0.0.1', port), true);
    await server.dispose();
    const exit = await withTimeout(server.exit, 'serverExit', 'OpenOCD to end');
    assert.ok(exit.kind !== 'error');
    assert.ok(
      server.lastLines.some((line) => line.includes('shutdown command invoked')),
      server.lastLines.join('\n'),
    );
    assert.equal(await host.isPortFree(port), true);
  });

  it('takes its files from searchDir and runs the commands around them', async () => {
    const server = start(
      {
        searchDir: [folder],
        configFiles: ['dummy.cfg'],
        openOCDPreConfigLaunchCommands: ['echo before'],
        openOCDLaunchCommands: ['echo behind'],
      },
      await freePort(),
    );
    await server.ready;
    const said = server.lastLines.filter((line) => /^(before|behind)$/.test(line));
    assert.deepEqual(said, ['before', 'behind']);
  });

  it('names a configuration file that is not there', async () => {
    const failure = await failureOf({ configFiles: ['interface/no-such-probe.cfg'] });
    assert.equal(failure.code, 'server-failed');
    assert.match(failure.message, /OpenOCD says: .*Can't find interface\/no-such-probe\.cfg/);
  });

  it('says so at once when no probe is plugged in', async () => {
    const failure = await failureOf({ device: 'STM32F405RG' });
    assert.match(failure.message, /OpenOCD says: Error: open failed/);
    assert.match(failure.evidence.join('\n'), /target\/stm32f4x\.cfg/);
  });

  it('takes JTAG when it is asked for, instead of choosing by itself', async () => {
    const failure = await failureOf({ device: 'STM32F405RG', interface: 'jtag' });
    const said = failure.evidence.filter((line) => !line.startsWith('command: ')).join('\n');
    assert.match(failure.message, /open failed/);
    assert.doesNotMatch(said, /auto-selecting/);
  });

  it('cannot read a file whose path has one brace, as path-mangled warns', async () => {
    mkdirSync(join(folder, 'a{b'));
    writeFileSync(join(folder, 'a{b', 'dummy.cfg'), dummy);
    const failure = await failureOf({ configFiles: ['a{b/dummy.cfg'] });
    assert.match(failure.evidence.join('\n'), /missing close-brace/);
  });

  it('ends when a port that the user fixed is taken, as port-taken says', async () => {
    const taken = await silentServer();
    const { port } = taken;
    try {
      const commands = [`telnet_port ${port}`];
      const failure = await failureOf({
        configFiles: ['dummy.cfg'],
        openOCDLaunchCommands: commands,
      });
      assert.match(failure.evidence.join('\n'), /couldn't bind telnet to socket on port/);
    } finally {
      taken.close();
    }
  });

  it('says when GDB’s port is taken, although it would stay alive', async () => {
    const taken = await silentServer();
    const { port } = taken;
    try {
      const failure = await failureOf({ configFiles: ['dummy.cfg'] }, port);
      assert.match(failure.message, /couldn't bind gdb to socket on port \d+/);
    } finally {
      taken.close();
    }
  });
});

describe('OpenOCD and what it is told of a part', () => {
  const devices = [
    ...['STM32F072RB', 'STM32F103C8', 'STM32F103ZG', 'STM32F205RF', 'STM32F303RE', 'STM32F405RG'],
    ...['STM32F767ZI', 'STM32G071RB', 'STM32G431RB', 'STM32H723ZG', 'STM32H743ZI', 'STM32L073RZ'],
    ...['STM32L152RE', 'STM32L476RG', 'STM32L552ZE', 'STM32U575ZI', 'STM32WB55RG', 'STM32WLE5JC'],
  ];
  const strategies = ['none', 'software', 'hardware', 'core', 'connect-under-reset'] as const;

  /** It reads everything and ends before it looks for a probe. @returns what it said */
  function read(raw: Record<string, unknown>, probes: readonly AttachedProbe[] = []): string {
    const { args } = resolveArgs({ servertype: 'openocd', ...raw }, tmpdir());
    if (openocd.problems(args).length > 0) return '';
    const command = openocd.command(args, {
      ...{ program: 'openocd', port: 4711, morePorts: [], files: {}, probes },
    });
    const words = [...(command?.args ?? []), '-c', 'echo "port [[target current] cget -gdb-port]"'];
    const { stderr } = spawnSync('openocd', [...words, '-c', 'noinit', '-c', 'shutdown'], {
      encoding: 'utf8',
    });
    return stderr;
  }

  for (const device of devices) {
    it(`understands all of it for an ${device}`, () => {
      for (const resetStrategy of strategies) {
        const more = { speed: 480, rtos: 'FreeRTOS' };
        for (const raw of [more, { ...more, request: 'attach', haltOnAttach: false }]) {
          const said = read({ device, resetStrategy, ...raw });
          assert.ok(said === '' || /^port /m.test(said), said);
          assert.doesNotMatch(said, /Error|invalid|usage/i);
        }
      }
    });
  }

  for (const family of ['cmsis-dap', 'jlink'] as const) {
    it(`understands all of it for a ${family} probe`, () => {
      const probes = [{ family, name: 'A probe', id: '1366:0105' }];
      for (const resetStrategy of [undefined, ...strategies]) {
        for (const wires of ['swd', 'jtag']) {
          const raw = { device: 'STM32F405RG', interface: wires, serialNumber: '000050123456' };
          const said = read({ ...raw, resetStrategy }, probes);
          assert.match(said, /^port /m, said);
          assert.doesNotMatch(said, /Error|invalid|usage|auto-selecting/i, said);
        }
      }
    });
  }

  it('serves the second core of a part with two at the port of GDB', () => {
    for (const [device, core] of [
      ['STM32H747XI', 'M4'],
      ['STM32WL55JC', 'M0+'],
    ]) {
      const commands = ['foreach t [target names] {echo "$t at [$t cget -gdb-port]"}'];
      const said = read({ device, core, openOCDLaunchCommands: commands });
      assert.match(said, /\.cpu1 at 4711$/m, said);
      assert.match(said, /\.cpu0 at disabled$/m, said);
    }
  });
});
