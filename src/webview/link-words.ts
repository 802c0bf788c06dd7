// The link test in words: its result, its points, its figures. Pure.

import type { LinkChart, LinkChartSample } from '../protocol/link-chart';

export const seriesNames = { free: 'reset not held', held: 'reset held' } as const;

export function seriesName(underReset: boolean): string {
  return underReset ? seriesNames.held : seriesNames.free;
}

/** The result in a sentence or two. */
export function resultOf(chart: LinkChart): string {
  const { samples, state, why, fastestCleanKhz, fastestCleanUnderResetKhz } = chart;
  if (state === 'running') return `${samples.length} measured; the test is running.`;
  if (state === 'stopped') return `Not finished: ${why ?? 'it was called off'}.`;
  if (samples.length === 0) return 'Nothing was measured.';
  const free = samples.some(({ underReset }) => !underReset);
  const held = samples.some(({ underReset }) => underReset);
  const parts = [
    ...(free ? [verdict(fastestCleanKhz, held ? 'Reset not held' : undefined)] : []),
    ...(held ? [verdict(fastestCleanUnderResetKhz, 'Reset held')] : []),
  ];
  return parts.join(' ');
}

function verdict(khz: number | undefined, when: string | undefined): string {
  const text =
    khz === undefined ? 'no clock was without errors.' : `fastest clean clock ${khz} kHz.`;
  return when === undefined ? text.slice(0, 1).toUpperCase() + text.slice(1) : `${when}: ${text}`;
}

export function pointWords(sample: LinkChartSample): string {
  const { speedKhz, underReset, reads, errors, kinds } = sample;
  const why = kindsWords(kinds);
  return [
    `${speedKhz} kHz, ${seriesName(underReset)}: ${errors} of ${reads} reads failed`,
    `${ratePercent(sample.rate)}, 95 % interval ${intervalWords(sample)}`,
    ...(why === '' ? [] : [why]),
  ].join('; ');
}

export function intervalWords({ rateLow, rateHigh }: LinkChartSample): string {
  return `${ratePercent(rateLow)} to ${ratePercent(rateHigh)}`;
}

/** Two digits that count; never `0 %` for something, never `100 %` for not quite all. */
export function ratePercent(rate: number): string {
  const percent = 100 * rate;
  if (percent === 0) return '0 %';
  if (percent < 0.001) return '< 0.001 %';
  if (percent > 99.9 && percent < 100) return '> 99.9 %';
  return `${Number(percent.toPrecision(percent > 99 ? 3 : 2))} %`;
}

/** `3 × a wrong parity bit, 1 × another value without complaint`. */
export function kindsWords(kinds: LinkChartSample['kinds']): string {
  return kinds.map(({ kind, count }) => `${count} × ${kind}`).join(', ');
}
