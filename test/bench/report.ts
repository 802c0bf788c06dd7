// Figures → Markdown: environment, one table a part, the remarks below it, and the bars.
import type { Bar, Measured } from './bars';
import { rowIds, rowOf, type RowId } from './rows';
import type { Samples } from './samples';
import { formatNumber, formatSummary } from './statistics';

export interface Contender {
  readonly id: string;
  readonly title: string;
}

export interface ReportInput {
  readonly measured: Measured;
  readonly contenders: readonly Contender[];
  readonly bars: readonly Bar[];
  /** One line each: machine, versions, rounds. */
  readonly facts: readonly string[];
  readonly directFacts: string;
  readonly proxiedFacts: string;
}

export function renderReport(input: ReportInput): string {
  const { measured, contenders, bars, facts } = input;
  const direct = contenders.filter(({ id }) => id !== 'oursProgrammed');
  return [
    '# Bench',
    '',
    ...facts.map((fact) => `- ${fact}`),
    '',
    '## Straight to QEMU',
    '',
    input.directFacts,
    '',
    ...table(measured.direct, direct, showValue),
    '',
    '## On the slow link: packets',
    '',
    input.proxiedFacts,
    '',
    ...table(measured.proxied, contenders, showPackets, 'packets'),
    '',
    '## On the slow link: times',
    '',
    ...table(measured.proxied, contenders, showValue),
    '',
    '## Bars',
    '',
    ...barTable(bars),
    '',
  ].join('\n');
}

type Show = (samples: Samples, row: RowId, contender: string) => string | undefined;

const showValue: Show = (samples, row, contender) => {
  const value = samples.value(row, contender);
  return value && formatSummary(value);
};

const showPackets: Show = (samples, row, contender) => {
  const packets = samples.packets(row, contender);
  return packets && formatSummary(packets);
};

function table(
  samples: Samples,
  contenders: readonly Contender[],
  show: Show,
  unit?: string,
): string[] {
  const notes: string[] = [];
  const noteMark = (text: string): string => {
    if (!notes.includes(text)) notes.push(text);
    return ` <sup>${notes.indexOf(text) + 1}</sup>`;
  };
  const cell = (row: RowId, contender: string): string => {
    const shown = show(samples, row, contender);
    if (shown !== undefined) return shown;
    const reason = samples.reason(row, contender);
    return reason === undefined ? '–' : `–${noteMark(reason)}`;
  };
  const shownRows = rowIds.filter((row) =>
    contenders.some(({ id }) => show(samples, row, id) !== undefined),
  );
  const lines = shownRows.map((row) => {
    const { title, remark, unit: rowUnit } = rowOf(row);
    const name = unit === undefined ? `${title}, ${rowUnit}` : title;
    const head = `${name}${remark === undefined ? '' : noteMark(remark)}`;
    const ratios =
      unit === undefined ? [ratio(samples, row, 'raw'), ratio(samples, row, 'cdt')] : [];
    const cells = [...contenders.map(({ id }) => cell(row, id)), ...ratios];
    return `| ${[head, ...cells].join(' | ')} |`;
  });
  const ratioTitles = unit === undefined ? ['ours / raw', 'ours / cdt'] : [];
  const heads = [unit ?? '', ...contenders.map(({ title }) => title), ...ratioTitles];
  return [
    `| ${heads.join(' | ')} |`,
    `|${heads.map((_, index) => (index === 0 ? '---' : '---:')).join('|')}|`,
    ...lines,
    '',
    ...notes.map((note, index) => `<sup>${index + 1}</sup> ${note}.  `),
  ];
}

function ratio(samples: Samples, row: RowId, base: string): string {
  const ours = samples.value(row, 'ours')?.median;
  const other = samples.value(row, base)?.median;
  return ours === undefined || other === undefined ? '' : formatNumber(ours / other);
}

function barTable(bars: readonly Bar[]): string[] {
  return [
    '| bar | kind | limit | measured | |',
    '|---|---|---:|---:|---|',
    ...bars.map(
      ({ title, kind, limit, actual, met }) =>
        `| ${title} | ${kind} | ${limit} | ${actual} | ${met ? 'met' : '**not met**'} |`,
    ),
  ];
}
