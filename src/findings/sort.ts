// The order in which findings are shown.

import type { Finding, Severity } from './finding';

const rank: Readonly<Record<Severity, number>> = { error: 0, warning: 1, information: 2 };

/** @returns a new list, errors first; within a severity the given order stays. */
export function sortFindings(findings: readonly Finding[]): readonly Finding[] {
  return [...findings].sort((a, b) => rank[a.severity] - rank[b.severity]);
}
