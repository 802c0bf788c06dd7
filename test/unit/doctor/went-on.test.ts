// Complaints behind which the session went on: the chip was programmed, verified, and stopped at main.

import assert from 'node:assert/strict';
import { diagnose, explainLines } from '../../../src/doctor/diagnose';
import { failedLaunch } from '../../support/failed-launch';

const connected = [
  'Open On-Chip Debugger 0.12.0',
  'Info : STLINK V2J37S7 (API v2) VID:PID 0483:3748',
  'Info : Target voltage: 3.243816',
  'Info : [stm32f4x.cpu] Cortex-M4 r0p1 processor detected',
  'Info : Listening on port 3333 for gdb connections',
  "Info : accepting 'gdb' connection on tcp/3333",
];
const programmed = [
  '[stm32f4x.cpu] halted due to debug-request, current mode: Thread',
  'Info : flash size = 1024 KiB',
  '** Programming Started **',
  '** Programming Finished **',
  '** Verify Started **',
  '** Verified OK **',
  '** Resetting Target **',
];
const running = ['Temporary breakpoint 1, main () at main.c:42', 'Continuing.'];

const harmless = [
  'Error: jtag status contains invalid mode value - communication failure',
  'Polling target stm32f4x.cpu failed, trying to reexamine',
  'Error: timed out while waiting for target halted',
  'Error: Unable to open CDC port /dev/ttyACM0: Permission denied',
  'Error: Failed to read memory at 0x40000000',
];

describe('a complaint in a session that went on', () => {
  for (const line of harmless) {
    it(`is no failure: ${line}`, () => {
      for (const log of [
        [...connected, line, ...programmed, ...running],
        [...connected.slice(0, 3), line, ...connected.slice(3), ...programmed],
        [...connected, ...programmed, line, ...running],
      ]) {
        const { causes, noise } = explainLines(log);
        assert.deepEqual(
          causes.map(({ id, confidence }) => `${id} ${confidence}`),
          ['none-benign-noise possible'],
        );
        const told = noise.find(({ text }) => text === line);
        assert.match(told?.why ?? '', /^The session went on after this line: ".+" follows in line/);
      }
    });

    it(`is what it was where the session ends with it: ${line}`, () => {
      const log = [...connected, ...programmed, ...running, line];
      const ids = explainLines(log).causes.map(({ id }) => id);
      assert.ok(ids.length > 0 && !ids.includes('none-benign-noise'), ids.join());
    });
  }

  it('does not hide what fails behind the goal', () => {
    const lost = 'Error: jtag status contains invalid mode value - communication failure';
    const log = [...connected, lost, ...programmed, lost, 'Polling target stm32f4x.cpu failed'];
    assert.notEqual(explainLines(log).causes[0]?.id, 'none-benign-noise');
  });

  it('stays a candidate where sessions go on in spite of its cause, and that is told', () => {
    const breakpoint = 'Cannot insert hardware breakpoint 1.';
    const { causes } = explainLines([...connected, breakpoint, ...programmed, ...running]);
    assert.deepEqual(
      causes.map(({ id, confidence }) => `${id} ${confidence}`),
      ['hw-breakpoints-exhausted possible'],
    );
    assert.deepEqual(causes[0]?.facts, [
      {
        what: 'The session went on after this: "Temporary breakpoint 1, main () at main.c:42" follows.',
        where: 'line 15 of the log',
      },
    ]);
  });

  it('is at most possible in a launch that failed all the same, and that is told', () => {
    const breakpoint = 'Cannot insert hardware breakpoint 1.';
    const first = (lines: readonly string[]) => {
      const [cause] = diagnose(failedLaunch({ lines, code: 'timeout' })).causes;
      assert.ok(cause !== undefined);
      return cause;
    };
    assert.equal(first([...connected, breakpoint]).confidence, 'likely');
    const { confidence, facts } = first([...connected, breakpoint, ...programmed]);
    assert.equal(confidence, 'possible');
    assert.match(facts.map(({ what }) => what).join(), /The session went on after this: "\*\* Ver/);
  });
});
