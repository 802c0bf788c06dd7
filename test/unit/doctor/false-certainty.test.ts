// What only looks like a proof: words that other programs use too, hints that a tool prints whatever went wrong, and
// complaints that the same log refutes.

import assert from 'node:assert/strict';
import { explainLines } from '../../../src/doctor/diagnose';
import type { DiagnosedCause } from '../../../src/findings/diagnosis';

const openocd = [
  'Open On-Chip Debugger 0.12.0',
  'Info : STLINK V2J37S7 (API v2) VID:PID 0483:3748',
  'Info : Target voltage: 3.243816',
  'Info : [stm32f4x.cpu] Cortex-M4 r0p1 processor detected',
  'Info : Listening on port 3333 for gdb connections',
];
const silent = [
  ...openocd.slice(0, 3),
  'Error: init mode failed (unable to connect to the target)',
];
const noBreakpoint = [
  'Warning:',
  'Cannot insert hardware breakpoint 1.',
  'Could not insert hardware breakpoints:',
  'You may have requested too many hardware breakpoints/watchpoints.',
];

function causesOf(...log: readonly string[]): readonly DiagnosedCause[] {
  return explainLines(log).causes;
}

function idsOf(...log: readonly string[]): readonly string[] {
  return causesOf(...log).map(({ id }) => id);
}

function confidenceOf(id: string, ...log: readonly string[]): string | undefined {
  return causesOf(...log).find((cause) => cause.id === id)?.confidence;
}

describe('a diagnosis without a proof', () => {
  const foreign: readonly (readonly [line: string, cause: string])[] = [
    ['npm ERR! code ENOENT', 'server-binary-missing'],
    ['[app] port 8080: Address already in use', 'port-in-use'],
    ['web: port 8080: Address already in use', 'port-in-use'],
    ['bind: Address already in use (from uart bridge)', 'port-in-use'],
    ['I2C device not found, unknown device', 'server-config-wrong'],
    ['ld: warning: section .bss size exceeds the flash bank alignment', 'elf-outside-memory-map'],
    ['arm-none-eabi-gdb version not found in cache, using 12.2', 'gdb-missing-or-broken'],
    ['firmware: RDP: Level 1', 'readout-protection'],
  ];
  for (const [line, cause] of foreign) {
    it(`has at most a guess at ${cause} for "${line}" beside a server that works`, () => {
      assert.ok([undefined, 'possible'].includes(confidenceOf(cause, ...openocd, line)));
    });
    it(`is not sure of ${cause} for "${line}" alone`, () => {
      assert.notEqual(confidenceOf(cause, line), 'confirmed');
    });
  }

  it('takes the words of a tool for a proof only where that tool speaks', () => {
    const line = "Error: couldn't bind gdb to socket on port 3333: Address already in use";
    assert.equal(confidenceOf('port-in-use', 'Open On-Chip Debugger 0.12.0', line), 'confirmed');
    assert.equal(confidenceOf('port-in-use', line), 'likely');
    const device = 'Unknown device';
    const segger = 'SEGGER J-Link GDB Server V7.88 Command Line Version';
    assert.equal(confidenceOf('server-config-wrong', segger, device), 'confirmed');
    assert.equal(confidenceOf('server-config-wrong', ...openocd, device), 'possible');
  });

  it('does not take the hint of GDB at too many breakpoints for one', () => {
    assert.equal(confidenceOf('hw-breakpoints-exhausted', ...openocd, ...noBreakpoint), 'likely');
    const lost = [
      'Error: jtag status contains invalid mode value - communication failure',
      'Polling target stm32f4x.cpu failed, trying to reexamine',
    ];
    const [first] = causesOf(...openocd, ...lost, ...noBreakpoint);
    assert.notEqual(first?.id, 'hw-breakpoints-exhausted');
    const none = 'Error: Can not find free FPB Comparator!';
    assert.equal(
      confidenceOf('hw-breakpoints-exhausted', ...openocd, none, ...noBreakpoint),
      'confirmed',
    );
  });

  it('does not miss a GDB that shows its banner', () => {
    const library = '/opt/arm/bin/arm-none-eabi-gdb: /lib/libncursesw.so.6: no version information';
    const missing = 'sh: arm-none-eabi-gdb: command not found';
    const shared = 'arm-none-eabi-gdb: error while loading shared libraries: libncurses.so.5';
    const banner = 'GNU gdb (Arm GNU Toolchain 12.2.Rel1) 12.1.90';
    const cause = 'gdb-missing-or-broken';
    assert.ok(!idsOf(library, ...silent).includes(cause));
    for (const complaint of [missing, shared]) {
      assert.equal(confidenceOf(cause, complaint, ...silent), 'confirmed');
      assert.ok(!idsOf(complaint, banner, ...silent).includes(cause));
    }
  });

  it("blames pyOCD's generic target only where programming fails", () => {
    const warning =
      "0000735 W Generic 'cortex_m' target type is selected by default; is this intentional? [board]";
    const unreached = '0000807 C Error: STLink error (9): Get IDCODE error [__main__]';
    const unwritten = '0002101 C no memory region defined for address 0x08000000 [__main__]';
    const cause = 'target-support-not-installed';
    assert.ok(!idsOf(warning, unreached).includes(cause));
    const [first] = causesOf(warning, unwritten);
    assert.equal(first?.id, cause);
    assert.notEqual(first.confidence, 'confirmed');
  });

  it('does not blame the missing name of the part where J-Link finds no probe', () => {
    const start = [
      'SEGGER J-Link GDB Server V7.88 Command Line Version',
      'Target device:                 Unspecified',
      'Connecting to J-Link...',
    ];
    const ids = idsOf(...start, 'Connecting to J-Link failed. Connected correctly?');
    assert.equal(ids[0], 'probe-not-found');
    assert.ok(!ids.includes('server-config-wrong'));
    const reached = causesOf(...start, 'Connecting to target... ERROR: Could not connect.');
    assert.ok(reached.some(({ id }) => id === 'server-config-wrong'));
  });

  it('reads what an RDP means, and 0xA5 as the open state of an STM32F1', () => {
    const start = ['STM32CubeProgrammer v2.14.0', 'Device ID   : 0x410'];
    const failed = 'Error: failed to download Segment[0]';
    const of = (rdp: string): string | undefined =>
      confidenceOf('readout-protection', ...start, rdp, failed);
    assert.equal(
      of('     RDP          : 0xBB (Level 1, read protection of memories)'),
      'confirmed',
    );
    assert.equal(of('     RDP          : 0x0 (Level 1, read protection of memories)'), 'confirmed');
    for (const open of [
      '     RDP          : 0xA5 (Read protection not active)',
      '     RDP          : 0xAA (Level 0, no protection)',
      '     RDP          : 0x0 (Read protection not active)',
    ])
      assert.equal(of(open), undefined);
  });

  const nobodyKnows: readonly (readonly [name: string, log: readonly string[]])[] = [
    [
      'a text about cooking',
      ['hello', 'this is a text about cooking; the error of the cook was salt.'],
    ],
    [
      'a failed make',
      [
        'make: arm-none-eabi-gcc: No such file or directory',
        'make: *** [Makefile:171: build/main.o] Error 127',
        'The terminal process terminated with exit code: 2.',
      ],
    ],
    ['a failed npm', ['npm ERR! code ENOENT', 'npm ERR! missing script: start']],
  ];
  for (const [name, log] of nobodyKnows) {
    it(`does not guess at ${name}`, () => {
      const { causes, lastLines } = explainLines(log);
      assert.deepEqual(causes, []);
      assert.ok(lastLines.length > 0);
    });
  }

  it('knows what make could not start when it is a tool of the launch', () => {
    const ids = idsOf('make: openocd: No such file or directory', 'make: *** [flash] Error 127');
    assert.ok(ids.includes('server-binary-missing'));
  });

  it('shows a line that is said again and again once among the last ones', () => {
    const log = ['one', ...Array.from({ length: 40 }, () => 'still thinking'), '', 'two'];
    assert.deepEqual(explainLines(log).lastLines, [
      { line: 1, text: 'one' },
      { line: 2, text: 'still thinking' },
      { line: 43, text: 'two' },
    ]);
  });
});
