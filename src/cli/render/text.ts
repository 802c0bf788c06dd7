// Findings for people at a terminal.

import { describeFinding } from '../../findings/finding';
import type { Severity } from '../../findings/finding';
import type { Report } from './index';

export function renderText(report: Report): string {
  const findings = report.findings.map(
    (finding) => `${finding.severity} [${finding.id}] ${describeFinding(finding)}\n`,
  );
  const skipped = [...idsByReason(report)].map(([why, ids]) => `not checked: ${why} [${ids}]`);
  const blocks = [...findings, ...(skipped.length > 0 ? [`${skipped.join('\n')}\n`] : [])];
  return [...blocks, `${summary(report)}\n`].join('\n');
}

/** One missing file keeps many checks from running: said once, with their ids. */
function idsByReason(report: Report): ReadonlyMap<string, string> {
  const reasons = new Map<string, string>();
  for (const { id, why } of report.skipped) {
    const others = reasons.get(why);
    reasons.set(why, others === undefined ? id : `${others}, ${id}`);
  }
  return reasons;
}

function summary(report: Report): string {
  const count = (severity: Severity): number =>
    report.findings.filter((finding) => finding.severity === severity).length;
  const parts = [plural(count('error'), 'error'), plural(count('warning'), 'warning')];
  if (report.skipped.length > 0) parts.push(`${plural(report.skipped.length, 'check')} not made`);
  return `${parts.join(', ')}.`;
}

function plural(count: number, noun: string): string {
  return `${count === 0 ? 'no' : count} ${noun}${count === 1 ? '' : 's'}`;
}
