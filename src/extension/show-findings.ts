// Findings that have a place in a file become problems there. The others are in the Debug Console and in the
// launch's error message, which the adapter and VS Code write.

import * as vscode from 'vscode';
import type { Finding, Severity, SourceLocation } from '../findings/finding';
import { describeFinding } from '../findings/finding';

export interface ShowFindings extends vscode.Disposable {
  /** Adds a session's findings to those it has shown; the first of a session replace its predecessor's. */
  show(session: vscode.DebugSession, findings: readonly Finding[]): void;
}

const severities: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
};

/** One list of problems for each launch configuration, gone when that configuration is launched again. */
export function createShowFindings(): ShowFindings {
  const shown = new Map<string, { session: string; problems: vscode.DiagnosticCollection }>();
  return {
    show(session, findings) {
      const owner = `${session.workspaceFolder?.uri.toString() ?? ''} ${session.configuration.name}`;
      const problems =
        shown.get(owner)?.problems ??
        vscode.languages.createDiagnosticCollection('stm32-preflight');
      if (shown.get(owner)?.session !== session.id) problems.clear();
      shown.set(owner, { session: session.id, problems });
      for (const finding of findings) add(problems, session, finding);
    },
    dispose() {
      for (const { problems } of shown.values()) problems.dispose();
    },
  };
}

function add(
  problems: vscode.DiagnosticCollection,
  session: vscode.DebugSession,
  finding: Finding,
): void {
  const { location } = finding;
  if (location === undefined) return;
  const uri = uriOf(location.file, session);
  const severity = severities[finding.severity];
  const problem = new vscode.Diagnostic(toRange(location), describeFinding(finding), severity);
  problem.source = 'STM32 Preflight';
  problem.code = finding.id;
  problems.set(uri, [...(problems.get(uri) ?? []), problem]);
}

function uriOf(file: string, session: vscode.DebugSession): vscode.Uri {
  const isAbsolute = /^([\\/]|[a-zA-Z]:[\\/])/.test(file);
  const folder = session.workspaceFolder;
  if (isAbsolute || folder === undefined) return vscode.Uri.file(file);
  return vscode.Uri.joinPath(folder.uri, file);
}

/** Places of findings count from 1, VS Code's from 0. Without an end, the rest of the line is marked. */
function toRange({ line = 1, column = 1, endLine, endColumn }: SourceLocation): vscode.Range {
  const lastLine = (endLine ?? line) - 1;
  const lastColumn = endColumn === undefined ? Number.MAX_SAFE_INTEGER : endColumn - 1;
  return new vscode.Range(line - 1, column - 1, lastLine, lastColumn);
}
