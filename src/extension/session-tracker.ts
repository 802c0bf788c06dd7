// Hears what the adapter says beyond DAP and passes it on: log entries to the output channel, findings to
// show-findings.ts. It never notifies: a launch that failed is shown by VS Code itself.

import * as vscode from 'vscode';
import { describeFinding } from '../findings/finding';
import { findingsEvent, logEvent } from '../protocol/debug-events';
import type { FindingsEvent, LogEvent } from '../protocol/debug-events';
import { debugType } from './candidates';
import type { Services } from './services';
import type { ShowFindings } from './show-findings';

export function trackSessions({ log }: Services, showFindings: ShowFindings): vscode.Disposable {
  return vscode.debug.onDidReceiveDebugSessionCustomEvent(({ session, event, body }) => {
    if (session.type !== debugType) return;
    switch (event) {
      case logEvent:
        writeLog(log, body as LogEvent);
        break;
      case findingsEvent:
        logFindings(log, session, body as FindingsEvent);
        showFindings.show(session, (body as FindingsEvent).findings);
        break;
    }
  });
}

function writeLog(log: vscode.LogOutputChannel, { level, message, source }: LogEvent): void {
  log[level](`[${source}] ${message}`);
}

function logFindings(
  log: vscode.LogOutputChannel,
  session: vscode.DebugSession,
  { findings, skipped }: FindingsEvent,
): void {
  const levels = { error: 'error', warning: 'warn', information: 'info' } as const;
  log.info(`${session.name}: findings ${findings.length}, checks skipped ${skipped.length}`);
  for (const finding of findings) log[levels[finding.severity]](describeFinding(finding));
  for (const { id, why } of skipped) log.debug(`${id} was not checked: ${why}`);
}
