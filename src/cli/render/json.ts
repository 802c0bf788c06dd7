// Findings for other programs: the shapes of findings/finding.ts, unchanged.

import type { Report } from './index';

export function renderJson(report: Report): string {
  const { findings, skipped } = report;
  return `${JSON.stringify({ findings, skipped }, undefined, 2)}\n`;
}
