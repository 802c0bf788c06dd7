// The commands of the simulated ST-LINK, byte for byte.

import assert from 'node:assert/strict';
import type { ProbeSetup } from '../../simulator/setup';
import type { BadAck } from '../../simulator/wire';
import { benchProbe, enterSwd } from './bench-probe';

interface Case {
  readonly title: string;
  readonly kind?: ProbeSetup['kind'];
  readonly change?: Partial<ProbeSetup>;
  /** Commands in order: hex, bytes to take (or data to send), answer. */
  readonly said: readonly (readonly [command: string, bytes: number, answer: string])[];
}

const ok = '8000';
const unknown = '4200';

const cases: readonly Case[] = [
  {
    title: 'a V2-1 gives its version in two big-endian bytes, then its ids',
    said: [['f1', 6, '2b5e83044b37']],
  },
  {
    title: 'a V2 counts SWIM where a V2-1 counts mass storage',
    kind: 'v2',
    said: [['f1', 6, '294783044837']],
  },
  {
    title: 'a V3 has zeros there and its numbers in the long version',
    kind: 'v3',
    said: [
      ['f1', 6, '300083044f37'],
      ['fb', 12, '03000d050400000083044f37'],
    ],
  },
  { title: 'a V2-1 does not know the long version', said: [['fb', 2, unknown]] },
  {
    title: 'the voltage is two readings: 2.4 V by the second over the first',
    said: [['f7', 8, 'd2050000f4070000']],
  },
  {
    title: 'the voltage of a clone is 3.300 V to the last digit',
    change: { constantVolts: 3.3 },
    said: [['f7', 8, '4006000098080000']],
  },
  {
    title: 'firmware before J13 measures no voltage',
    kind: 'v2',
    change: { firmware: 'J12S0' },
    said: [['f7', 2, unknown]],
  },
  {
    title: 'modes follow DFU exit, enter and exit',
    change: { mode: 'dfu' },
    said: [
      ['f5', 2, '0000'],
      [enterSwd, 2, '0e00'],
      ['f3 07', 0, ''],
      ['f5', 2, '0100'],
      [enterSwd, 2, ok],
      ['f5', 2, '0200'],
      ['f2 21', 0, ''],
      ['f5', 2, '0100'],
    ],
  },
  {
    title: 'SWIM must be left before SWD',
    change: { mode: 'swim' },
    said: [
      [enterSwd, 2, '0e00'],
      ['f4 01', 0, ''],
      [enterSwd, 2, ok],
    ],
  },
  {
    title: 'JTAG finds no chain where there is only SWD',
    said: [['f2 30 a4', 2, '0400']],
  },
  {
    title: 'nothing of the target can be had before entering',
    said: [
      ['f2 36 00ed00e0', 8, '0500000000000000'],
      ['f2 31', 12, '050000000000000000000000'],
    ],
  },
  {
    title: 'identification codes',
    said: [
      [enterSwd, 2, ok],
      ['f2 31', 12, '800000007714a02b00000000'],
      ['f2 22', 4, '7714a02b'],
    ],
  },
  {
    title: 'a word is written and read with a status each',
    said: [
      [enterSwd, 2, ok],
      ['f2 35 00000020 78563412', 2, ok],
      ['f2 36 00000020', 8, '8000000078563412'],
      ['f2 36 02000020', 8, '0a00000000000000'],
    ],
  },
  {
    title: 'a V3 names its clocks, takes the next slower one, and refuses less than the slowest',
    kind: 'v3',
    said: [
      [
        'f2 62',
        52,
        '80000000e803000007000000c05d0000401f0000e40c0000e8030000c800000032000000050000' +
          '00000000000000000000000000',
      ],
      ['f2 61 00 00 d0070000', 8, '80000000e8030000'],
      ['f2 61 00 00 04000000', 8, '08000000e8030000'],
      ['f2 43 0100', 2, unknown],
    ],
  },
  {
    title: 'a V2 takes divisors and no list',
    said: [
      ['f2 43 0700', 2, ok],
      ['f2 62', 2, unknown],
    ],
  },
  {
    title: 'an access port is opened before its registers are used, all but the identification',
    said: [
      [enterSwd, 2, ok],
      ['f2 45 0000 fc00', 8, '8000000000000000'],
      ['f2 45 0000 0400', 8, '1d00000000000000'],
      ['f2 4b 00', 2, ok],
      ['f2 46 0000 0400 78563412', 2, ok],
      ['f2 45 0000 0400', 8, '8000000078563412'],
      ['f2 4c 00', 2, ok],
      ['f2 4c 00', 2, '1d00'],
      ['f2 4b 09', 2, '1d00'],
    ],
  },
  {
    title: 'five access ports are open at most',
    said: [
      [enterSwd, 2, ok],
      ...['00', '01', '02', '03', '04'].map((ap) => [`f2 4b ${ap}`, 2, ok] as const),
      ['f2 4b 05', 2, '2900'],
      ['f2 4b 04', 2, ok],
    ],
  },
  {
    title: 'J28 says that closing an access port failed although it did not',
    change: { firmware: 'J28M18' },
    said: [
      [enterSwd, 2, ok],
      ['f2 4b 00', 2, ok],
      ['f2 4c 00', 2, '1d00'],
    ],
  },
  {
    title: 'registers of the debug port, with their bank from J32 on',
    said: [
      [enterSwd, 2, ok],
      ['f2 45 ffff 0400', 8, '80000000000000f0'],
      ['f2 45 ffff 1400', 8, '8000000000000000'],
    ],
  },
  {
    title: 'before J32 the bank is ignored',
    change: { firmware: 'J31M20' },
    said: [
      [enterSwd, 2, ok],
      ['f2 45 ffff 1400', 8, '80000000000000f0'],
    ],
  },
  {
    title: 'trace: nothing ever comes',
    said: [
      ['f2 40 0010 80841e00', 2, ok],
      ['f2 42', 2, '0000'],
      ['f2 41', 2, ok],
    ],
  },
  {
    title: 'a V3 reports a change of its own clock with another code',
    kind: 'v3',
    said: [
      ['f2 63 02', 8, '4000000000000000'],
      ['f2 63 03', 8, '4100000000000000'],
    ],
  },
  {
    title: 'a loader knows its version and its mode, and nothing else',
    kind: 'v3-loader',
    said: [
      ['f1', 6, '300083044d37'],
      ['f5', 2, '0400'],
      [enterSwd, 2, unknown],
      ['f7', 2, unknown],
    ],
  },
  { title: 'a command nobody has', said: [['f2 ee', 2, unknown]] },
  {
    title: 'a command this firmware is said to lack',
    change: { lacks: ['READ_IDCODES'] },
    said: [
      [enterSwd, 2, ok],
      ['f2 31', 2, unknown],
    ],
  },
];

describe('Commands of the simulated ST-LINK', () => {
  for (const { title, kind, change, said } of cases) {
    it(title, async () => {
      const { ask, tell } = benchProbe(change, kind);
      for (const [command, bytes, answer] of said) {
        if (bytes === 0) await tell(command);
        else assert.equal(await ask(command, bytes), answer, command);
      }
    });
  }

  it('exit lets go of NRST', async () => {
    const { ask, tell, wire } = benchProbe();
    await ask(enterSwd, 2);
    await ask('f2 3c 00', 2);
    await tell('f2 21');
    assert.deepEqual(wire.log.slice(-2), ['nrst low', 'nrst released']);
  });

  it('NRST is pulled low, let go, or both', async () => {
    const { ask, wire } = benchProbe();
    for (const what of ['00', '01', '02']) assert.equal(await ask(`f2 3c ${what}`, 2), ok);
    assert.deepEqual(wire.log.slice(1), ['nrst low', 'nrst released', 'nrst low', 'nrst released']);
    assert.equal(await ask('f2 3c 03', 2), '0800');
  });

  it('clocks reach the wire: 1800 kHz at the start, 480 by divisor 7, anything by the formula', async () => {
    const { ask, wire } = benchProbe();
    await ask('f2 43 0700', 2);
    await ask('f2 43 0600', 2);
    assert.deepEqual(wire.log, ['clock 1800', 'clock 480', 'clock 571']);
  });

  const codes: readonly (readonly [BadAck, 'DP' | 'AP', string])[] = [
    ['wait', 'AP', '10'],
    ['fault', 'AP', '11'],
    ['none', 'AP', '12'],
    ['error', 'AP', '12'],
    ['parity', 'AP', '13'],
    ['wait', 'DP', '14'],
    ['fault', 'DP', '15'],
    ['error', 'DP', '16'],
    ['parity', 'DP', '17'],
  ];
  for (const [ack, of, code] of codes) {
    it(`${ack} of the ${of} is status ${code}`, async () => {
      const { ask, wire } = benchProbe();
      await ask(enterSwd, 2);
      wire.fail(ack, of);
      assert.equal(await ask('f2 36 00000020', 8), `${code}00000000000000`);
      assert.equal(await ask('f2 35 00000020 00000000', 2), `${code}00`);
    });
  }

  it('no target is status 09 at enter and at the identification', async () => {
    const { ask, wire } = benchProbe();
    wire.fail('none', 'DP', { count: 1 });
    assert.equal(await ask(enterSwd, 2), '0900');
    assert.equal(await ask('f5', 2), '0100');
    await ask(enterSwd, 2);
    wire.fail('none', 'DP');
    assert.equal(await ask('f2 31', 12), '090000000000000000000000');
  });

  it('a debug domain without power is status 0b', async () => {
    const { ask, wire } = benchProbe();
    wire.words.set('dp:4', 0x50000000);
    assert.equal(await ask(enterSwd, 2), '0b00');
  });

  it('a V3 that said WAIT says AP FAULT once before it goes through; a V2 does not', async () => {
    const answers = async (kind: ProbeSetup['kind']) => {
      const { ask, wire } = benchProbe({}, kind);
      await ask(enterSwd, 2);
      wire.fail('wait', 'AP', { count: 1 });
      const said: string[] = [];
      for (let time = 0; time < 3; time++) {
        said.push((await ask('f2 36 00000020', 8)).slice(0, 2));
      }
      return said;
    };
    assert.deepEqual(await answers('v3'), ['10', '11', '80']);
    assert.deepEqual(await answers('v2-1'), ['10', '80', '80']);
  });
});
