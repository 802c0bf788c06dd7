// The formats are those of proc(5), ps(1) of macOS and ConvertTo-Json; lines of other systems are written by hand.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createNodeHost } from '../../../src/host/node-host';
import {
  hasEnded,
  inspectProcesses,
  listProcesses,
  parseProcStat,
  parsePs,
  parseWindowsProcesses,
  thisProcess,
} from '../../../src/host/processes';

const host = createNodeHost();

describe('processes', () => {
  it('are read from /proc/<pid>/stat, whatever their name holds', () => {
    const rest = '1 2 2 0 -1 4194304 0 0 0 0 0 0 0 0 20 0 1 0 34567 0 0';
    assert.deepEqual(parseProcStat(`7 (a) S (b) S ${rest}`), {
      ...{ name: 'a) S (b', parent: 1, started: '34567' },
    });
  });

  it('that have ended and wait for their parent are gone', () => {
    const rest = '1 2 2 0 -1 4194304 0 0 0 0 0 0 0 0 20 0 1 0 34567 0 0';
    assert.equal(parseProcStat(`7 (openocd) Z ${rest}`), undefined);
    assert.equal(parseProcStat(''), undefined);
    assert.equal(parseProcStat('7 (openocd) S 1'), undefined);
  });

  it('are read from ps of macOS, also from folders with spaces', () => {
    const text = [
      '  501     1 Sun Nov 22 16:05:52 2026     /opt/homebrew/bin/openocd -f board.cfg',
      '99123   501 Tue Nov  3 06:05:02 2026     /Applications/My IDE.app/ST-LINK_gdbserver -p 61234',
      'ps: illegal option',
    ].join('\n');
    const found = parsePs(text).map(({ pid, parent, name, started }) => [
      pid,
      parent,
      name,
      started,
    ]);
    assert.deepEqual(found, [
      [501, 1, 'openocd', 'Sun Nov 22 16:05:52 2026'],
      [99123, 501, 'ST-LINK_gdbserver', 'Tue Nov  3 06:05:02 2026'],
    ]);
  });

  it('are read from PowerShell, one alone and without a command line too', () => {
    const one = {
      ...{ ProcessId: 4711, ParentProcessId: 812, Name: 'openocd.exe' },
      ...{ CommandLine: '"C:\\ST\\openocd.exe" -f a.cfg', Started: '2026-11-22T15:05:52.1234567Z' },
    };
    const [alone] = parseWindowsProcesses(JSON.stringify(one));
    assert.equal(alone?.name, 'openocd');
    assert.equal(alone.started, '2026-11-22T15:05:52.1234567Z');
    assert.equal(alone.startedMs, Date.UTC(2026, 10, 22, 15, 5, 52, 123));
    const system = { ProcessId: 4, ParentProcessId: 0, Name: 'System', CommandLine: null };
    const both = parseWindowsProcesses(JSON.stringify([one, { ...system, Started: 'x' }, 5, null]));
    assert.deepEqual(
      both.map(({ pid, commandLine }) => [pid, commandLine]),
      [
        [4711, one.CommandLine],
        [4, ''],
      ],
    );
    assert.deepEqual(parseWindowsProcesses(''), []);
  });

  it('of this machine are told with what tells them apart', async () => {
    const me = await thisProcess(host);
    const found = (await inspectProcesses(host, [process.pid, 2 ** 22 + 1])).get(process.pid);
    assert.equal(found?.started, me.started);
    assert.equal(found.parent, process.ppid);
    const listed = (await listProcesses(host)).find(({ pid }) => pid === process.pid);
    assert.equal(listed?.started, me.started);
    assert.match(listed.commandLine, /mocha/);
    // The system counts its own start in whole seconds.
    assert.ok(Math.abs(listed.startedMs! - me.startedMs) < 5_000);
  });

  it('are waited for by their number and start, not by their number alone', async () => {
    const child = spawn('sleep', ['600']);
    await once(child, 'spawn');
    const info = (await inspectProcesses(host, [child.pid!])).get(child.pid!)!;
    const other = { pid: info.pid, started: '1' };
    assert.equal(await hasEnded(host, other, 'leftOverKilled'), true);
    assert.equal(await hasEnded(host, info, 'leftOverKilled'), false);
    // One that has ended still takes signals until its parent has heard of it: here that is us.
    const heard = once(child, 'exit');
    assert.equal(host.signalProcess(info.pid, 'SIGTERM'), 'sent');
    assert.equal(await hasEnded(host, info, 'leftOverExit'), true);
    await heard;
    assert.equal(host.signalProcess(info.pid, 'test'), 'gone');
  });

  it('never means a group of processes or the first one', () => {
    for (const pid of [0, -1, 1, NaN, 1.5])
      assert.equal(host.signalProcess(pid, 'SIGTERM'), 'denied');
  });
});
