// What is known of a launch besides its log, and how sure a diagnosis may be.

import assert from 'node:assert/strict';
import { known } from '../../../src/analysis/facts';
import { diagnose, explainLines } from '../../../src/doctor/diagnose';
import type { Diagnosis } from '../../../src/findings/diagnosis';
import { failedLaunch, finding } from '../../support/failed-launch';

const silent = [
  'Open On-Chip Debugger 0.12.0',
  'Info : STLINK V2J42S7 (API v2) VID:PID 0483:3748',
  'Info : Target voltage: 3.241000',
  'Error: init mode failed (unable to connect to the target)',
];

function first({ causes: [cause] }: Diagnosis) {
  assert.ok(cause !== undefined, 'no cause was found');
  return cause;
}

describe('diagnose', () => {
  it('knows nothing of a log that says nothing, and gives its last lines', () => {
    const lines = Array.from({ length: 20 }, (_, index) => `step ${index + 1}`);
    const diagnosis = explainLines([...lines, '']);
    assert.deepEqual(diagnosis.causes, []);
    assert.deepEqual(diagnosis.lastLines.at(-1), { line: 20, text: 'step 20' });
    assert.equal(diagnosis.lastLines.length, 8);
  });

  it('gives candidates with an experiment each, and is sure of none, where a session ends without a reason', () => {
    const { causes: found } = explainLines([
      'Waiting for debugger connection...',
      'Debugger connected',
      'Debugger connection lost.',
      'Shutting down...',
    ]);
    assert.ok(found.length >= 3);
    for (const { confidence, experiment } of found) {
      assert.equal(confidence, 'possible');
      assert.ok(experiment !== undefined);
    }
  });

  it('is never surer than possible when only a symptom is heard', () => {
    const found = explainLines(silent).causes;
    assert.deepEqual(
      found.map(({ confidence }) => confidence),
      found.map(() => 'possible'),
    );
    assert.equal(found.length, 5);
  });

  it('names the missing supply when the probe measured 0 V before the launch', () => {
    const supply = known(
      { idleVolts: [0.01], haltedVolts: undefined, underResetVolts: undefined },
      'the probe',
    );
    const cause = first(
      diagnose(
        failedLaunch({
          lines: silent.filter((line) => !line.includes('voltage')),
          code: 'target-no-answer',
          facts: { supply },
        }),
      ),
    );
    assert.equal(cause.id, 'target-no-power');
    assert.equal(cause.confidence, 'likely');
    assert.match(cause.facts.map(({ what }) => what).join(), /0\.01 V/);
  });

  it('says of a log with nothing but harmless errors that nothing failed, and of a launch never', () => {
    const lines = [
      'Error: recv returned 0. Remote side has closed gracefully. Good.',
      'Info : stlinkserver already running, exit',
    ];
    const [cause] = explainLines(lines).causes;
    assert.equal(cause?.id, 'none-benign-noise');
    assert.equal(cause.confidence, 'possible');
    for (const code of ['server-failed', 'timeout', 'load-failed', 'gdb-gone']) {
      assert.deepEqual(
        diagnose(failedLaunch({ lines, code })).causes.filter(({ id }) => id === cause.id),
        [],
      );
    }
  });

  it('takes an error in words that no tool is known for as a hint at its usual causes', () => {
    const { causes: found } = explainLines([
      'Fatal: the debug probe stopped talking over USB',
      'openocd gave up',
    ]);
    assert.ok(found.some(({ id }) => id === 'probe-usb-link-fault'));
    for (const { confidence, experiment, evidence } of found) {
      assert.equal(confidence, 'possible');
      assert.ok(experiment !== undefined);
      assert.deepEqual(
        evidence.map(({ line }) => line),
        [1],
      );
    }
  });

  it('does not know why a server that says nothing of being ready was waited for in vain', () => {
    const lines = Array.from({ length: 30 }, () => 'server: Info : still thinking');
    const { causes: found, lastLines } = diagnose(
      failedLaunch({ lines, code: 'timeout', message: 'OpenOCD was not ready within 30 s.' }),
    );
    assert.deepEqual(found, []);
    assert.deepEqual(lastLines, [{ line: 1, text: 'Info : still thinking' }]);
    const ready = 'server: Info : Listening on port 3333 for gdb connections';
    const { causes: others } = diagnose(
      failedLaunch({ lines: [...lines, ready], code: 'timeout', message: 'GDB did not connect.' }),
    );
    assert.ok(others.some(({ id }) => id === 'client-timeout'));
  });

  it('tells first that the server ended, and how, before what is usual then', () => {
    const lines = [...silent.slice(0, 3), 'gdb: <- 7^error,msg="Remote connection closed"'];
    const spec = { lines, code: 'load-failed', message: 'Programming failed' };
    const killed = { text: 'OpenOCD was killed by SIGKILL.', isKilled: true };
    const found = diagnose(failedLaunch({ ...spec, serverEnd: killed })).causes;
    assert.deepEqual(
      found.map(({ id, confidence }) => `${id} ${confidence}`),
      ['server-ended confirmed'],
    );
    assert.equal(found[0]?.facts[0]?.what, killed.text);
    const gaveUp = { text: 'OpenOCD exited with code 1.', isKilled: false };
    const cause = first(diagnose(failedLaunch({ ...spec, serverEnd: gaveUp })));
    assert.equal(cause.id, 'server-ended');
    assert.equal(cause.confidence, 'likely');
    const lost = 'Error: jtag status contains invalid mode value - communication failure';
    const withReason = failedLaunch({ ...spec, lines: [...lines, lost], serverEnd: gaveUp });
    assert.ok(diagnose(withReason).causes.some(({ id }) => id !== 'server-ended'));
  });

  it('does not take sleep for likely when a load fails after a connection under reset', () => {
    const { causes: found } = diagnose(
      failedLaunch({
        lines: [
          ...silent,
          'Open On-Chip Debugger 0.12.0',
          'connect_assert_srst',
          'Info : [stm32f4x.cpu] Cortex-M4 r0p1 processor detected',
          'gdb: <- 7^error,msg="Load failed"',
        ],
        code: 'load-failed',
      }),
    );
    assert.ok(
      found.every(
        ({ id, confidence }) => !(id === 'target-low-power-mode' && confidence !== 'possible'),
      ),
    );
  });

  it('does not blame pins or wires for bytes that differ after the load', () => {
    const { causes: found } = diagnose(
      failedLaunch({
        lines: ['server: ** Verify Failed **'],
        code: 'verify-failed',
        findings: [finding('ioc-debug-not-set')],
      }),
    );
    assert.ok(found.length > 0);
    assert.ok(
      !found.some(({ id }) => id === 'swd-disabled-by-firmware' || id === 'swd-wiring-fault'),
    );
  });

  it('puts a slow NRST first when its recovery was measured', () => {
    const nrst = known(
      {
        isInResetAtStart: false,
        pulse: { lowMs: 100, reachedCore: true, recoveryMs: 1900, waitedMs: 3000 },
      },
      'the probe',
    );
    const cause = first(
      diagnose(
        failedLaunch({
          lines: ['gdb: <- 7^error,msg="Error finishing flash operation"'],
          code: 'load-failed',
          facts: { nrst },
        }),
      ),
    );
    assert.equal(cause.id, 'nrst-slow-or-held');
    assert.match(cause.facts[0]?.what ?? '', /1900 ms/);
  });

  it('takes the .ioc for the reason why nobody answers, with its place', () => {
    const location = { file: '/fw/app.ioc', line: 12 };
    const cause = first(
      diagnose(
        failedLaunch({
          lines: silent,
          code: 'target-no-answer',
          findings: [finding('ioc-swd-disabled', { location })],
        }),
      ),
    );
    assert.equal(cause.id, 'swd-disabled-by-firmware');
    assert.deepEqual(cause.location, location);
  });

  it('is sure of a section outside the flash when the load stopped there', () => {
    const elf = {
      segments: [{ type: 'load', vaddr: 0x90000000, paddr: 0x90000000, fileSize: 64 }],
      sections: [{ name: '.psram', flags: { alloc: true }, addr: 0x90000000, size: 64 }],
    };
    const device = {
      name: 'STM32H735IG',
      memories: [{ kind: 'flash', start: 0x08000000, sizeBytes: 0x100000 }],
    };
    const spec = {
      code: 'load-failed',
      message: 'Programming failed in section .psram: Load failed',
      facts: {
        elf: known(elf as never, 'build/app.elf'),
        device: known(device as never, 'device'),
      },
    };
    const cause = first(diagnose(failedLaunch(spec)));
    assert.equal(cause.id, 'elf-outside-memory-map');
    assert.equal(cause.confidence, 'confirmed');
    assert.match(cause.facts[0]?.what ?? '', /64 bytes of \.psram .* 0x90000000/);
    const elsewhere = { ...spec, message: 'Programming failed in section .text: Load failed' };
    assert.notEqual(first(diagnose(failedLaunch(elsewhere))).confidence, 'confirmed');
  });

  it('does not blame the image for a launch that never came to it', () => {
    const { causes: found } = diagnose(
      failedLaunch({
        lines: silent,
        code: 'target-no-answer',
        findings: [finding('elf-outside-memory')],
      }),
    );
    assert.ok(!found.some(({ id }) => id === 'elf-outside-memory-map'));
  });

  it('reads the command line of the server as well', () => {
    const cause = first(
      diagnose(
        failedLaunch({
          launch: { servertype: 'stlink' },
          serverCommand: ['/usr/bin/openocd', '-f', 'interface/stlink.cfg'],
        }),
      ),
    );
    assert.equal(cause.id, 'server-config-wrong');
    assert.equal(cause.attribute, 'serverpath');
    assert.match(cause.facts[0]?.where ?? '', /-f interface\/stlink\.cfg/);
  });

  it('is sure of a taken port by the code of the failure alone', () => {
    const cause = first(diagnose(failedLaunch({ code: 'server-port-taken' })));
    assert.equal(cause.id, 'port-in-use');
    assert.equal(cause.confidence, 'confirmed');
  });

  it('does not hear the adapter itself', () => {
    const said = 'Error: init mode failed (unable to connect to the target)';
    const { causes: found } = diagnose(
      failedLaunch({ lines: [`adapter: ${said}`], code: 'timeout' }),
    );
    assert.ok(found.every(({ evidence }) => evidence.length === 0));
  });

  it('advises a newer ST-LINK_gdbserver where it does not know --halt, and looks at the options else', () => {
    const fixFor = (option: string): string =>
      first(explainLines([`PARSE ERROR: Argument: ${option}`, "Couldn't find match for argument"]))
        .fix;
    assert.match(fixFor('--halt'), /older than its option --halt.*current STM32CubeCLT/);
    assert.doesNotMatch(fixFor('--no-reset'), /--halt/);
    assert.doesNotMatch(fixFor('--halted'), /--halt/);
  });

  it('offers attributes of the launch in its own sessions, and options of the tool in a log', () => {
    const own = diagnose(failedLaunch({ lines: silent, code: 'target-no-answer' })).causes;
    const foreign = explainLines(silent).causes;
    const fixOf = (found: Diagnosis['causes']): string =>
      found.find(({ id }) => id === 'swd-disabled-by-firmware')?.fix ?? '';
    assert.match(fixOf(own), /"resetStrategy": "connect-under-reset"/);
    assert.match(fixOf(foreign), /connect_assert_srst/);
  });

  it('names the supply when the voltage differs from what the chip needs', () => {
    const cause = first(
      diagnose(
        failedLaunch({
          lines: ['gdb: <- 7^error,msg="Error finishing flash operation"'],
          code: 'load-failed',
          findings: [finding('target-voltage-sags')],
        }),
      ),
    );
    assert.equal(cause.id, 'target-supply-out-of-range');
  });

  it('finds a marginal link in reads that failed before the launch', () => {
    const sample = {
      speedKhz: 4000,
      underReset: false,
      reads: 100,
      errors: 7,
      transfersPerRead: 1,
    };
    const link = {
      samples: [{ ...sample, kinds: {}, rate: 0.07, rateLow: 0.03, rateHigh: 0.14 }],
      fastestCleanKhz: 480,
      fastestCleanUnderResetKhz: undefined,
      what: 'CPUID',
    };
    const cause = first(
      diagnose(
        failedLaunch({
          lines: silent,
          code: 'target-no-answer',
          facts: { link: known(link, 'the probe') },
        }),
      ),
    );
    assert.equal(cause.id, 'swd-signal-integrity');
    assert.match(cause.facts[0]?.what ?? '', /7 of 100 reads failed at 4000 kHz/);
  });

  it('is sure that a probe hangs when it took commands and did not answer', () => {
    const opening = known(
      { state: 'wedged', message: 'The probe does not answer.' } as const,
      'USB',
    );
    const cause = first(
      diagnose(failedLaunch({ code: 'server-failed', facts: { probeOpening: opening } })),
    );
    assert.equal(cause.id, 'probe-wedged-by-killed-client');
    assert.equal(cause.confidence, 'confirmed');
    assert.equal(cause.experiment?.action, 'replug-and-relaunch');
  });

  it('does not blame the supply that was measured to be right', () => {
    const supply = known(
      { idleVolts: [3.29], haltedVolts: 3.29, underResetVolts: undefined },
      'the probe',
    );
    const lines = ['Error in initializing ST-LINK device.', 'Reason: No device found on target.'];
    const { causes: found } = diagnose(
      failedLaunch({ lines, code: 'target-no-answer', facts: { supply } }),
    );
    assert.ok(found.length > 2);
    assert.ok(!found.some(({ id }) => id === 'target-no-power'));
  });
});
