// What the attributes about the connection make OpenOCD do, by the record of the simulated probe behind it: the real
// OpenOCD as the driver starts it, the real GDB with the driver's commands, a core that truly runs (QEMU).

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { endMarked, markedEnv, newMark } from '../../../scripts/parts/marked-processes.mjs';
import type { Host } from '../../../src/host/host';
import { createNodeHost } from '../../../src/host/node-host';
import { resolveArgs } from '../../../src/launch/resolve-args';
import { openocd } from '../../../src/servers/openocd';
import { keepsRunning } from '../../../src/servers/openocd-commands';
import { runServer } from '../../../src/servers/run-server';
import { swdOffAfterBoot } from '../../simulator/faults/swd-off-after-boot';
import { serveBench } from '../../simulator/serve';
import type { Bench } from '../../simulator/serve';
import { changed, healthy } from '../../simulator/setup';
import type { SetupChange } from '../../simulator/setup';
import { limited } from '../../support/dap-client';
import { graceMs } from '../../support/leftovers';
import { freePort } from '../../support/ports';
import { givenBack } from '../../support/probe-bench';
import { demo } from '../../support/project';

/** The transport that 0.12 chooses by itself, and its other one, which later versions choose. */
const ways = {
  hla: {},
  dapdirect: { configFiles: ['interface/stlink-dap.cfg', 'target/stm32f4x.cfg'] },
} as const;
type Way = keyof typeof ways;
const everyWay = Object.keys(ways) as readonly Way[];

/** How often the target was reset, by the way of it. */
interface Resets {
  readonly nrst: number;
  /** SYSRESETREQ, by the server or by the probe for it (RESETSYS). */
  readonly system: number;
  /** VECTRESET. */
  readonly core: number;
}

function resetsIn(record: readonly string[]): Resets {
  const count = (pattern: RegExp): number => record.filter((line) => pattern.test(line)).length;
  return {
    nrst: count(/^F2 3C {2}f23c {2}/),
    system: count(/0400fa05|^F2 32/),
    core: count(/0100fa05/),
  };
}

/** What the clock of an ST-LINK/V2 was divided by, each time it was set: 7 for 480 kHz, less for a faster one. */
function divisorsIn(record: readonly string[]): readonly number[] {
  return record.flatMap((line) => {
    const [, hex] = /^F2 43 {2}f243(\w*)/.exec(line) ?? [];
    return hex === undefined ? [] : [Buffer.from(hex.padEnd(4, '0'), 'hex').readUInt16LE()];
  });
}
const divisorOf480 = 7;

/** C_HALT is written to DHCSR, or the probe is asked to do it. */
const halts = /f0ed00e0.*(03|0[79b])005fa0|^F2 02/;

describe('OpenOCD at a target, as the attributes say', () => {
  const mark = newMark();
  const node = createNodeHost();
  const host: Host = {
    ...node,
    spawn: (program, args, options) =>
      node.spawn(program, args, { ...options, env: markedEnv(mark) }),
  };
  const benches: Bench[] = [];

  afterEach(async () => {
    const left = await endMarked(mark, graceMs);
    for (const bench of benches.splice(0)) await bench.dispose();
    assert.deepEqual(left, []);
  });

  async function benchWith(change: SetupChange = {}): Promise<Bench> {
    const target = { core: 'qemu', ...change.target } as const;
    const bench = await serveBench([changed(healthy, { ...change, target })]);
    benches.push(bench);
    return bench;
  }

  /** One session from the server's start to its end; `{before}` and `{reset}` are the driver's commands. */
  async function session(
    bench: Bench,
    raw: Record<string, unknown>,
    commands: readonly string[],
  ): Promise<{ readonly said: string; readonly record: readonly string[] }> {
    const from = bench.transcript.length;
    const port = await freePort();
    const { args } = resolveArgs(
      {
        ...{ servertype: 'openocd', device: 'STM32F405RG', stlinkServer: bench.address },
        // QEMU ignores what a loader in its RAM writes to the flash.
        openOCDPreConfigLaunchCommands: ['set WORKAREASIZE 0'],
        ...raw,
      },
      demo.folder,
    );
    assert.deepEqual(openocd.problems(args), []);
    const command = openocd.command(args, { program: 'openocd', port, morePorts: [], files: {} });
    assert.ok(command);
    const server = runServer(host, {
      ...{ driver: openocd, command, cwd: demo.folder, address: openocd.address(args, port) },
      events: { onLine: () => undefined, onTargetText: () => undefined },
      signal: new AbortController().signal,
    });
    try {
      await server.ready;
      const own: Readonly<Record<string, readonly string[]>> = {
        '{before}': openocd.beforeLoad(args),
        '{reset}': openocd.resetHalt(args),
        '{erase}': openocd.erase?.(args) ?? [],
      };
      const before = keepsRunning(args) ? (openocd.attachRunning?.(args) ?? []) : [];
      const asked = commands.flatMap((each) => own[each] ?? [each]);
      const said = await gdb([...before, `target extended-remote 127.0.0.1:${port}`, ...asked]);
      return { said, record: bench.transcript.slice(from) };
    } finally {
      await server.dispose();
    }
  }

  async function gdb(commands: readonly string[]): Promise<string> {
    const words = ['set pagination off', ...commands];
    const child = spawn(
      'gdb-multiarch',
      ['-nx', '-batch', demo.elf, ...words.flatMap((word) => ['-ex', word])],
      { env: markedEnv(mark), stdio: ['ignore', 'pipe', 'pipe'] },
    );
    let said = '';
    for (const output of [child.stdout, child.stderr])
      output.on('data', (chunk: Buffer) => (said += chunk.toString()));
    await limited(once(child, 'close'), 'GDB to end', 40_000);
    return said;
  }

  const toMain = ['{before}', 'load', '{reset}', 'tbreak main', 'continue', 'info line', 'detach'];

  for (const way of everyWay) {
    const given = (raw: Record<string, unknown>) => ({ ...ways[way], ...raw });

    it(`resets as the strategy says, with the probe free for the next session: ${way}`, async () => {
      const bench = await benchWith();
      const resetsWith = async (resetStrategy: string): Promise<Resets> => {
        const { said, record } = await session(bench, given({ resetStrategy }), toMain);
        assert.match(said, /Temporary breakpoint 1, main \(\)/, said);
        await givenBack(bench);
        return resetsIn(record);
      };
      const software = await resetsWith('software');
      assert.ok(software.system > 0);
      assert.deepEqual({ ...software, system: 0 }, { nrst: 0, system: 0, core: 0 });
      const hardware = await resetsWith('hardware');
      assert.ok(hardware.nrst > 0);
      const underReset = await resetsWith('connect-under-reset');
      assert.ok(underReset.nrst > 0);
      assert.deepEqual(await resetsWith('none'), { nrst: 0, system: 0, core: 0 });
    });

    it(`keeps the clock over connection, programming and resets: ${way}`, async () => {
      const bench = await benchWith();
      const { said, record } = await session(bench, given({ speed: 480 }), toMain);
      assert.match(said, /Temporary breakpoint 1, main \(\)/, said);
      assert.ok(divisorsIn(record).length > 0);
      for (const divisor of divisorsIn(record)) assert.ok(divisor >= divisorOf480, `${divisor}`);
      const asUsual = await session(bench, given({}), ['{before}', '{reset}', 'detach']);
      assert.ok(divisorsIn(asUsual.record).some((divisor) => divisor < divisorOf480));
    });

    it(`holds NRST before it looks for a core that would take the SWD pins: ${way}`, async () => {
      const bench = await benchWith(swdOffAfterBoot.change);
      const { said, record } = await session(
        bench,
        given({ resetStrategy: 'connect-under-reset' }),
        // The firmware that takes them is gone once the flash holds another one; the simulated one never changes.
        ['{before}', 'info registers pc', 'x/2xw 0x08000000'],
      );
      assert.match(said, /^pc +0x/m, said);
      const nrst = record.findIndex((line) => /^F2 3C {2}f23c {2}/.test(line));
      const enter = record.findIndex((line) => /^F2 30/.test(line));
      assert.ok(nrst >= 0 && nrst < enter, `${nrst} ${enter}`);
    });

    it(`attaches without halting where that is asked for: ${way}`, async () => {
      const bench = await benchWith({ target: { image: demo.elf } });
      const usual = await session(bench, given({ request: 'attach' }), ['detach']);
      assert.ok(usual.record.some((line) => halts.test(line)));
      const attach = given({ request: 'attach', haltOnAttach: false });
      const looked = await session(bench, attach, ['print g_counter', 'x/4xw 0x08000000']);
      assert.match(looked.said, /^\$1 = \d+$/m, looked.said);
      assert.match(looked.said, /^0x8000000.*:\t0x20020000/m, looked.said);
      assert.deepEqual(resetsIn(looked.record), { nrst: 0, system: 0, core: 0 });
      assert.deepEqual(
        looked.record.filter((line) => halts.test(line)),
        [],
      );
      // GDB is told to continue a core that never stood still; a breakpoint is set and met all the same.
      const stopped = await session(bench, attach, ['break tick_work', 'continue', 'backtrace']);
      assert.match(stopped.said, /Breakpoint 1, tick_work \(\)/, stopped.said);
      assert.match(stopped.said, /#1 .* in main \(\)/, stopped.said);
    });

    it(`erases the whole flash: ${way}`, async () => {
      const bench = await benchWith({ target: { core: 'still', image: demo.elf } });
      const { said } = await session(bench, given({}), [
        'x/1xw 0x08000000',
        '{erase}',
        'maintenance flush dcache',
        'x/2xw 0x08000000',
        'x/2xw 0x080ffff8',
      ]);
      assert.match(
        said,
        /0x20020000[\s\S]*0xffffffff\t0xffffffff[\s\S]*0xffffffff\t0xffffffff/,
        said,
      );
    });
  }

  it('resets the core alone where that is asked for', async () => {
    const bench = await benchWith();
    const { said, record } = await session(bench, { resetStrategy: 'core' }, toMain);
    assert.match(said, /Temporary breakpoint 1, main \(\)/, said);
    const resets = resetsIn(record);
    assert.ok(resets.core > 0);
    assert.deepEqual({ ...resets, core: 0 }, { nrst: 0, system: 0, core: 0 });
  });

  it('says so where the transport that the user chose cannot reset the core alone', async () => {
    const bench = await benchWith({ target: { core: 'still' } });
    const configFiles = ['interface/stlink.cfg', 'target/stm32f4x.cfg'];
    await assert.rejects(
      session(bench, { resetStrategy: 'core', configFiles }, []),
      /resetStrategy core needs interface\/stlink-dap\.cfg/,
    );
  });

  it('connects under reset to a part whose buses are off meanwhile', async () => {
    const bench = await benchWith({ target: { core: 'still', part: 'h743' } });
    const given = { device: 'STM32H743ZI', resetStrategy: 'connect-under-reset' };
    const { said } = await session(bench, given, ['info registers pc', 'x/2xw 0x08000000']);
    const pc = /^pc +0x([0-9a-f]+)/m.exec(said)?.[1];
    const vector = /^0x8000000.*:\t0x\w+\t0x(\w+)$/m.exec(said)?.[1];
    assert.equal(parseInt(pc ?? '', 16), parseInt(vector ?? '', 16) & ~1, said);
  });

  it('erases both banks of a part that has two', async () => {
    const bench = await benchWith({ target: { core: 'still', part: 'h743' } });
    const { said } = await session(bench, { device: 'STM32H743ZI' }, [
      'monitor halt',
      'monitor flash fillw 0x08100000 0x12345678 8',
      'x/1xw 0x08100000',
      '{erase}',
      'x/1xw 0x08000000',
      'x/1xw 0x08100000',
    ]);
    const words = [...said.matchAll(/^0x8[01]00000.*:\t(0x\w+)$/gm)].map(([, word]) => word);
    assert.deepEqual(words, ['0x12345678', '0xffffffff', '0xffffffff'], said);
  });
});
