// Versions of firmware: as the probe says them, as they are printed, and what they are able to do.

import assert from 'node:assert/strict';
import { Failure } from '../../../src/base/failure';
import type { StLinkKind } from '../../../src/probe/stlink/stlink';
import {
  featuresOf,
  needsVersionEx,
  readVersion,
  readVersionEx,
} from '../../../src/probe/stlink/version';

const bytes = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'));

describe('firmware versions', () => {
  const plain: readonly (readonly [hex: string, kind: StLinkKind, text: string, jtag: number])[] = [
    ['2b5e83044b37', 'V2-1', 'V2J45M30', 45],
    ['294783044837', 'V2', 'V2J37S7', 37],
    ['238083044837', 'V2', 'V2J14S0', 14],
    // The board of an STM8: no debug interface.
    ['248783045237', 'V2-1', 'V2M18S7', 0],
    ['268883045237', 'V2-1', 'V2M26S8', 0],
    ['268d83045237', 'V2-1', 'V2J26M13', 26],
  ];
  for (const [hex, kind, text, jtag] of plain) {
    it(`reads ${hex} of a ${kind} as ${text}`, () => {
      const version = readVersion(bytes(hex), kind);
      assert.deepEqual([version.text, version.jtag], [text, jtag]);
    });
  }

  const ex: readonly (readonly [hex: string, text: string])[] = [
    ['03000d050400000083044f37', 'V3J13M5B4'],
    ['030102030000000083044f37', 'V3J2M3S1'],
    ['040003000104000083045737', 'V4J3B1P4'],
  ];
  for (const [hex, text] of ex) {
    it(`reads ${hex} as ${text}`, () => assert.equal(readVersionEx(bytes(hex)).text, text));
  }

  it('asks the extended version from V3 on', () => {
    assert.deepEqual(['2b5e83044b37', '300083044f37'].map(bytes).map(needsVersionEx), [
      false,
      true,
    ]);
  });

  const nonsense: readonly (readonly [hex: string, what: RegExp])[] = [
    ['2b5e00000100', /0000:0001/],
    ['800083044837', /V8J0S0/],
    ['000000000000', /V0J0S0/],
    ['ffffffffffff', /ffff:ffff/],
  ];
  for (const [hex, what] of nonsense) {
    it(`refuses ${hex}, which no ST-LINK says`, () => {
      assert.throws(
        () => readVersion(bytes(hex), 'V2'),
        (error) =>
          error instanceof Failure &&
          error.code === 'probe-garbled' &&
          what.test(error.evidence.join()),
      );
    });
  }

  const brought: readonly (readonly [hardware: number, jtag: number, features: string])[] = [
    [2, 12, ''],
    [2, 13, 'voltage'],
    [2, 15, 'voltage status2'],
    [2, 22, 'voltage clock status2'],
    [2, 24, 'voltage clock dap status2'],
    [2, 26, 'voltage clock dap 16 status2'],
    [2, 28, 'voltage clock dap ap 16 status2'],
    [3, 1, 'voltage clock dap ap 16 status2'],
  ];
  for (const [hardware, jtag, expected] of brought) {
    it(`knows what V${hardware}J${jtag} is able to do`, () => {
      const features = featuresOf({ ...readVersion(bytes('294783044837'), 'V2'), hardware, jtag });
      const words = [
        features.hasVoltage ? 'voltage' : '',
        features.hasSwdFrequency ? 'clock' : '',
        features.hasDapRegisters ? 'dap' : '',
        features.hasApHandling ? 'ap' : '',
        features.has16Bit ? '16' : '',
        features.hasLastStatus2 ? 'status2' : '',
      ];
      assert.equal(words.filter((word) => word !== '').join(' '), expected);
    });
  }
});
