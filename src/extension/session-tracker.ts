// Hears what the adapter says beyond DAP and passes it on: log entries to the output channel, findings to the
// preflight service, what became of a launch to its record, its problems and its card. It does not notify of failures: those
// are shown by VS Code itself, once.

import * as vscode from 'vscode';
import {
  findingsEvent,
  imageComparedEvent,
  launchRecordEvent,
  logEvent,
} from '../protocol/debug-events';
import type {
  FindingsEvent,
  ImageCompared,
  LaunchRecord,
  LogEvent,
} from '../protocol/debug-events';
import { debugType } from './candidates';
import { causeFindings } from './cause-findings';
import { failureCardOf } from './failure-card-of';
import type { Services } from './services';
import { tellDifference } from './tell-difference';

export function trackSessions(services: Services): vscode.Disposable {
  const { log } = services;
  /** Sessions whose difference was told: a reset compares once more. */
  const told = new Set<string>();
  return vscode.debug.onDidReceiveDebugSessionCustomEvent(({ session, event, body }) => {
    if (session.type !== debugType) return;
    switch (event) {
      case logEvent:
        writeLog(log, body as LogEvent);
        break;
      case findingsEvent:
        take(services, session, body as FindingsEvent);
        break;
      case launchRecordEvent:
        keepRecord(services, session, body as LaunchRecord).catch((error: unknown) => {
          log.error(`What became of the launch could not be shown: ${String(error)}`);
        });
        break;
      case imageComparedEvent: {
        const compared = body as ImageCompared;
        if (compared.outcome === 'same' || told.has(session.id)) break;
        told.add(session.id);
        tellDifference(services, session, compared).catch((error: unknown) => {
          log.error(`The target could not be programmed: ${String(error)}`);
        });
        break;
      }
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

async function keepRecord(
  services: Services,
  session: vscode.DebugSession,
  record: LaunchRecord,
): Promise<void> {
  const { records, failureCard, preflight, drivers, offerToKeep } = services;
  const { workspaceFolder: folder, configuration } = session;
  const launch = { folder, configuration };
  const { outcome, failure, diagnosis, way, findings } = record;
  records.put(record, session);
  const hasFailed = outcome === 'failed' && failure?.code !== 'cancelled';
  if (hasFailed || diagnosis !== undefined) {
    const driver = drivers.find(({ id }) => id === configuration['servertype']);
    failureCard.put({ launch, card: failureCardOf(record, driver) });
  }
  const atFault = diagnosis === undefined ? [] : causeFindings(diagnosis);
  if (atFault.length > 0) await preflight.store.show(launch, [...findings, ...atFault]);
  if (outcome === 'started' && way !== undefined) await offerToKeep(launch, way);
}
