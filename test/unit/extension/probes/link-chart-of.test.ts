// The result of a link test as its picture takes it.

import assert from 'node:assert/strict';
import { linkChartOf, partialLinkChart } from '../../../../src/extension/probes/link-chart-of';
import type { LinkSample } from '../../../../src/examination/examination';
import { healthyExamination } from '../../../support/examination';
import { probe, serial } from './states';

const sample = (speedKhz: number, underReset: boolean): LinkSample => ({
  ...{ speedKhz, underReset, reads: 1000, errors: 3, transfersPerRead: 1 },
  ...{
    kinds: { 'dp-parity': 1, 'different-value': 2 },
    rate: 0.003,
    rateLow: 0.001,
    rateHigh: 0.009,
  },
});

describe('the chart of a link test', () => {
  it('has the samples fastest first, without reset before with, kinds by number', () => {
    const samples = [sample(950, true), sample(4000, true), sample(950, false)];
    const chart = partialLinkChart(probe(), samples);
    assert.equal(chart.state, 'running');
    assert.equal(partialLinkChart(probe(), samples, 'it was called off').state, 'stopped');
    assert.deepEqual(
      chart.samples.map(({ speedKhz, underReset }) => [speedKhz, underReset]),
      [
        [4000, true],
        [950, false],
        [950, true],
      ],
    );
    assert.deepEqual(chart.samples[0]?.kinds, [
      { kind: 'another value without complaint', count: 2 },
      { kind: 'a wrong parity bit', count: 1 },
    ]);
  });

  it('names probe, firmware and the fastest clean clock at the end', () => {
    const value = {
      samples: [sample(950, false)],
      fastestCleanKhz: 480,
      fastestCleanUnderResetKhz: undefined,
      what: 'CPUID at 0xE000ED00',
    };
    const link = { ok: true, value, source: 'the probe' } as const;
    const chart = linkChartOf(probe(), { probe: healthyExamination.probe, link, tookMs: 1 });
    assert.equal(chart?.probe, `ST-LINK/V2-1 · V2J45M30 · ${serial}`);
    assert.equal(chart.fastestCleanKhz, 480);
    assert.equal(chart.state, 'finished');
  });

  it('is none where nothing was measured', () => {
    const link = { ok: false, why: 'no target answered' } as const;
    const test = { probe: healthyExamination.probe, link, tookMs: 1 };
    assert.equal(linkChartOf(probe(), test), undefined);
  });
});
