// What `probe` found, for a person at a bench: the readings as a table, what the checks make of them, and at the end, in
// short, what is not known.

import { listedAt } from '../../analysis/probe-words';
import { printable } from '../../base/text';
import type { Examination } from '../../examination/examination';
import type { ProbeReport } from '../probe/probe-report';
import { linkTable } from './link-table';
import { notDetermined } from './not-determined';
import type { NotDetermined } from './not-determined';
import { findingLines, notCheckedLines } from './probe-findings';
import { rowsOf } from './probe-rows';
import type { Row } from './probe-rows';
import { painter, summary } from './text';
import { hanging, wrap } from './wrap';

const columns = 80;
const labelWidth = 12;

export function renderProbeText(
  report: ProbeReport,
  { isColoured }: { readonly isColoured: boolean },
): string {
  const paint = painter(isColoured);
  const { linkTest, findings } = report;
  const rows = rowsOf(report);
  const shown = rows.filter((row) => !isSharedUnknown(row, rows));
  const told = new Set(shown.flatMap(({ lines }) => lines));
  const layout = { columns, paint };
  const notes = [
    ...unknownRows(rows),
    ...unknownParts(report.examination),
    ...notCheckedLines(report),
  ];
  const blocks = [
    shown.flatMap(({ label, lines }) => rowLines(label, lines, (head) => paint('bold', head))),
    ...(linkTest === undefined ? [] : [testLines(linkTest, paint)]),
    ...findings.map((finding) => findingLines(finding, told, sourcesOf(report), layout)),
    notes.flatMap((note) => wrap(printable(note), columns)).map((line) => paint('faint', line)),
    [paint('bold', summary(report))],
  ];
  const isFilled = (lines: readonly string[]): boolean => lines.length > 0;
  return `${blocks
    .filter(isFilled)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function rowLines(
  label: string,
  lines: readonly string[],
  paintHead: (head: string) => string,
): readonly string[] {
  const empty = ' '.repeat(labelWidth);
  return lines
    .flatMap((line) => hanging(empty, printable(line), columns))
    .map((line, index) => {
      const head = index === 0 ? paintHead(label.padEnd(labelWidth)) : empty;
      return head + line.slice(labelWidth);
    });
}

function testLines(
  test: NonNullable<ProbeReport['linkTest']>,
  paint: ReturnType<typeof painter>,
): readonly string[] {
  return test.ok
    ? linkTable(test.value, paint).trimEnd().split('\n')
    : [`Link test: not determined: ${test.why}`];
}

/** What evidence calls the probe. */
function sourcesOf({ chosen, examination }: ProbeReport): ReadonlySet<string> {
  const opened = examination?.probe.ok === true ? examination.probe.value : undefined;
  const names = opened === undefined ? [] : [opened.name, `${opened.name} at ${opened.place}`];
  const listed = chosen === undefined ? [] : [chosen.name, listedAt(chosen)];
  return new Set([...names, ...listed, 'the probe']);
}

/** One reason, such as a silent target, leaves most rows empty: it is said once, at the end. */
function isSharedUnknown({ unknown }: Row, rows: readonly Row[]): boolean {
  return unknown !== undefined && rows.filter((row) => row.unknown === unknown).length > 1;
}

function unknownRows(rows: readonly Row[]): readonly string[] {
  const shared = rows.filter((row) => isSharedUnknown(row, rows));
  const said = new Set(rows.flatMap(({ lines }) => lines));
  return byReason(
    shared.flatMap(({ label, unknown: why = '' }) =>
      // The row of the probe has this reason.
      said.has(`not opened: ${why}`)
        ? []
        : [{ what: label === 'NRST' ? label : label.toLowerCase(), why }],
    ),
  );
}

/** What no row of the table says; by reason. */
function unknownParts(examination: Examination | undefined): readonly string[] {
  // An examination that broke off leaves everything open that came later.
  if (examination?.opening.state !== 'opened') return [];
  return byReason(
    notDetermined(examination, '').flatMap(({ what, why }) => {
      const name = partNames[what] ?? /^\w+: (.+)$/.exec(what)?.[1];
      return name === undefined ? [] : [{ what: name, why }];
    }),
  );
}

/** In words, what the JSON calls by its path; the table says it of whole readings and of the pulse on NRST. */
const partNames: Readonly<Record<string, string>> = {
  'supply.haltedVolts': 'voltage while halted',
  'supply.underResetVolts': 'voltage under reset',
  'connection.underReset': 'connecting under reset',
  'link.samples': 'link',
};

function byReason(all: readonly NotDetermined[]): readonly string[] {
  const reasons = new Map<string, string[]>();
  for (const { what, why } of all) reasons.set(why, [...(reasons.get(why) ?? []), what]);
  return [...reasons].map(
    ([why, parts]) => `not determined: ${parts.join(', ')}: ${why.replace(/\.$/, '')}`,
  );
}
