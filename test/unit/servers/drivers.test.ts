import assert from 'node:assert/strict';
import { attributes } from '../../../src/launch/attributes';
import type { Attribute } from '../../../src/launch/attributes';
import type { LaunchArgs } from '../../../src/launch/launch-args';
import { resolveArgs } from '../../../src/launch/resolve-args';
import type { ServerTools } from '../../../src/launch/server-driver';
import { parseHostPort } from '../../../src/base/host-port';
import { external } from '../../../src/servers/external';
import { drivers } from '../../../src/servers/index';
import { openocd } from '../../../src/servers/openocd';
import { qemu } from '../../../src/servers/qemu';

function args(raw: Record<string, unknown>): LaunchArgs {
  return resolveArgs(raw, '/project').args;
}

function tools(program: string, port: number): ServerTools {
  return { program, port, morePorts: [], files: {} };
}

describe('the list of servers', () => {
  it('has different ids', () => {
    assert.equal(new Set(drivers.map(({ id }) => id)).size, drivers.length);
  });

  it("agrees with the attribute table about who reads which server's attributes", () => {
    const table = Object.entries<Attribute>(attributes);
    for (const { id, reads } of drivers) {
      const inTable = table.filter(([, { servers }]) => servers?.includes(id));
      assert.deepEqual([...reads].sort(), inTable.map(([name]) => name).sort(), id);
    }
  });

  it('is named completely in the table', () => {
    const ids = drivers.map(({ id }) => id);
    for (const { servers } of Object.values<Attribute>(attributes)) {
      for (const id of servers ?? []) assert.ok(ids.includes(id), id);
    }
  });
});

describe('parseHostPort', () => {
  const good: readonly (readonly [string, string, number])[] = [
    ['localhost:3333', 'localhost', 3333],
    ['192.168.0.7:61234', '192.168.0.7', 61234],
    [':2331', 'localhost', 2331],
    ['4242', 'localhost', 4242],
    [' pi:1 ', 'pi', 1],
    ['[::1]:65535', '[::1]', 65535],
  ];
  for (const [text, host, port] of good) {
    it(`reads "${text}"`, () => assert.deepEqual(parseHostPort(text), { host, port }));
  }
  for (const text of ['', 'localhost', 'pi:', 'pi:0', 'pi:65536', '::1:3333', 'a b:1', 'pi:x']) {
    it(`refuses "${text}"`, () => assert.equal(parseHostPort(text), undefined));
  }
});

describe('external', () => {
  it('starts nothing and connects to gdbTarget', () => {
    const given = args({ gdbTarget: 'pi:3333' });
    assert.deepEqual(external.problems(given), []);
    assert.equal(external.command(given, tools('', 0)), undefined);
    assert.deepEqual(external.address(given, 0), {
      mode: 'extended-remote',
      host: 'pi',
      port: 3333,
    });
  });
});

describe('qemu', () => {
  const machineFor = (raw: Record<string, unknown>): string | undefined => {
    const command = qemu.command(args(raw), tools('/usr/bin/qemu-system-arm', 4711));
    return command?.args[command.args.indexOf('-machine') + 1];
  };

  it('chooses the board by the part, in either case', () => {
    assert.equal(machineFor({ device: 'STM32F405RG' }), 'netduinoplus2');
    assert.equal(machineFor({ device: 'stm32f205rf' }), 'netduino2');
    assert.equal(machineFor({ device: 'STM32F100RB' }), 'stm32vldiscovery');
  });

  it('prefers the board that is named', () => {
    assert.equal(
      machineFor({ device: 'STM32F405RG', machine: 'olimex-stm32-h405' }),
      'olimex-stm32-h405',
    );
  });

  it('starts halted, on IPv4, with the UART on its output and our arguments before the user’s', () => {
    const given = args({ device: 'STM32F405RG', serverArgs: ['-d', 'int'] });
    assert.deepEqual(qemu.command(given, tools('/q', 4711)), {
      program: '/q',
      args: [
        ...['-machine', 'netduinoplus2', '-display', 'none', '-monitor', 'none'],
        ...['-serial', 'stdio', '-S', '-gdb', 'tcp:127.0.0.1:4711', '-d', 'int'],
      ],
      ready: { kind: 'port' },
      fatal: [],
      outputIsTarget: true,
    });
  });

  it('has a problem exactly when it knows no board', () => {
    assert.deepEqual(qemu.problems(args({ device: 'STM32F405RG' })), []);
    assert.deepEqual(qemu.problems(args({ machine: 'x' })), []);
    assert.deepEqual(
      qemu.problems(args({ device: 'STM32H743ZI' })).map(({ id }) => id),
      ['qemu-no-machine'],
    );
  });
});

describe('openocd', () => {
  const commandLine = (raw: Record<string, unknown>): readonly string[] =>
    openocd.command(args(raw), tools('/usr/bin/openocd', 4711))?.args ?? [];
  const ours = [
    ...['-c', 'bindto 127.0.0.1', '-c', 'gdb_port 4711'],
    ...['-c', 'tcl_port disabled', '-c', 'telnet_port disabled'],
  ];

  it('takes an ST-LINK and the target file of the family', () => {
    const files = ['-f', 'interface/stlink.cfg', '-f', 'target/stm32f4x.cfg'];
    assert.deepEqual(commandLine({ device: 'stm32f405rg' }), [...ours, ...files]);
  });

  it('puts the user’s commands, folders and files where Cortex-Debug puts them', () => {
    const given = {
      openOCDPreConfigLaunchCommands: ['adapter serial 1'],
      searchDir: ['my scripts'],
      configFiles: ['a.cfg', 'b.cfg'],
      openOCDLaunchCommands: ['adapter speed 500'],
      serverArgs: ['-d2'],
    };
    assert.deepEqual(commandLine(given), [
      ...ours,
      ...['-c', 'adapter serial 1', '-s', 'my scripts', '-f', 'a.cfg', '-f', 'b.cfg'],
      ...['-c', 'adapter speed 500', '-d2'],
    ]);
  });

  const families: readonly (readonly [device: string, file: string | undefined])[] = [
    ['STM32H743ZI', 'stm32h7x'],
    ['STM32L053R8', 'stm32l0'],
    ['STM32L4R5ZI', 'stm32l4x'],
    ['STM32WB55RG', 'stm32wbx'],
    ['STM32WLE5JC', 'stm32wlx'],
    ['STM32H563ZI', 'stm32h5x'],
    ['STM32WBA52CG', undefined],
    ['STM32WB09KE', undefined],
    ['STM32WL33CC', undefined],
    ['STM32H7S3L8', undefined],
    ['STM32N657X0', undefined],
    ['f405rg', 'stm32f4x'],
    ['GD32F103C8', undefined],
  ];
  for (const [device, file] of families) {
    it(`has ${file ?? 'no file'} for ${device}`, () => {
      const given = args({ device });
      const target = openocd.files?.(given).map(({ text }) => text)[1];
      assert.equal(target, file === undefined ? undefined : `target/${file}.cfg`);
      const ids = openocd.problems(given).map(({ id }) => id);
      assert.deepEqual(ids, file === undefined ? ['openocd-no-config'] : []);
    });
  }

  it('is ready by the line about its own port, and never by another', () => {
    const ready = openocd.command(args({}), tools('', 4711))?.ready;
    assert.ok(ready?.kind === 'line');
    assert.match('Info : Listening on port 4711 for gdb connections', ready.pattern);
    assert.doesNotMatch('Info : Listening on port 4712 for gdb connections', ready.pattern);
    assert.doesNotMatch('Info : Listening on port 4711 for telnet connections', ready.pattern);
  });

  it('is sure of USB only where nothing says otherwise', () => {
    const isSure = (raw: Record<string, unknown>): boolean =>
      openocd.isSurelyUsb?.(args(raw)) === true;
    assert.equal(isSure({ device: 'STM32F405RG' }), true);
    assert.equal(isSure({ configFiles: ['interface/cmsis-dap.cfg', 'x.cfg'] }), true);
    assert.equal(isSure({ configFiles: ['board/mine.cfg'] }), false);
    assert.equal(isSure({ openOCDPreConfigLaunchCommands: ['st-link backend tcp'] }), false);
    assert.equal(isSure({ openOCDLaunchCommands: ['adapter driver remote_bitbang'] }), false);
  });

  it('finds the ports that the user fixes', () => {
    const given = args({
      openOCDPreConfigLaunchCommands: ['tcl_port 6666; telnet_port disabled'],
      openOCDLaunchCommands: ['telnet port 4444', 'telnet_port 99999', 'gdb_port 3333'],
      serverArgs: ['-c', 'tcl_port 7777'],
    });
    assert.deepEqual(
      openocd.fixedPorts?.(given).map(({ attribute, port }) => [attribute, port]),
      [
        ['openOCDPreConfigLaunchCommands', 6666],
        ['openOCDLaunchCommands', 4444],
        ['serverArgs', 7777],
      ],
    );
  });
});
