// Hears what the adapter says beyond DAP and passes it on: log entries to the output channel, findings to the
// preflight service. It never notifies: a launch that was refused is shown by VS Code itself, once.

import * as vscode from 'vscode';
import { findingsEvent, logEvent } from '../protocol/debug-events';
import type { FindingsEvent, LogEvent } from '../protocol/debug-events';
import { debugType } from './candidates';
import type { Services } from './services';

export function trackSessions(services: Services): vscode.Disposable {
  const { log } = services;
  return vscode.debug.onDidReceiveDebugSessionCustomEvent(({ session, event, body }) => {
    if (session.type !== debugType) return;
    switch (event) {
      case logEvent:
        writeLog(log, body as LogEvent);
        break;
      case findingsEvent:
        take(services, session, body as FindingsEvent);
        break;
    }
  });
}

function writeLog(log: vscode.LogOutputChannel, { level, message, source }: LogEvent): void {
  log[level](`[${source}] ${message}`);
}

function take(services: Services, session: vscode.DebugSession, told: FindingsEvent): void {
  const { log, preflight, refused } = services;
  const { workspaceFolder: folder, configuration } = session;
  if (told.isRefused) refused.last = { folder, configuration };
  preflight.tell({ folder, configuration }, told).catch((error: unknown) => {
    log.error(`The findings could not be shown: ${String(error)}`);
  });
}
