import assert from 'node:assert/strict';
import type { ProcessInfo } from '../../../src/host/processes';
import {
  holdingWords,
  isServerProgram,
  originWords,
  sortOrphans,
} from '../../../src/servers/orphans';
import type { RecordedServer } from '../../../src/servers/server-records';
import { parseRecord, printRecord } from '../../../src/servers/server-records';

function info(pid: number, name: string, commandLine = name): ProcessInfo {
  return { pid, parent: 1, name, commandLine, started: String(pid), startedMs: pid };
}

function recorded(pid: number, isOfSession: boolean): RecordedServer {
  const key = { pid, started: String(pid) };
  const record = { pid, driver: 'openocd', commandLine: ['openocd'], port: 50_000 + pid };
  return { ...record, adapterPid: 2, folder: '/home/me/blinky', key, isOfSession, file: '' };
}

describe('orphans', () => {
  it('are known servers, those left over first and those of sessions last', () => {
    const processes = [
      info(10, 'openocd'),
      info(11, 'bash'),
      info(12, 'st-util'),
      info(13, 'openocd'),
      info(14, 'openocd'),
    ];
    const orphans = sortOrphans(processes, [recorded(13, true), recorded(14, false)]);
    assert.deepEqual(
      orphans.map(({ pid, kind, ports }) => [pid, kind, ports]),
      [
        [14, 'left-over', [50_014]],
        [12, 'stranger', []],
        [10, 'stranger', []],
        [13, 'session', [50_013]],
      ],
    );
    assert.equal(originWords(orphans[0]!), 'left over from a debug session in /home/me/blinky');
    assert.equal(originWords(orphans[1]!), 'not started by STM32 Preflight');
  });

  it('that have the number of a record and another start are strangers', () => {
    const server = { ...recorded(10, false), key: { pid: 10, started: 'earlier' } };
    assert.deepEqual(
      sortOrphans([info(10, 'openocd')], [server]).map(({ kind }) => kind),
      ['stranger'],
    );
  });

  for (const [name, commandLine] of [
    ['openocd', '/usr/bin/openocd -f board.cfg'],
    ['ST-LINK_gdbserv', 'ST-LINK_gdbserver -p 61234'],
    ['JLinkGDBServerC', 'JLinkGDBServerCLExe -device STM32F405RG'],
    ['python3', '/usr/bin/python3 /home/me/.local/bin/pyocd gdbserver -t stm32f405rg'],
    ['qemu-system-ar', 'qemu-system-arm -M netduinoplus2 -gdb tcp:127.0.0.1:3333'],
    ['qemu-system-arm', 'C:\\qemu\\qemu-system-arm.exe -M netduinoplus2 -s -S'],
  ] as const)
    it(`are told by ${commandLine}`, () => {
      assert.ok(isServerProgram(info(1, name, commandLine)));
    });

  for (const commandLine of [
    'qemu-system-arm -M virt -kernel linux -serial stdio',
    'vim openocd.cfg',
    'python3 -m http.server',
    'grep pyocd',
    'pyocd list',
  ])
    it(`are not told by ${commandLine}`, () => {
      assert.ok(!isServerProgram(info(1, commandLine.split(' ')[0]!, commandLine)));
    });

  it('say what they hold and since when', () => {
    const startedMs = new Date(2026, 10, 22, 16, 5).getTime();
    const [orphan] = sortOrphans([{ ...info(14, 'openocd'), startedMs }], [recorded(14, false)]);
    const words = holdingWords({ ...orphan!, probe: '066C' }, 'en-GB');
    assert.equal(words, 'port 50014, probe 066C, since 22 Nov 2026, 16:05');
  });
});

describe('the record of a server', () => {
  const record = {
    ...{ pid: 7, driver: 'openocd', commandLine: ['openocd', '-f', 'a b.cfg'], port: 50_000 },
    ...{ adapterPid: 6, folder: '/home/me', probe: '066C' },
  };
  const written = { realm: 'boot ns', started: '5', adapterStarted: '4', record };

  it('is read as it was written', () => {
    assert.deepEqual(parseRecord(printRecord(written)), written);
  });

  it('of another version is not touched, and everything else is garbage', () => {
    assert.equal(parseRecord('{"version":2}'), 'foreign');
    const text = printRecord(written);
    for (let length = 0; length < text.length - 2; length++)
      assert.equal(parseRecord(text.slice(0, length)), 'garbage', `cut off after ${length}`);
    const whole = JSON.parse(text) as Record<string, unknown>;
    for (const key of ['pid', 'adapterPid', 'port', 'started', 'realm', 'driver', 'commandLine'])
      for (const bad of [undefined, null, {}, [1], 1.5])
        assert.equal(parseRecord(JSON.stringify({ ...whole, [key]: bad })), 'garbage', key);
  });
});
