// How a log is read: what is stripped from its lines, what it tells, and what a later success makes void.

import assert from 'node:assert/strict';
import { cleanLine } from '../../../src/doctor/clean-line';
import { commandFaults, commandLines } from '../../../src/doctor/command-line';
import { readLog } from '../../../src/doctor/log';
import type { ReadLog } from '../../../src/doctor/log';

function read(...lines: readonly string[]): ReadLog {
  return readLog(lines);
}

describe('cleanLine', () => {
  const cases: readonly (readonly [raw: string, clean: string])[] = [
    ['[2024-06-26T19:37:37.428Z] open failed', 'open failed'],
    ['2024-01-24T18:44:14 WARN usb.c: gone', 'WARN usb.c: gone'],
    ['09:39:01 : Error: no', 'Error: no'],
    ['[12.345] hello', 'hello'],
    ['\x1b[31mError: red\x1b[0m', 'Error: red'],
    ['10 %\r20 %\rdone\r', 'done'],
    ['Error: 622 746 adi_v5_swd.c:366 swd_connect_single(): lost', 'Error: lost'],
    ['<- &"Protocol error with Rcmd\\n"', 'Protocol error with Rcmd'],
    ['@"a \\"b\\"\\n"', 'a "b"'],
  ];
  for (const [raw, clean] of cases) {
    it(`reads ${JSON.stringify(raw)} as ${clean}`, () => {
      assert.equal(cleanLine(raw), clean);
    });
  }
});

describe('readLog', () => {
  it('takes an error that was followed by a success of the same tool for overcome', () => {
    const log = read(
      'Open On-Chip Debugger 0.12.0',
      'Error: init mode failed (unable to connect to the target)',
      'Open On-Chip Debugger 0.12.0',
      'Info : [stm32f4x.cpu] Cortex-M4 r0p1 processor detected',
    );
    assert.deepEqual(log.heard('ocd-init-mode'), []);
    assert.deepEqual(
      log.overcome('ocd-init-mode').map(({ line }) => line),
      [2],
    );
  });

  it('does not let the success of another tool cure an error', () => {
    const log = read(
      'Open On-Chip Debugger 0.12.0',
      'Error: init mode failed (unable to connect to the target)',
      '      STM32CubeProgrammer v2.15.0',
      'Device ID   : 0x413',
    );
    assert.ok(log.has('ocd-init-mode'));
  });

  it('keeps an error that comes after a success', () => {
    const log = read('Device ID   : 0x413', 'Error: No STM32 target found!');
    assert.ok(log.has('cube-no-target'));
  });

  it('reads the values that tools tell on the way', () => {
    const { values, tools } = read(
      'Open On-Chip Debugger 0.10.0+dev-00392 (2018-01-12)',
      'Info : clock speed 950 kHz',
      'Info : STLINK V2J37S7 (API v2) VID:PID 0483:3748',
      'Info : Target voltage: 3,22',
      'Error: Data mismatch found at address 0x08004064 (byte = 0x33 instead of 0x01)',
      'Time elapsed during download operation: 00:01:02.250',
    );
    assert.equal(tools.get('openocd'), '0.10.0+dev-00392');
    assert.deepEqual(
      values.speedKhz.map(({ value }) => value),
      [950],
    );
    assert.equal(values.firmware[0]?.value, 'V2J37S7');
    assert.equal(values.probeProductId[0]?.value, '3748');
    assert.equal(values.volts[0]?.value, 3.22);
    assert.deepEqual(values.mismatches[0]?.value, { address: 0x08004064, found: 0x33, wanted: 1 });
    assert.equal(values.downloadSeconds[0]?.value, 62.25);
  });

  it('gives the number of a line each time that it is said', () => {
    const log = read('Error: open failed', 'x', 'Error: open failed');
    assert.deepEqual(
      log.heard('ocd-open-failed').map(({ line }) => line),
      [1, 3],
    );
  });
});

describe('command lines of servers', () => {
  it('are found in a log, with their arguments', () => {
    const [found] = commandLines(
      read('Launching server: "/opt/ST/ST-LINK_gdbserver" "-p" "61234" -cp "/opt/my tools"'),
    );
    assert.deepEqual(found?.args, ['ST-LINK_gdbserver', '-p', '61234', '-cp', '/opt/my tools']);
  });

  it('of ST-LINK_gdbserver need SWD and the folder of the programmer', () => {
    const faults = commandFaults(['ST-LINK_gdbserver', '-p', '61234']).map(({ what }) => what);
    assert.equal(faults.length, 2);
    assert.deepEqual(commandFaults(['ST-LINK_gdbserver', '-d', '-cp', '/opt/prg']), []);
  });

  it('of OpenOCD have no options of another server', () => {
    assert.equal(commandFaults(['openocd', '-cp', '/opt']).length, 1);
    assert.deepEqual(commandFaults(['openocd', '-f', 'interface/stlink.cfg']), []);
  });
});
