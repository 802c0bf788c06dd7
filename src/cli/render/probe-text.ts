// What `probe` found, for a person at a bench: the readings as a table, then what the checks make of them.

import { printable } from '../../base/text';
import type { ProbeReport } from '../probe/probe-report';
import { linkTable } from './link-table';
import { notDetermined } from './not-determined';
import type { NotDetermined } from './not-determined';
import { rowsOf } from './probe-rows';
import { painter, renderText } from './text';

const columns = 80;
const labelWidth = 12;

export function renderProbeText(
  report: ProbeReport,
  { isColoured }: { readonly isColoured: boolean },
): string {
  const paint = painter(isColoured);
  const { examination, linkTest, cwd, findings, skipped } = report;
  const table = rowsOf(report).flatMap(({ label, lines }) => {
    const wrapped = lines.flatMap((line) => wrap(printable(line), columns - labelWidth));
    return wrapped.map((line, index) => {
      const head = (index === 0 ? label : '').padEnd(labelWidth);
      return `${index === 0 ? paint('bold', head) : head}${line}\n`;
    });
  });
  const open = examination === undefined ? [] : openParts(notDetermined(examination, ''));
  const unknown = open.flatMap(({ what, why }) =>
    wrap(printable(`not determined: ${what}: ${why}`), columns).map(
      (line) => `${paint('faint', line)}\n`,
    ),
  );
  const folder = { folder: cwd, name: '', home: { file: cwd }, findings, skipped };
  return [
    ...table,
    ...(unknown.length > 0 ? ['\n', ...unknown] : []),
    ...(linkTest === undefined ? [] : ['\n', testText(linkTest, paint)]),
    '\n',
    renderText({ cwd, projects: [folder], failures: [] }, { isColoured }),
  ].join('');
}

function testText(
  test: NonNullable<ProbeReport['linkTest']>,
  paint: ReturnType<typeof painter>,
): string {
  return test.ok ? linkTable(test.value, paint) : `Link test: not determined: ${test.why}\n`;
}

/** What has no row of its own, once for each reason; the table says it of whole readings. */
function openParts(all: readonly NotDetermined[]): readonly NotDetermined[] {
  const reasons = new Map<string, string[]>();
  for (const { what, why } of all.filter((each) => /[.:]/.test(each.what))) {
    reasons.set(why, [...(reasons.get(why) ?? []), what]);
  }
  return [...reasons].map(([why, parts]) => ({ what: parts.join(', '), why }));
}

/** Breaks at blanks; a word that is longer stays whole. */
function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (longer.length > width && line !== '') {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return [...lines, line];
}
