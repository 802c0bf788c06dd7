// Problems of a linker script, as the editor shows them. What is a problem is decided in src/linker.

import { DiagnosticSeverity } from 'vscode-languageserver';
import type { Diagnostic } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { findUnbalanced } from '../../linker/brackets';
import { tokenize } from '../../linker/lexer';

/** More than anybody reads; a file that is no linker script at all could have thousands. */
const mostShown = 100;

export function diagnose(document: TextDocument): Diagnostic[] {
  const text = document.getText();
  return findUnbalanced(text, tokenize(text))
    .slice(0, mostShown)
    .map(({ id, message, span }) => ({
      code: id,
      message,
      range: { start: document.positionAt(span.start), end: document.positionAt(span.end) },
      severity: DiagnosticSeverity.Error,
      source: 'STM32 Preflight',
    }));
}
