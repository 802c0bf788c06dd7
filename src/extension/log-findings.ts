// Findings in the log, each at the level of its severity.

import type * as vscode from 'vscode';
import { describeFinding } from '../findings/finding';
import type { Finding, Skipped } from '../findings/finding';

const levels = { error: 'error', warning: 'warn', information: 'info' } as const;

export function logFindings(
  log: vscode.LogOutputChannel,
  findings: readonly Finding[],
  skipped: readonly Skipped[],
): void {
  for (const finding of findings) log[levels[finding.severity]](describeFinding(finding));
  for (const { id, why } of skipped) log.debug(`${id} was not checked: ${why}`);
}
