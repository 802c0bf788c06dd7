import assert from 'node:assert/strict';
import type { LaunchArgs } from '../../../src/launch/launch-args';
import { resolveArgs } from '../../../src/launch/resolve-args';
import { pyocd } from '../../../src/servers/pyocd';

function args(raw: Record<string, unknown>): LaunchArgs {
  return resolveArgs({ servertype: 'pyocd', ...raw }, '/project').args;
}

const tools = { program: '/usr/bin/pyocd', port: 4711, morePorts: [4712], files: {} };

describe('pyOCD', () => {
  const commandLine = (raw: Record<string, unknown>) => pyocd.command(args(raw), tools)?.args ?? [];
  const ours = ['gdbserver', '--port', '4711', '--telnet-port', '4712', '--no-wait'];

  it('is told ports, probe, target, pack and clock', () => {
    assert.deepEqual(
      commandLine({
        ...{ device: 'STM32F405RGT6', serialNumber: '0123', speed: 480 },
        ...{ cmsisPack: '/packs/f4.pack', serverArgs: ['--persist'] },
      }),
      [
        ...[...ours, '--uid', '0123', '--target', 'stm32f405rgtx', '--pack', '/packs/f4.pack'],
        ...['--frequency', '480k', '--persist'],
      ],
    );
  });

  const targets: readonly (readonly [raw: Record<string, unknown>, target: string])[] = [
    [{ device: 'STM32F405RGT6' }, 'stm32f405rgtx'],
    [{ device: 'STM32F405RGTx' }, 'stm32f405rgtx'],
    [{ device: 'STM32F405RG' }, 'stm32f405rg'],
    [{ device: 'STM32F405RG', targetId: 'stm32f429xi' }, 'stm32f429xi'],
  ];
  for (const [raw, target] of targets) {
    it(`calls ${JSON.stringify(raw)} ${target}`, () => {
      const line = commandLine(raw);
      assert.equal(line[line.indexOf('--target') + 1], target);
    });
  }

  it('connects and resets as the strategy says', () => {
    const behind = (raw: Record<string, unknown>) =>
      commandLine({ targetId: 'x', ...raw }).slice(ours.length + 2);
    assert.deepEqual(behind({}), []);
    assert.deepEqual(behind({ request: 'attach' }), ['--connect', 'attach']);
    assert.deepEqual(behind({ resetStrategy: 'connect-under-reset' }), [
      ...['--connect', 'under-reset', '-O', 'reset_type=hw'],
    ]);
    for (const [resetStrategy, type] of [
      ['software', 'sw_sysresetreq'],
      ['core', 'sw_vectreset'],
      ['hardware', 'hw'],
    ]) {
      assert.deepEqual(behind({ resetStrategy }), ['-O', `reset_type=${type}`]);
    }
  });

  it('refuses what it cannot do', () => {
    const idsOf = (raw: Record<string, unknown>) => pyocd.problems(args(raw)).map(({ id }) => id);
    assert.deepEqual(idsOf({ targetId: 'x', serialNumber: 'remote:pi:5555' }), []);
    assert.deepEqual(idsOf({ targetId: 'x', serialNumber: '--help' }), ['probe-serial-invalid']);
    assert.deepEqual(idsOf({}), ['pyocd-no-target']);
    assert.deepEqual(idsOf({ targetId: 'x', resetStrategy: 'none' }), [
      'reset-strategy-unsupported',
    ]);
  });

  it('is ready by the words of older and newer versions, about its own port', () => {
    const ready = pyocd.command(args({ targetId: 'x' }), tools)?.ready;
    assert.ok(ready?.kind === 'line');
    for (const line of [
      '0001234 I GDB server listening on port 4711 (core 0) [gdbserver]',
      '0001234 I GDB server started on port 4711 (core 0) [gdbserver]',
      'INFO:root:GDB server started at port:4711',
    ]) {
      assert.match(line, ready.pattern);
      assert.doesNotMatch(line.replace('4711', '47110'), ready.pattern);
    }
  });

  it('tells a missing probe from a silent target', () => {
    const command = pyocd.command(args({ targetId: 'x' }), tools);
    const matches = (patterns: readonly RegExp[] | undefined, line: string) =>
      patterns?.some((pattern) => pattern.test(line));
    for (const line of [
      'No connected debug probes',
      "No connected debug probe matches unique ID '0123'",
      'pyocd gdbserver: error: argument -f/--frequency: invalid value',
    ]) {
      assert.equal(matches(command?.fatal, line), true, line);
    }
    for (const line of [
      '0001234 C STLink error (9): Get IDCODE error [__main__]',
      '0001234 E No cores were discovered! [coresight_target]',
    ]) {
      assert.equal(matches(command?.noAnswer, line), true, line);
    }
  });

  it('looks at a probe on USB unless it is at another computer', () => {
    assert.equal(pyocd.isSurelyUsb?.(args({})), true);
    assert.equal(pyocd.isSurelyUsb?.(args({ serialNumber: 'remote:pi' })), false);
  });
});
