// The picture of the link test: error rate over clock, a series each with and without reset held, intervals as whiskers.
// Points take the keyboard's focus; arrow keys go from one to the next. Shapes differ, not only colours.

import type { LinkChart } from '../protocol/link-chart';
import { svgElement } from './element';
import { frame, geometryOf } from './link-geometry';
import type { LinkGeometry, Point } from './link-geometry';
import { pointWords, seriesName } from './link-words';

const bottom = frame.height - frame.bottom;
const right = frame.width - frame.right;

/** @param show on hover, on focus and on a click. */
export function linkPicture(chart: LinkChart, show: (text: string) => void): SVGSVGElement {
  const geometry = geometryOf(chart);
  const svg = svgElement('svg', {
    class: 'chart',
    viewBox: `0 0 ${frame.width} ${frame.height}`,
    role: 'group',
    'aria-label': 'Error rate of the SWD link by clock',
  });
  svg.append(
    ...axes(geometry),
    ...geometry.clean.map(({ underReset, x, khz }, index) => cleanMark(underReset, x, khz, index)),
    ...geometry.series.flatMap(({ underReset, points }) => series(underReset, points, show)),
  );
  svg.addEventListener('keydown', moveFocus);
  return svg;
}

function axes({ clocks, rates }: LinkGeometry): readonly SVGElement[] {
  const text = (attributes: Readonly<Record<string, string | number>>, label: string): SVGElement =>
    svgElement('text', attributes, label);
  return [
    ...rates.flatMap(({ at, label }) => [
      svgElement('line', { class: 'grid', x1: frame.left, x2: right, y1: at, y2: at }),
      text({ class: 'tick', x: frame.left - 8, y: at + 4, 'text-anchor': 'end' }, label),
    ]),
    ...clocks.flatMap(({ at, label }) => [
      svgElement('line', { class: 'axis', x1: at, x2: at, y1: bottom, y2: bottom + 5 }),
      text({ class: 'tick', x: at, y: bottom + 20, 'text-anchor': 'middle' }, label),
    ]),
    svgElement('line', { class: 'axis', x1: frame.left, x2: right, y1: bottom, y2: bottom }),
    text(
      {
        class: 'title',
        x: (frame.left + right) / 2,
        y: frame.height - 14,
        'text-anchor': 'middle',
      },
      'SWD clock',
    ),
    text({ class: 'title', x: 8, y: 16 }, 'Reads that failed'),
  ];
}

/** A line from top to bottom at the fastest clock without an error, named above it. */
function cleanMark(underReset: boolean, x: number, khz: number, index: number): SVGElement {
  const kind = underReset ? 'held' : 'free';
  const anchor = x > right - 160 ? 'end' : 'start';
  const label = `fastest clean: ${khz} kHz${underReset ? ', reset held' : ''}`;
  const y = frame.top - 26 + index * 16;
  const at = { x: anchor === 'end' ? x - 5 : x + 5, y, 'text-anchor': anchor };
  return svgElement(
    'g',
    { class: `clean ${kind}`, 'aria-hidden': 'true' },
    svgElement('line', { x1: x, x2: x, y1: y - 10, y2: bottom }),
    svgElement('text', at, label),
  );
}

function series(
  underReset: boolean,
  points: readonly Point[],
  show: (text: string) => void,
): readonly SVGElement[] {
  const kind = underReset ? 'held' : 'free';
  const line = points.map(({ x, y }) => `${x},${y}`).join(' ');
  return [
    svgElement('polyline', { class: `line ${kind}`, points: line, 'aria-hidden': 'true' }),
    svgElement(
      'g',
      { role: 'group', 'aria-label': seriesName(underReset) },
      ...points.map((point) => pointShape(kind, point, show)),
    ),
  ];
}

function pointShape(
  kind: 'free' | 'held',
  { x, y, yLow, yHigh, sample }: Point,
  show: (text: string) => void,
): SVGElement {
  const words = pointWords(sample);
  const cap = (at: number): SVGElement =>
    svgElement('line', { class: `whisker ${kind}`, x1: x - 4, x2: x + 4, y1: at, y2: at });
  const group = svgElement(
    'g',
    { class: `point ${kind}`, tabindex: 0, role: 'img', 'aria-label': words },
    svgElement('line', { class: `whisker ${kind}`, x1: x, x2: x, y1: yLow, y2: yHigh }),
    cap(yLow),
    cap(yHigh),
    svgElement('circle', { class: 'around', cx: x, cy: y, r: 10 }),
    kind === 'free'
      ? svgElement('circle', { class: 'dot', cx: x, cy: y, r: 5 })
      : svgElement('rect', { class: 'dot', x: x - 4.5, y: y - 4.5, width: 9, height: 9 }),
  );
  for (const event of ['focus', 'mouseenter', 'click'])
    group.addEventListener(event, () => show(words));
  return group;
}

function moveFocus({ key, target }: KeyboardEvent): void {
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[key];
  if (step === undefined || !(target instanceof SVGElement)) return;
  const all = [...document.querySelectorAll<SVGElement>('svg.chart [tabindex]')];
  all[all.indexOf(target) + step]?.focus();
}
