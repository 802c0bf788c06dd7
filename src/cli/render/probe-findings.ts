// What the checks made of a probe and its target, on lines of a terminal: nothing here has a place in a file, and what
// the table above says is not said again.

import { printable } from '../../base/text';
import type { Evidence, Finding } from '../../findings/finding';
import type { ProbeReport } from '../probe/probe-report';
import { checksText, idsByReason, words } from './text';
import type { Paint } from './text';
import { hanging, wrap } from './wrap';

/** @param told lines that the reader has seen already. */
export function findingLines(
  finding: Finding,
  told: ReadonlySet<string>,
  sources: ReadonlySet<string>,
  { columns, paint }: { readonly columns: number; readonly paint: Paint },
): readonly string[] {
  const { severity, message, id, evidence, fixes } = finding;
  const [head, tail] = [`${words[severity]}:`, `[${id}]`];
  const lines = wrap(printable(`${head} ${message} ${tail}`), columns);
  return [
    ...lines.map((line, index) => {
      const isLast = index === lines.length - 1 && line.endsWith(tail);
      const plain = isLast ? line.slice(0, -tail.length) + paint('faint', tail) : line;
      return index === 0 ? paint(severity, head) + plain.slice(head.length) : plain;
    }),
    ...evidence
      .filter(({ what }) => !told.has(what))
      .flatMap((item) => hanging('  - ', printable(evidenceText(item, sources)), columns)),
    ...fixes.flatMap(({ title }) => hanging('  Fix: ', printable(title), columns)),
  ];
}

/** That it was the probe that said so goes without saying. */
function evidenceText({ what, where }: Evidence, sources: ReadonlySet<string>): string {
  return sources.has(where) ? what : `${what} (${where})`;
}

/** One line for each reason. The whole reason stands with what was not determined. */
export function notCheckedLines(report: ProbeReport): readonly string[] {
  return [...idsByReason(report)].map(([why, ids]) => {
    const [reason = why] = why.replace(/\.$/, '').split(': ');
    return `not checked: ${reason} ${checksText(ids)}`;
  });
}
