// Findings for the Debug Console: what the probe said, a summary line, then what is wrong, each with its place as a link. What is
// only good to know is counted, not told.

import type { DebugProtocol } from '@vscode/debugprotocol';
import { count } from '../base/count';
import { describeFinding } from '../findings/finding';
import type { Finding, Skipped } from '../findings/finding';

type Output = DebugProtocol.OutputEvent['body'];

export interface Told {
  readonly findings: readonly Finding[];
  readonly skipped: readonly Skipped[];
  readonly made: readonly string[];
  readonly seen: string | undefined;
  readonly unseen: string | undefined;
}

/**
 * What to print, in order.
 * @param isBrief the client shows the evidence elsewhere: here stand only message and fix.
 */
export function findingsOutput(told: Told, isBrief: boolean): readonly Output[] {
  const shown = told.findings.filter(({ severity }) => severity !== 'information');
  return [
    ...(told.seen === undefined ? [] : [{ category: 'console', output: `${told.seen}\n` }]),
    { category: 'console', output: `${summary(told)}\n` },
    ...shown.map((finding) => output(isBrief ? { ...finding, evidence: [] } : finding)),
  ];
}

/** `Preflight: 1 error, 2 notes; 31 checks made, 7 not (no .ioc file was found).` */
function summary({ findings, skipped, made, unseen }: Told): string {
  const countOf = (severity: Finding['severity']): number =>
    findings.filter((finding) => finding.severity === severity).length;
  const parts = [
    plural(countOf('error'), 'error'),
    plural(countOf('warning'), 'warning'),
    plural(countOf('information'), 'note'),
  ].filter((part) => part !== undefined);
  const found = parts.length === 0 ? 'nothing wrong was found' : parts.join(', ');
  const reasons = [...new Set(skipped.map(({ why }) => why.replace(/\.$/, '')))].join('; ');
  const left = skipped.length === 0 ? '' : `, ${skipped.length} not (${reasons})`;
  const checks = plural(made.length, 'check') ?? 'no check';
  const rest = unseen === undefined ? '' : ` ${unseen}`;
  return `Preflight: ${found}; ${checks} made${left}.${rest}`;
}

function plural(number: number, noun: string): string | undefined {
  return number === 0 ? undefined : count(number, noun);
}

function output(finding: Finding): Output {
  const { severity, id, location } = finding;
  return {
    category: 'stderr',
    output: `${severity}: ${describeFinding(finding)} [${id}]\n`,
    ...(location === undefined ? {} : { source: { path: location.file } }),
    ...(location?.line === undefined ? {} : { line: location.line }),
    ...(location?.column === undefined ? {} : { column: location.column }),
  };
}
