import assert from 'node:assert/strict';
import type { LaunchArgs } from '../../../src/launch/launch-args';
import { resolveArgs } from '../../../src/launch/resolve-args';
import { stutil } from '../../../src/servers/stutil';

function args(raw: Record<string, unknown>): LaunchArgs {
  return resolveArgs({ servertype: 'stutil', ...raw }, '/project').args;
}

const tools = { program: '/usr/bin/st-util', port: 4711, morePorts: [], files: {} };
const serialNumber = '066CFF515349898667113512';

describe('st-util', () => {
  const commandLine = (raw: Record<string, unknown>) => stutil.command(args(raw), tools)?.args;

  it('is told port, probe and clock, by the forms that its versions have in common', () => {
    assert.deepEqual(commandLine({}), ['-p', '4711']);
    assert.deepEqual(commandLine({ serialNumber, speed: 480, serverArgs: ['-v'] }), [
      ...['-p', '4711', '--serial', serialNumber, '--freq=480K', '-v'],
    ]);
  });

  it('connects under reset where asked, and without a reset for an attach or by software', () => {
    const under = { resetStrategy: 'connect-under-reset' };
    assert.deepEqual(commandLine(under), ['-p', '4711', '--connect-under-reset']);
    for (const raw of [{ request: 'attach' }, { resetStrategy: 'software' }]) {
      assert.deepEqual(commandLine(raw), ['-p', '4711', '--hot-plug']);
    }
    assert.deepEqual(commandLine({ resetStrategy: 'hardware' }), ['-p', '4711']);
  });

  it('resets with a vector catch, by its own request or by the pin', () => {
    const resets = (resetStrategy?: string) => stutil.resetHalt(args({ resetStrategy }));
    const request = 'set *(unsigned int *)0xe000ed0c = 0x05fa0004';
    for (const byRequest of [resets(), resets('software')]) {
      assert.ok(byRequest.includes(request));
      assert.ok(!byRequest.includes('monitor jtag_reset'));
    }
    for (const byPin of [resets('hardware'), resets('connect-under-reset')]) {
      assert.ok(byPin.includes('monitor jtag_reset'));
      assert.ok(!byPin.includes(request));
    }
  });

  it('refuses what it cannot do', () => {
    const idsOf = (raw: Record<string, unknown>) => stutil.problems(args(raw)).map(({ id }) => id);
    assert.deepEqual(idsOf({ serialNumber }), []);
    assert.deepEqual(idsOf({ serialNumber: '--help' }), ['probe-serial-invalid']);
    assert.deepEqual(idsOf({ interface: 'jtag' }), ['stutil-no-jtag']);
    assert.deepEqual(idsOf({ resetStrategy: 'none' }), ['reset-strategy-unsupported']);
    assert.deepEqual(idsOf({ resetStrategy: 'core' }), ['reset-strategy-unsupported']);
  });

  it('is ready by the line about its own port', () => {
    const ready = stutil.command(args({}), tools)?.ready;
    assert.ok(ready?.kind === 'line');
    assert.match('2026-01-31T10:00:00 INFO gdb-server.c: Listening at *:4711...', ready.pattern);
    assert.doesNotMatch('INFO gdb-server.c: Listening at *:4712...', ready.pattern);
  });

  it('tells a silent target from a chip that it does not know', () => {
    const command = stutil.command(args({}), tools);
    const silent =
      'ERROR gdb-server.c: Unsupported Target (Chip ID is 0000000000, Core ID is 0000000000).';
    const unknown =
      'ERROR gdb-server.c: Unsupported Target (Chip ID is 0x00000485, Core ID is 0x0ba02477).';
    const matches = (patterns: readonly RegExp[] | undefined, line: string) =>
      patterns?.some((pattern) => pattern.test(line));
    assert.deepEqual(
      [silent, unknown].map((line) => [
        matches(command?.noAnswer, line),
        matches(command?.fatal, line),
      ]),
      [
        [true, false],
        [false, true],
      ],
    );
  });
});
