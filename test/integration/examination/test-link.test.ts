import assert from 'node:assert/strict';
import { toFailure } from '../../../src/base/failure';
import type { LinkSample } from '../../../src/examination/examination';
import { testLink } from '../../../src/examination/test-link';
import type { LinkTest, TestLinkOptions } from '../../../src/examination/test-link';
import type { Bench } from '../../simulator/serve';
import { probeOfKind } from '../../simulator/setup';
import type { SetupChange } from '../../simulator/setup';
import { benchHost, givenBack, probesOf, withBench } from '../../support/probe-bench';
import { abortAtCommand, assertTargetLeftAlone, commandsOf, valueOf } from './examined';

async function testOn(bench: Bench, options: Partial<TestLinkOptions> = {}): Promise<LinkTest> {
  const [probe] = await probesOf(bench);
  assert.ok(probe);
  try {
    return await testLink(benchHost, probe, { mayReset: true, reads: 100, ...options });
  } finally {
    await givenBack(bench);
  }
}

const tested = (change: SetupChange, options: Partial<TestLinkOptions> = {}): Promise<LinkTest> =>
  withBench([change], (bench) => testOn(bench, options));

const rows = (samples: readonly LinkSample[]) =>
  samples.map(({ speedKhz, underReset, reads, errors }) => [speedKhz, underReset, reads, errors]);

describe('testing the link', () => {
  it('reads at all clocks of a V2 down to 100 kHz, without reset and with', async () => {
    const { probe, link } = await tested({}, { reads: 10 });
    assert.equal(valueOf(probe).name, 'ST-LINK/V2-1');
    const { samples, fastestCleanKhz, fastestCleanUnderResetKhz } = valueOf(link);
    const clocks = [4000, 1800, 1200, 950, 650, 480, 400, 360, 240, 150, 125, 100];
    assert.deepEqual(
      rows(samples),
      clocks.flatMap((khz) => [
        [khz, false, 10, 0],
        [khz, true, 10, 0],
      ]),
    );
    assert.deepEqual([fastestCleanKhz, fastestCleanUnderResetKhz], [4000, 4000]);
  });

  it('leaves out the clocks of a V3 that no board is wired for', async () => {
    const { link } = await tested({ probe: probeOfKind('v3') }, { reads: 5, mayReset: false });
    assert.deepEqual(
      valueOf(link).samples.map(({ speedKhz }) => speedKhz),
      [8000, 3300, 1000, 200],
    );
  });

  it('makes so many reads as it is asked for, with one command each', async () => {
    await withBench([{}], async (bench) => {
      await testOn(bench, { reads: 500, speedsKhz: [1800], mayReset: false });
      const reads = commandsOf(bench).filter((command) => command.startsWith('f236'));
      assert.equal(reads.length, 500 + 1);
    });
  });

  it('counts errors by what the probe said, with their interval', async () => {
    const target = { bitErrors: [{ aboveKhz: 480, perTransfer: 0.02 }] };
    const { link } = await tested({ target }, { reads: 1000, speedsKhz: [1800, 400] });
    const { samples, fastestCleanKhz } = valueOf(link);
    const [fast, , slow] = samples;
    assert.ok(fast && slow);
    assert.equal(fast.reads, 1000);
    // A read of a word is a few transfers.
    assert.ok(fast.rate > 0.01 && fast.rate < 0.2, `${fast.rate}`);
    assert.ok(fast.rateLow <= fast.rate && fast.rate <= fast.rateHigh);
    const counted = Object.values(fast.kinds).reduce((sum, count) => sum + count, 0);
    assert.equal(counted, fast.errors);
    assert.equal(slow.errors, 0);
    assert.equal(fastestCleanKhz, 400);
  });

  it('sees that reset quietens the link', async () => {
    const target = {
      bitErrors: [{ aboveKhz: 480, perTransfer: 0.05 }],
      isLinkCleanUnderReset: true,
    };
    const { link } = await tested({ target }, { reads: 200, speedsKhz: [1800, 400] });
    assert.equal(valueOf(link).fastestCleanKhz, 400);
    assert.equal(valueOf(link).fastestCleanUnderResetKhz, 1800);
  });

  it('gives up a hopeless clock and says how many reads it made', async () => {
    const target = { bitErrors: [{ aboveKhz: 480, perTransfer: 0.9 }] };
    const { link } = await tested({ target }, { reads: 1000, speedsKhz: [1800, 400] });
    const [fast] = valueOf(link).samples;
    assert.ok(fast && fast.reads < 100, `${fast?.reads} reads`);
    assert.equal(valueOf(link).fastestCleanKhz, 400);
  });

  it('tells each clock when it is finished', async () => {
    const seen: LinkSample[] = [];
    const { link } = await tested(
      {},
      { reads: 3, speedsKhz: [1800, 480], onSample: (sample) => void seen.push(sample) },
    );
    assert.deepEqual(rows(seen), [
      [1800, false, 3, 0],
      [480, false, 3, 0],
      [1800, true, 3, 0],
      [480, true, 3, 0],
    ]);
    assert.equal(valueOf(link).samples.length, 4);
  });

  it('reaches a core behind another access port', async () => {
    const target = { part: 'h563', protection: 'OPEN' } as const;
    const { link } = await tested({ target }, { reads: 20, speedsKhz: [1800], mayReset: false });
    assert.deepEqual(rows(valueOf(link).samples), [[1800, false, 20, 0]]);
  });

  it('has no link to tell of without a target', async () => {
    const { probe, link } = await tested({ target: { isPowered: false } });
    assert.equal(probe.ok, true);
    assert.equal(link.ok, false);
  });

  it('tells of a probe that was unplugged', async () => {
    const { link } = await tested({ probe: { unplugAtCommand: 30 } });
    assert.match(link.ok ? '' : link.why, /not there any more/);
  });

  it('lets go of NRST and of the probe when it is called off', async () => {
    for (const command of [3, 20, 250, 450]) {
      await withBench([{}], async (bench) => {
        const signal = abortAtCommand(bench, command);
        const options = { signal, speedsKhz: [1800, 950, 480] };
        const code = await testOn(bench, options).then(
          () => undefined,
          (error: unknown) => toFailure(error).code,
        );
        assert.equal(code, 'cancelled', `at command ${command}`);
        await assertTargetLeftAlone(bench);
      });
    }
  });
});
