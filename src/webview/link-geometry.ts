// Where the points of the link test's picture go. Pure. Both axes are logarithmic; below the smallest rate that could be
// measured the scale ends in a band of its own for "no error".

import type { LinkChart, LinkChartSample } from '../protocol/link-chart';

/** Units of the picture; the browser scales them. */
export const frame = { width: 800, height: 400, left: 70, right: 16, top: 66, bottom: 58 } as const;

export interface Tick {
  readonly at: number;
  readonly label: string;
}

export interface Point {
  readonly sample: LinkChartSample;
  readonly x: number;
  readonly y: number;
  /** Ends of the interval. */
  readonly yLow: number;
  readonly yHigh: number;
}

export interface LinkGeometry {
  /** Without reset, then with; each in order of the clock. */
  readonly series: readonly { readonly underReset: boolean; readonly points: readonly Point[] }[];
  readonly clocks: readonly Tick[];
  readonly rates: readonly Tick[];
  /** X of the fastest clean clock of each series that has one. */
  readonly clean: readonly {
    readonly underReset: boolean;
    readonly x: number;
    readonly khz: number;
  }[];
}

/** How far the two series stand apart, so that one does not hide the other. */
const apart = 5;

export function geometryOf(chart: LinkChart): LinkGeometry {
  const { samples } = chart;
  const toX = clockScale(samples.map(({ speedKhz }) => speedKhz));
  const decades = decadesOf(samples);
  const toY = rateScale(decades);
  const both = samples.some((s) => s.underReset) && samples.some((s) => !s.underReset);
  const shift = (underReset: boolean): number => (both ? (underReset ? apart : -apart) : 0);
  const series = [false, true].map((underReset) => ({
    underReset,
    points: samples
      .filter((sample) => sample.underReset === underReset)
      .sort((a, b) => a.speedKhz - b.speedKhz)
      .map((sample) => ({
        sample,
        x: toX(sample.speedKhz) + shift(underReset),
        y: toY(sample.rate),
        yLow: toY(sample.rateLow),
        yHigh: toY(sample.rateHigh),
      })),
  }));
  const fastest = [
    { underReset: false, khz: chart.fastestCleanKhz },
    { underReset: true, khz: chart.fastestCleanUnderResetKhz },
  ];
  return {
    series: series.filter(({ points }) => points.length > 0),
    clocks: clockTicks(samples, toX),
    rates: [
      { at: toY(0), label: '0' },
      ...range(-decades, 0).map((power) => ({ at: toY(10 ** power), label: percentOf(power) })),
    ],
    clean: fastest.flatMap(({ underReset, khz }) =>
      khz === undefined ? [] : [{ underReset, khz, x: toX(khz) + shift(underReset) }],
    ),
  };
}

function clockScale(clocks: readonly number[]): (khz: number) => number {
  const [low, high] = [Math.min(...clocks), Math.max(...clocks)].map(Math.log) as [number, number];
  const [from, to] = [frame.left + 24, frame.width - frame.right - 24];
  if (!(high > low)) return () => (from + to) / 2;
  return (khz) => from + ((Math.log(khz) - low) / (high - low)) * (to - from);
}

/** Every clock once; one that would stand on its neighbour's label has none. */
function clockTicks(samples: readonly LinkChartSample[], toX: (khz: number) => number): Tick[] {
  const clocks = [...new Set(samples.map(({ speedKhz }) => speedKhz))].sort((a, b) => b - a);
  const ticks: Tick[] = [];
  let room = Infinity;
  for (const khz of clocks) {
    const at = toX(khz);
    const isFree = room - at >= 60;
    if (isFree) room = at;
    ticks.push({ at, label: isFree ? clockLabel(khz) : '' });
  }
  return ticks;
}

/** `950 kHz`, `1.8 MHz`. */
export function clockLabel(khz: number): string {
  if (khz < 1000) return `${khz} kHz`;
  const mega = khz / 1000;
  return `${Number(mega.toFixed(2))} MHz`;
}

/** How many powers of ten the smallest rate that could have been seen is below 100 %. */
function decadesOf(samples: readonly LinkChartSample[]): number {
  const most = Math.max(10, ...samples.map(({ reads }) => reads));
  return Math.min(6, Math.ceil(Math.log10(most)));
}

/** The band of "no error" is as high as a decade. */
function rateScale(decades: number): (rate: number) => number {
  const bottom = frame.height - frame.bottom;
  const decade = (bottom - frame.top) / (decades + 1);
  return (rate) => {
    const power = rate > 0 ? Math.log10(Math.min(1, rate)) : -Infinity;
    return Math.min(bottom, frame.top - power * decade);
  };
}

function percentOf(power: number): string {
  return `${Number((100 * 10 ** power).toPrecision(1))} %`;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
