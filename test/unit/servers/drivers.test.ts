import assert from 'node:assert/strict';
import { attributes } from '../../../src/launch/attributes';
import type { Attribute } from '../../../src/launch/attributes';
import type { LaunchArgs } from '../../../src/launch/launch-args';
import { resolveArgs } from '../../../src/launch/resolve-args';
import type { ServerTools } from '../../../src/launch/server-driver';
import { parseHostPort } from '../../../src/base/host-port';
import { external } from '../../../src/servers/external';
import { drivers } from '../../../src/servers/index';
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

describe('a server that is started', () => {
  const given = args({
    ...{ device: 'STM32F405RG', executable: 'app.elf', gdbTarget: 'pi:3333' },
    ...{ serialNumber: '066CFF515349898667113512', request: 'attach' },
  });
  const commandOf = (id: string) => {
    const made = drivers.find((driver) => driver.id === id);
    return made?.command(given, { program: '/s', port: 4711, morePorts: [4712, 4713], files: {} });
  };
  /** Words of its command line that keep it to this computer; for pyOCD that it is not told otherwise. */
  const isLocal: Readonly<Record<string, (line: string) => boolean>> = {
    qemu: (line) => line.includes('-gdb tcp:127.0.0.1:4711'),
    openocd: (line) => line.startsWith('-c bindto 127.0.0.1 -c gdb_port 4711'),
    jlink: (line) => line.includes('-LocalhostOnly 1'),
    pyocd: (line) => line.includes('--port 4711') && !/allow-remote|\s-A\b|serve_local/.test(line),
  };

  for (const { id } of drivers) {
    it(`listens on this computer only, or says that it cannot: ${id}`, () => {
      const command = commandOf(id);
      if (command === undefined) {
        assert.equal(id, 'external');
        return;
      }
      const notes = (command.notes ?? []).map(({ text }) => text).join(' ');
      const isTold = /4711.* can be reached from the network/.test(notes);
      const asked = isLocal[id];
      assert.equal(asked?.(command.args.join(' ')) ?? isTold, true, command.args.join(' '));
      assert.equal(isTold, asked === undefined);
    });
  }
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
      noAnswer: [],
      portTaken: [/Failed to find an available port/],
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
