// st-util, the real program, as the driver starts it, at simulated ST-LINKs on a guest's USB: a session of the built
// adapter, programming, resets, and what it says of a target that does not answer.

import assert from 'node:assert/strict';
import { findTool } from '../../../scripts/parts/tools.mjs';
import { resolveArgs } from '../../../src/launch/resolve-args';
import { stutil } from '../../../src/servers/stutil';
import { swdOffAfterBoot } from '../../simulator/faults/swd-off-after-boot';
import { unpowered } from '../../simulator/faults/unpowered';
import { commandLine, quoted, whenSaid } from '../../simulator/guest/job-text';
import { startUsbBench } from '../../simulator/guest/usb-bench';
import type { UsbBench } from '../../simulator/guest/usb-bench';
import type { SimulatedProbe } from '../../simulator/probe/probe';
import { changed, healthy } from '../../simulator/setup';
import type { TargetSetup } from '../../simulator/setup';
import { demo, taggedLine } from '../../support/project';
import { usbTestMs } from './usb-probes';

const targets = {
  /** Its core truly runs. */
  running: { core: 'qemu', image: demo.elf },
  /** A family that st-util programs through the debug port, without code on the chip. */
  programmed: { part: 'g431' },
  silent: unpowered.change.target ?? {},
  swdOff: swdOffAfterBoot.change.target ?? {},
} as const satisfies Record<string, Partial<TargetSetup>>;
type Name = keyof typeof targets;
const names = Object.keys(targets) as readonly Name[];

/** Whether a line is one of those. */
function says(output: string, patterns: readonly RegExp[] = []): boolean {
  return output.split('\n').some((line) => patterns.some((pattern) => pattern.test(line)));
}

const serialOf = (name: Name): string => `066CFF51534989866711350${names.indexOf(name)}`;

describe('st-util on a real Linux USB stack', function () {
  this.timeout(usbTestMs);
  let bench: UsbBench;

  before(async () => {
    const setups = names.map((name) =>
      changed(healthy, { target: targets[name], probe: { serial: serialOf(name) } }),
    );
    bench = await startUsbBench(setups);
  });
  after(() => bench?.dispose());

  const probe = (name: Name): SimulatedProbe => bench.probes[names.indexOf(name)]!;

  function launchArgs(name: Name, raw: Record<string, unknown>) {
    const given = { servertype: 'stutil', serialNumber: serialOf(name), ...raw };
    const { args } = resolveArgs(given, demo.folder);
    assert.deepEqual(stutil.problems(args), []);
    return args;
  }

  function serverLine(name: Name, raw: Record<string, unknown>): string {
    const tools = { program: 'st-util', port: 4242, morePorts: [], files: {} };
    const command = stutil.command(launchArgs(name, raw), tools);
    return commandLine([command?.program ?? '', ...(command?.args ?? [])]);
  }

  /** GDB at a st-util that is started for it; `{reset}` and `{erase}` are the driver's commands. */
  async function session(
    name: Name,
    raw: Record<string, unknown>,
    commands: readonly string[],
  ): Promise<{ readonly said: string; readonly record: readonly string[] }> {
    const args = launchArgs(name, raw);
    const { transcript } = probe(name);
    const from = transcript.length;
    const own: Readonly<Record<string, readonly string[]>> = {
      '{reset}': [...stutil.resetHalt(args), 'maintenance flush register-cache'],
      '{erase}': stutil.erase?.(args) ?? [],
      '{end}': stutil.letRun ?? [],
    };
    const words = ['set pagination off', 'target remote 127.0.0.1:4242', ...commands];
    const gdb = [findTool('gdb') ?? 'gdb-multiarch', '-batch', '-nx', demo.elf].concat(
      words.flatMap((word) => own[word] ?? [word]).flatMap((word) => ['-ex', word]),
    );
    const job = [
      whenSaid('Listening', serverLine(name, raw)),
      `${commandLine(gdb)} 2>&1`,
      // It ends with its client, and gives the probe back.
      'wait',
      'cat <&4',
    ].join('\n');
    const { output: said } = await bench.guest.run(job, { limitMs: usbTestMs });
    return { said, record: transcript.slice(from) };
  }

  const pulses = (record: readonly string[]): number =>
    record.filter((line) => /^F2 3C {2}f23c {2}/.test(line)).length;

  it('carries a session of the adapter: run to main, breakpoint, step, variables, restart, end', async () => {
    const file = 'test/integration/simulator/usb-st-util-job.ts';
    const { output } = await bench.guest.run(
      `node --import tsx ${quoted(file)} ${serialOf('running')}`,
      { limitMs: usbTestMs },
    );
    const told = Object.assign(
      {},
      ...output
        .split('\n')
        .flatMap((line): object[] => (line.startsWith('{') ? [JSON.parse(line) as object] : [])),
    ) as Record<string, unknown>;
    assert.deepEqual(
      { ...told, stepped: /^add_offset:/.test(String(told['stepped'])) },
      {
        start: `main:${taggedLine('main-first')}`,
        line: `main:${taggedLine('call')}`,
        stepped: true,
        counter: '1',
        again: `main:${taggedLine('main-first')}`,
        counterAgain: '0',
        end: true,
      },
      output,
    );
  });

  it('stands at the reset vector after a reset, with or without a pulse on NRST', async () => {
    const commands = ['{reset}', 'info registers pc', 'p/x *(unsigned *)0x08000004', '{end}'];
    const places = (said: string): readonly (string | undefined)[] => [
      /^pc +(0x\w+)/m.exec(said)?.[1],
      /^\$1 = (0x\w+)/m.exec(said)?.[1],
    ];
    for (const [resetStrategy, isPulsed] of [
      ['software', false],
      ['hardware', true],
    ] as const) {
      const { said, record } = await session('running', { resetStrategy }, commands);
      const [pc, vector] = places(said).map(Number);
      assert.equal(pc, (vector ?? 0) & ~1, said);
      assert.equal(pulses(record) > 0, isPulsed, resetStrategy);
    }
  });

  it('does not reset for an attach, and sets the clock that was asked for', async () => {
    const { said, record } = await session('running', { request: 'attach', speed: 480 }, [
      ...['bt', '{end}'],
    ]);
    assert.match(said, /#0 /, said);
    assert.equal(pulses(record), 0);
    assert.doesNotMatch(record.join('\n'), /0400fa05/);
    assert.ok(record.some((line) => line.startsWith('F2 43  f24307')));
  });

  it('programs, is compared, and erases', async () => {
    const { said } = await session('programmed', { device: 'STM32G431RB' }, [
      'load',
      'compare-sections',
      '{erase}',
      'x/2xw 0x08000000',
      '{end}',
    ]);
    assert.match(said, /^Section \.isr_vector, .*: matched\.$/m, said);
    assert.match(said, /0x8000000.*:\t0xffffffff\t0xffffffff/, said);
  });

  it('says that a target does not answer, which is told from other ends', async () => {
    for (const name of ['silent', 'swdOff'] as const) {
      const { output } = await bench.guest.run(serverLine(name, {}));
      const tools = { program: 'st-util', port: 4242, morePorts: [], files: {} };
      const command = stutil.command(launchArgs(name, {}), tools);
      const first = output
        .split('\n')
        .flatMap((line) => {
          if (command?.noAnswer.some((each) => each.test(line))) return ['noAnswer'];
          return command?.fatal.some((each) => each.test(line)) ? ['fatal'] : [];
        })
        .at(0);
      assert.equal(first, 'noAnswer', output);
    }
  });

  it('connects under reset to a firmware that takes the SWD pins', async () => {
    const given = { resetStrategy: 'connect-under-reset' };
    const { said, record } = await session('swdOff', given, ['x/1xw 0x08000000', '{end}']);
    assert.match(said, /^0x8000000.*:\t0x20/m, said);
    assert.ok(pulses(record) > 0);
  });

  it('says that the port is taken, and that there is no such probe', async () => {
    const command = stutil.command(launchArgs('running', {}), {
      ...{ program: 'st-util', port: 4242, morePorts: [], files: {} },
    });
    const taken = await bench.guest.run(
      [whenSaid('Listening', serverLine('running', {})), serverLine('programmed', {}), 'true'].join(
        '\n',
      ),
    );
    assert.ok(says(taken.output, command?.portTaken), taken.output);
    const none = await bench.guest.run(`st-util --serial ${'0'.repeat(24)}; true`);
    assert.ok(says(none.output, command?.fatal), none.output);
  });
});
