// The ST-LINK driver against the simulated probe: what each command reads, writes and is told.

import assert from 'node:assert/strict';
import type { StLink } from '../../../src/probe/stlink/stlink';
import type { Answer } from '../../../src/probe/stlink/status';
import { questions } from '../../simulator/probe/transcript';
import { probeOfKind } from '../../simulator/setup';
import type { SetupChange } from '../../simulator/setup';
import { withStLink } from '../../support/probe-bench';

const dhcsr = 0xe000edf0;
const cpuid = 0xe000ed00;
const ram = 0x2000_0000;

function valueOf<T>(answer: Answer<T>): T {
  assert.ok(answer.ok, JSON.stringify(answer));
  return answer.value;
}

const statusOf = (answer: Answer<unknown>) => (answer.ok ? 'ok' : answer.status);

const kinds: readonly (readonly [what: string, change: SetupChange])[] = [
  ['V2', { probe: probeOfKind('v2') }],
  ['V2-1', { probe: probeOfKind('v2-1') }],
  ['V3', { probe: probeOfKind('v3') }],
  ['V2-1 behind a server of API 1', { server: { api: 1 } }],
];

for (const [what, change] of kinds) {
  describe(`ST-LINK driver with a ${what}`, () => {
    const withIt = (work: (stlink: StLink) => Promise<void>) => withStLink(change, work);

    it('connects and reads what the target is', () =>
      withIt(async (stlink) => {
        valueOf(await stlink.setSwdFrequency(1800));
        valueOf(await stlink.enterSwd());
        assert.equal(valueOf(await stlink.readIdCodes()).dpidr, 0x2ba01477);
        assert.equal(valueOf(await stlink.readWord(cpuid)), 0x410fc241);
        assert.equal(await stlink.mode(), 'debug');
      }));

    it('writes memory and reads it back, in each width and over the edges of pages', () =>
      withIt(async (stlink) => {
        valueOf(await stlink.enterSwd());
        for (const width of [1, 2, 4] as const) {
          const bytes = Uint8Array.from({ length: 2100 }, (_, at) => (at * 7 + width) & 0xff);
          const start = ram + 1024 - 3 * width;
          valueOf(await stlink.writeMemory(start, bytes, width));
          assert.deepEqual(valueOf(await stlink.readMemory(start, bytes.length, width)), bytes);
        }
        assert.deepEqual(valueOf(await stlink.readMemory(ram + 1024, 1, 1)).length, 1);
        assert.deepEqual(valueOf(await stlink.readMemory(ram, 0, 4)).length, 0);
      }));

    it('halts the core and reads and writes its registers', () =>
      withIt(async (stlink) => {
        valueOf(await stlink.enterSwd());
        valueOf(await stlink.writeWord(dhcsr, 0xa05f_0003));
        valueOf(await stlink.writeRegister(0, 0x1234_5678));
        assert.equal(valueOf(await stlink.readRegister(0)), 0x1234_5678);
        valueOf(await stlink.writeWord(dhcsr, 0xa05f_0001));
      }));

    it('says which address could not be reached', () =>
      withIt(async (stlink) => {
        valueOf(await stlink.enterSwd());
        const nowhere = 0x6000_0000;
        const refused = await stlink.readMemory(nowhere, 8, 4);
        assert.deepEqual(
          [statusOf(refused), !refused.ok && refused.address],
          ['ap-fault', nowhere],
        );
        assert.equal(statusOf(await stlink.readWord(nowhere)), 'ap-fault');
        assert.equal(statusOf(await stlink.writeWord(nowhere, 1)), 'ap-fault');
        assert.equal(valueOf(await stlink.readWord(cpuid)), 0x410fc241);
      }));

    it('sends nothing where address and width do not fit', () =>
      withIt(async (stlink) => {
        valueOf(await stlink.enterSwd());
        const before = stlink.commandCount;
        assert.equal(statusOf(await stlink.readMemory(ram + 1, 4, 4)), 'alignment');
        assert.equal(statusOf(await stlink.writeMemory(ram, new Uint8Array(3), 2)), 'alignment');
        assert.equal(stlink.commandCount, before);
      }));

    it('reads the debug port and an access port', () =>
      withIt(async (stlink) => {
        valueOf(await stlink.enterSwd());
        assert.equal(valueOf(await stlink.readDap('dp', 0)), 0x2ba01477);
        assert.equal(valueOf(await stlink.readDap(0, 0xfc)), 0x2477_0011);
        valueOf(await stlink.writeDap('dp', 0, 0x1e));
        await stlink.closeAp(0);
      }));

    it('resets the core by NRST and by the command', () =>
      withIt(async (stlink) => {
        const wasReset = async () => (valueOf(await stlink.readWord(dhcsr)) & (1 << 25)) !== 0;
        valueOf(await stlink.enterSwd());
        await wasReset();
        assert.equal(await wasReset(), false);
        valueOf(await stlink.driveNrst('low'));
        valueOf(await stlink.driveNrst('high'));
        for (let tries = 0; tries < 100 && !(await wasReset()); tries++) assert.ok(tries < 99);
        valueOf(await stlink.resetSystem());
        assert.equal(await wasReset(), true);
      }));
  });
}

describe('ST-LINK driver', () => {
  it('measures the voltage', async () => {
    const volts = await withStLink({}, (stlink) => stlink.voltage());
    assert.ok(Math.abs((volts ?? 0) - 3.28) < 0.01, String(volts));
  });

  it('runs a V3 at the clocks that it names', () =>
    withStLink({ probe: probeOfKind('v3') }, async (stlink) => {
      assert.deepEqual(stlink.swdFrequenciesKhz, [24000, 8000, 3300, 1000, 200, 50, 5]);
      assert.equal(valueOf(await stlink.setSwdFrequency(4000)), 3300);
      assert.equal(valueOf(await stlink.setSwdFrequency(1)), 5);
    }));

  it('asks what st-info asks for a look without a reset', async () => {
    const asked = await withStLink({}, async (stlink, bench) => {
      await stlink.setSwdFrequency(1800);
      await stlink.enterSwd();
      await stlink.readIdCodes();
      for (const address of [cpuid, 0xe004_2000, 0x1fff_7a20]) await stlink.readWord(address);
      return questions(bench.transcript);
    });
    // Those of st-info --probe --hot-plug, without its second look at the mode.
    assert.deepEqual(
      asked.map((line) => line.replace(/^.{6} /, '')),
      ['f1', 'f5', 'f24301', 'f230a3', 'f231', 'f23600ed00e0', 'f236002004e0', 'f236207aff1f'],
    );
  });

  const modes = [
    ['dfu', 'F3 07'],
    ['swim', 'F4 01'],
  ] as const;
  for (const [mode, leaving] of modes) {
    it(`leaves ${mode} mode before it asks for the voltage and enters SWD`, () =>
      withStLink({ probe: { mode } }, async (stlink, bench) => {
        assert.equal(stlink.modeAtOpen, mode);
        // In DFU mode it would tell no voltage.
        assert.ok((await stlink.voltage()) !== undefined);
        valueOf(await stlink.enterSwd());
        assert.ok(bench.transcript.some((line) => line.startsWith(leaving)));
      }));
  }

  it('enters SWD with a probe that was left in debug mode, and gives it back out of it', async () => {
    const last = await withStLink({ probe: { mode: 'debug' } }, async (stlink, bench) => {
      assert.equal(stlink.modeAtOpen, 'debug');
      valueOf(await stlink.enterSwd());
      await stlink.close();
      return bench.transcript.at(-1);
    });
    assert.match(last ?? '', /^F2 21/);
  });

  it('leaves a probe alone that it only asked for its version and voltage', () =>
    withStLink({}, async (stlink, bench) => {
      await stlink.voltage();
      await stlink.close();
      assert.deepEqual(questions(bench.transcript).length, 3);
    }));

  it('releases NRST when it is closed', () =>
    withStLink({}, async (stlink, bench) => {
      valueOf(await stlink.driveNrst('low'));
      await stlink.close();
      assert.match(bench.transcript.at(-1) ?? '', /^F2 21/);
      assert.equal(bench.openCount(), 0);
    }));

  it('reads words by blocks where the firmware has no command for words', () =>
    withStLink({ probe: { lacks: ['READDEBUGREG', 'WRITEDEBUGREG'] } }, async (stlink) => {
      valueOf(await stlink.enterSwd());
      assert.equal(valueOf(await stlink.readWord(cpuid)), 0x410fc241);
      valueOf(await stlink.writeWord(ram, 0xcafe));
      assert.equal(valueOf(await stlink.readWord(ram)), 0xcafe);
    }));

  it('says which commands old firmware lacks, and sends none of them', () =>
    withStLink({ probe: { kind: 'v2', firmware: 'J14S0' } }, async (stlink) => {
      valueOf(await stlink.enterSwd());
      const before = stlink.commandCount;
      assert.equal(statusOf(await stlink.readDap('dp', 0)), 'unknown-command');
      assert.equal(statusOf(await stlink.readMemory(ram, 4, 2)), 'unknown-command');
      assert.equal(valueOf(await stlink.setSwdFrequency(1000)), undefined);
      assert.equal(stlink.commandCount, before);
      assert.equal(valueOf(await stlink.readMemory(ram, 4, 4)).length, 4);
    }));

  it('reads no bank of the debug port with firmware that would read another', () =>
    withStLink({ probe: { firmware: 'J28M18' } }, async (stlink) => {
      valueOf(await stlink.enterSwd());
      assert.equal(statusOf(await stlink.readDap('dp', 0x14)), 'unknown-command');
      assert.equal(valueOf(await stlink.readDap('dp', 0)), 0x2ba01477);
    }));

  it('does not enter SWD with firmware of another age', () =>
    withStLink({ probe: { kind: 'v2', firmware: 'J7S0' } }, async (stlink) => {
      assert.equal(statusOf(await stlink.enterSwd()), 'unknown-command');
      assert.equal(await stlink.voltage(), undefined);
    }));

  for (const kind of ['v2-1', 'v3'] as const) {
    it(`repeats what the bus was busy for, with a ${kind}`, () =>
      withStLink({ target: { waits: 3 }, probe: probeOfKind(kind) }, async (stlink) => {
        valueOf(await stlink.enterSwd());
        assert.equal(valueOf(await stlink.readWord(cpuid)), 0x410fc241);
        assert.equal(valueOf(await stlink.readMemory(cpuid, 4, 4)).length, 4);
      }));
  }

  it('gives up a bus that stays busy', () =>
    withStLink({ target: { waits: 1e9 } }, async (stlink) => {
      valueOf(await stlink.enterSwd());
      const statuses = [];
      for (let count = 0; count < 10; count++)
        statuses.push(statusOf(await stlink.readWord(cpuid)));
      assert.deepEqual([...new Set(statuses)], ['ap-wait']);
    }));

  const silent: readonly (readonly [what: string, change: SetupChange])[] = [
    ['no power', { target: { isPowered: false } }],
    ['open wires', { target: { areSwdWiresOpen: true } }],
  ];
  for (const [what, change] of silent) {
    it(`finds no target with ${what}`, () =>
      withStLink(change, async (stlink) => {
        assert.equal(statusOf(await stlink.enterSwd()), 'no-idcode');
      }));
  }
});
