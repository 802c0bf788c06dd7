// Where the points of the link test's picture stand, and the words beside them.

import assert from 'node:assert/strict';
import type { LinkChart, LinkChartSample } from '../../../src/protocol/link-chart';
import { clockLabel, frame, geometryOf } from '../../../src/webview/link-geometry';
import { pointWords, ratePercent, resultOf } from '../../../src/webview/link-words';

const sample = (
  speedKhz: number,
  underReset: boolean,
  rate: number,
  reads = 1000,
): LinkChartSample => ({
  ...{ speedKhz, underReset, reads, errors: Math.round(rate * reads), rate },
  ...{ rateLow: rate / 2, rateHigh: Math.min(1, rate + 0.004), kinds: [] },
});

const chart = (
  samples: readonly LinkChartSample[],
  change: Partial<LinkChart> = {},
): LinkChart => ({
  ...{ probe: 'ST-LINK/V2-1', what: 'CPUID', samples, state: 'finished', why: undefined },
  ...{ fastestCleanKhz: undefined, fastestCleanUnderResetKhz: undefined, ...change },
});

const bottom = frame.height - frame.bottom;

describe('the picture of the link test', () => {
  const samples = [
    ...[sample(4000, false, 0.5), sample(4000, true, 0)],
    ...[sample(1800, false, 0.001), sample(100, false, 0), sample(100, true, 0)],
  ];
  const geometry = geometryOf(
    chart(samples, { fastestCleanKhz: 100, fastestCleanUnderResetKhz: 4000 }),
  );

  it('has a series each with and without reset held, from slow to fast', () => {
    assert.deepEqual(
      geometry.series.map(({ underReset, points }) => [
        underReset,
        points.map((point) => point.sample.speedKhz),
      ]),
      [
        [false, [100, 1800, 4000]],
        [true, [100, 4000]],
      ],
    );
  });

  it('puts no error at the bottom, one error in all reads a decade above it, and all at the top', () => {
    const y = (rate: number): number =>
      geometryOf(chart([sample(100, false, rate), sample(200, false, 0)])).series[0]?.points[0]
        ?.y ?? 0;
    assert.equal(y(0), bottom);
    assert.equal(y(1), frame.top);
    const decade = (bottom - frame.top) / 4;
    assert.ok(Math.abs(y(0.001) - (bottom - decade)) < 1e-6);
    assert.ok(y(0.01) < y(0.001));
  });

  it('keeps everything in its frame, intervals included', () => {
    for (const { points } of geometry.series) {
      for (const { x, y, yLow, yHigh } of points) {
        assert.ok(x >= frame.left && x <= frame.width - frame.right, `x ${x}`);
        assert.ok(yHigh >= frame.top && yHigh <= y && y <= yLow && yLow <= bottom);
      }
    }
  });

  it('has the ends of the rates named', () => {
    assert.deepEqual(
      geometry.rates.map(({ label }) => label),
      ['0', '0.1 %', '1 %', '10 %', '100 %'],
    );
  });

  it('marks the fastest clean clock of each series at its point', () => {
    const [free, held] = geometry.clean;
    assert.equal(free?.x, geometry.series[0]?.points[0]?.x);
    assert.equal(held?.x, geometry.series[1]?.points[1]?.x);
  });

  it('names no clock over its neighbour’s name', () => {
    const clocks = [4000, 3900, 3800, 2000, 100].map((khz) => sample(khz, false, 0));
    const { clocks: ticks } = geometryOf(chart(clocks));
    assert.deepEqual(
      ticks.map(({ label }) => label),
      ['4 MHz', '', '', '2 MHz', '100 kHz'],
    );
  });

  it('stands in the middle with a single clock, and is finite with none', () => {
    const alone = geometryOf(chart([sample(1800, false, 0, 4)])).series[0]?.points[0];
    assert.ok(alone && alone.x > 300 && alone.x < 600);
    const { rates } = geometryOf(chart([]));
    for (const { at } of rates) assert.ok(Number.isFinite(at));
  });

  it('writes clocks shortly', () => {
    assert.deepEqual([950, 1000, 1800, 3333, 24000].map(clockLabel), [
      ...['950 kHz', '1 MHz', '1.8 MHz', '3.33 MHz', '24 MHz'],
    ]);
  });
});

describe('the link test in words', () => {
  it('tells the fastest clean clock, with and without reset held', () => {
    const free = [sample(4000, false, 0)];
    const both = [...free, sample(4000, true, 0)];
    const cases: readonly (readonly [LinkChart, string])[] = [
      [chart(free, { fastestCleanKhz: 4000 }), 'Fastest clean clock 4000 kHz.'],
      [chart(free), 'No clock was without errors.'],
      [
        chart(both, { fastestCleanUnderResetKhz: 4000 }),
        'Reset not held: no clock was without errors. Reset held: fastest clean clock 4000 kHz.',
      ],
      [chart([]), 'Nothing was measured.'],
      [chart(free, { state: 'running' }), '1 measured; the test is running.'],
      [
        chart(free, { state: 'stopped', why: 'the probe was unplugged' }),
        'Not finished: the probe was unplugged.',
      ],
    ];
    for (const [given, expected] of cases) assert.equal(resultOf(given), expected);
  });

  it('tells a point with its interval and the kinds of errors', () => {
    const point = {
      ...sample(1800, true, 0.25),
      kinds: [{ kind: 'a wrong parity bit', count: 250 }],
    };
    assert.equal(
      pointWords(point),
      '1800 kHz, reset held: 250 of 1000 reads failed; 25 %, 95 % interval 13 % to 25 %; 250 × a wrong parity bit',
    );
  });

  it('never rounds something to nothing, or almost all to all', () => {
    assert.deepEqual([0, 1e-6, 0.00038, 0.0123, 0.5, 0.9996, 1].map(ratePercent), [
      ...['0 %', '< 0.001 %', '0.038 %', '1.2 %', '50 %', '> 99.9 %', '100 %'],
    ]);
  });
});
