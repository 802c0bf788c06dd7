// The result of `probe --test-link` as a table with bars, 80 columns at most.

import { cleanClock, intervalWords, percent } from '../../analysis/link-words';
import type { LinkQuality, LinkSample } from '../../examination/examination';
import type { Paint } from './text';

const barWidth = 16;
/** Rates from here to 1 have a bar; below, one column. */
const leastRate = 1e-4;

export function linkTable(link: LinkQuality, paint: Paint): string {
  const { samples, what } = link;
  const head = `Link test: ${what}, the same read again and again`;
  const titles = '     clock  reset   reads  errors     rate      95 % interval';
  return [
    paint('bold', head),
    paint('faint', titles),
    ...samples.map((sample) => sampleLine(sample, paint)),
    paint('faint', 'bars: rate of errors, logarithmic from 0.01 % to 100 %'),
    paint('bold', `Result: ${cleanClock(link)}.`),
  ]
    .map((line) => `${line}\n`)
    .join('');
}

function sampleLine(sample: LinkSample, paint: Paint): string {
  const { speedKhz, underReset, reads, errors, rate } = sample;
  const cells = [
    `${speedKhz} kHz`.padStart(10),
    (underReset ? 'held' : '-').padStart(6),
    `${reads}`.padStart(7),
    `${errors}`.padStart(7),
    percent(rate).padStart(8),
    intervalWords(sample).padStart(18),
  ].join(' ');
  const bar = barOf(rate);
  return `${cells}  ${bar === '' ? 'clean' : paint('error', bar)}`;
}

function barOf(rate: number): string {
  if (!(rate > 0)) return '';
  const share = 1 - Math.log10(Math.min(1, rate)) / Math.log10(leastRate);
  return '#'.repeat(Math.max(1, Math.round(share * barWidth)));
}
