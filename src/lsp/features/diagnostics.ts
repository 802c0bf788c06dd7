// Problems of a linker script, as the editor shows them. What is a problem is decided in script-checks.

import { DiagnosticSeverity } from 'vscode-languageserver';
import type { Diagnostic } from 'vscode-languageserver';
import type { Finding, Severity } from '../../findings/finding';
import { checkScript } from '../../script-checks/check-script';
import type { Feature } from '../feature';
import type { ScriptView } from '../script-view';

export const diagnostics: Feature = {
  capabilities: {},
  listen(connection, views) {
    const publish = (uri: string, found: Diagnostic[]): void => {
      connection
        .sendDiagnostics({ uri, diagnostics: found })
        .catch((error: unknown) => connection.console.error(String(error)));
    };
    views.onChange((view) => publish(view.uri, diagnose(view)));
    views.onClose((uri) => publish(uri, []));
  },
};

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
};

/** Of this document; those of what it includes belong to these. */
export function diagnose({ file, facts }: ScriptView): Diagnostic[] {
  return checkScript(facts).findings.flatMap((finding) => {
    return finding.location?.file === file ? [toDiagnostic(finding)] : [];
  });
}

function toDiagnostic({ id, message, severity, location }: Finding): Diagnostic {
  const { line = 1, column = 1, endLine = line, endColumn = column } = location ?? {};
  return {
    code: id,
    message,
    range: {
      start: { line: line - 1, character: column - 1 },
      end: { line: endLine - 1, character: endColumn - 1 },
    },
    severity: severities[severity],
    source: 'STM32 Preflight',
  };
}
