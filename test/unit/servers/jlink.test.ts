// What the J-Link GDB server is started with, and its dialect.

import assert from 'node:assert/strict';
import type { LaunchArgs } from '../../../src/launch/launch-args';
import { resolveArgs } from '../../../src/launch/resolve-args';
import { jlink } from '../../../src/servers/jlink';

const launch = (raw: Record<string, unknown>): LaunchArgs =>
  resolveArgs({ request: 'launch', device: 'STM32F405RG', ...raw }, '/project').args;

/** The arguments behind the ones that are always the same. */
function optionsOf(raw: Record<string, unknown>): string {
  const tools = { program: '/j', port: 1, morePorts: [2, 3], files: {} };
  const text = jlink.command(launch(raw), tools)?.args.join(' ') ?? '';
  const always = '-singlerun -nogui -strict -timeout 0 -LocalhostOnly 1 ';
  assert.ok(text.startsWith(always), text);
  return text.slice(always.length).replace('-port 1 -swoport 2 -telnetport 3', '…');
}

describe('the command line of the J-Link GDB server', () => {
  const cases: readonly (readonly [string, Record<string, unknown>, string])[] = [
    ['is SWD by default', {}, '-if SWD … -device STM32F405RG'],
    ['is JTAG', { interface: 'jtag' }, '-if JTAG … -device STM32F405RG'],
    ['has a clock', { speed: 480 }, '-if SWD -speed 480 … -device STM32F405RG'],
    [
      'names the probe on USB',
      { serialNumber: '801003831' },
      '-if SWD … -device STM32F405RG -select usb=801003831',
    ],
    [
      'names the probe in the network',
      { ipAddress: '192.168.1.9' },
      '-if SWD … -device STM32F405RG -select ip=192.168.1.9',
    ],
    [
      'passes script and RTOS',
      { jlinkscript: '/s.JLinkScript', rtos: 'GDBServer/RTOSPlugin_FreeRTOS' },
      '-if SWD … -device STM32F405RG -jlinkscriptfile /s.JLinkScript -rtos GDBServer/RTOSPlugin_FreeRTOS',
    ],
    [
      'attaches without a halt',
      { request: 'attach', haltOnAttach: false },
      '-if SWD … -device STM32F405RG -nohalt',
    ],
    ['ends with the user’s', { serverArgs: ['-vd'] }, '-if SWD … -device STM32F405RG -vd'],
  ];
  for (const [title, raw, options] of cases) {
    it(title, () => assert.equal(optionsOf(raw), options));
  }

  for (const [device, name] of [
    ['STM32F405RGT6', 'STM32F405RG'],
    ['STM32F405RGTx', 'STM32F405RG'],
    ['STM32H743ZIT6U', 'STM32H743ZI'],
    ['STM32WBA52CGU6', 'STM32WBA52CG'],
    ['STM32L4R5ZI', 'STM32L4R5ZI'],
    ['STM32H7R7L8', 'STM32H7R7L8'],
    ['STM32H745ZI_M4', 'STM32H745ZI_M4'],
    ['Cortex-M4', 'Cortex-M4'],
  ] as const) {
    it(`calls ${device} ${name}`, () =>
      assert.match(optionsOf({ device }), new RegExp(`${name}$`)));
  }
});

describe('the dialect of the J-Link GDB server', () => {
  it('resets by the number of the strategy', () => {
    const reset = (resetStrategy?: string): string =>
      jlink.resetHalt(launch({ resetStrategy })).join('; ');
    assert.equal(reset(), 'monitor reset; monitor halt');
    assert.equal(reset('software'), 'monitor reset 0; monitor halt');
    assert.equal(reset('core'), 'monitor reset 1; monitor halt');
    assert.equal(reset('hardware'), 'monitor reset 2; monitor halt');
    assert.doesNotMatch(reset('none'), /monitor/);
  });

  it('says how to connect under reset, which it cannot be asked for', () => {
    const problems = jlink.problems(launch({ resetStrategy: 'connect-under-reset' }));
    assert.deepEqual(
      problems.map(({ id, severity, attribute }) => [id, severity, attribute]),
      [['reset-strategy-unsupported', 'error', 'resetStrategy']],
    );
    const fixes = problems.flatMap((problem) => problem.fixes.map(({ title }) => title)).join(' ');
    for (const way of ['"hardware"', 'jlinkscript', '"openocd"']) assert.ok(fixes.includes(way));
    assert.deepEqual(jlink.problems(launch({ resetStrategy: 'hardware' })), []);
  });
});
