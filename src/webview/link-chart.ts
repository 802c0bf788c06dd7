// The page of "STM32: Test SWD Link", in the browser: the result in words, the picture, and the figures as a table. It is
// drawn anew with each clock that was measured.

import type { LinkChart, LinkChartSample } from '../protocol/link-chart';
import type { FromLinkChart, ShowLinkChart } from '../protocol/webview-messages';
import { element } from './element';
import { linkPicture } from './link-picture';
import {
  intervalWords,
  kindsWords,
  ratePercent,
  resultOf,
  seriesName,
  seriesNames,
} from './link-words';

declare function acquireVsCodeApi(): { postMessage(message: FromLinkChart): void };

window.addEventListener('message', ({ data }: MessageEvent<ShowLinkChart>) => draw(data.chart));
acquireVsCodeApi().postMessage({ type: 'ready' });

function draw(chart: LinkChart): void {
  const hint = 'Point at a mark, or go there with Tab and the arrow keys.';
  const detail = element('p', { class: 'detail', role: 'status', 'aria-live': 'polite' }, hint);
  const picture = linkPicture(chart, (text) => detail.replaceChildren(text));
  const result = element(
    'p',
    { class: 'result', role: 'status', 'aria-live': 'polite' },
    resultOf(chart),
  );
  document.body.replaceChildren(
    element(
      'main',
      {},
      element('h1', {}, 'SWD Link'),
      element(
        'p',
        { class: 'note' },
        chart.what === '' ? chart.probe : `${chart.probe} · read: ${chart.what}`,
      ),
      result,
      ...(chart.samples.length === 0 ? [] : [legend(chart), picture, detail, table(chart)]),
    ),
  );
}

function legend({ samples }: LinkChart): HTMLElement {
  const kinds = [
    ['free', seriesNames.free, false],
    ['held', seriesNames.held, true],
  ] as const;
  const shown = kinds.filter(([, , held]) => samples.some((s) => s.underReset === held));
  return element(
    'ul',
    { class: 'legend', 'aria-label': 'Marks' },
    ...shown.map(([kind, name]) =>
      element('li', {}, element('span', { class: `swatch ${kind}` }), ` ${name}`),
    ),
    element('li', {}, 'whiskers: 95 % interval'),
  );
}

function table(chart: LinkChart): HTMLElement {
  const head = [
    'Clock',
    'Reset',
    'Reads',
    'Failed',
    'Error rate',
    '95 % interval',
    'Kinds of errors',
  ];
  return element(
    'table',
    {},
    element('caption', {}, 'The same in figures'),
    element(
      'thead',
      {},
      element('tr', {}, ...head.map((text) => element('th', { scope: 'col' }, text))),
    ),
    element('tbody', {}, ...chart.samples.map((sample) => line(chart, sample))),
  );
}

function line(chart: LinkChart, sample: LinkChartSample): HTMLElement {
  const { speedKhz, underReset, reads, errors, rate, kinds } = sample;
  const fastest = underReset ? chart.fastestCleanUnderResetKhz : chart.fastestCleanKhz;
  const isFastest = fastest === speedKhz;
  const cells = [
    seriesName(underReset),
    String(reads),
    String(errors),
    ratePercent(rate),
    intervalWords(sample),
    kindsWords(kinds),
  ];
  return element(
    'tr',
    isFastest ? { class: 'fastest' } : {},
    element('th', { scope: 'row' }, `${speedKhz} kHz${isFastest ? ' (fastest clean)' : ''}`),
    ...cells.map((text) => element('td', {}, text)),
  );
}
