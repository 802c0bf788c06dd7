// What is wrong with a map file as such: that its end is missing.

import type { Connection, Diagnostic } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { beginningOfMap, otherThanMap } from '../../linker/map/map-kind';
import { readMapFile } from '../../linker/map/map-file';
import { incompleteNote } from '../../linker/map/map-notes';
import { DiagnosticSeverity } from '../protocol-values';

/** At the last line, behind which the rest is lacking. Text that is no map file at all is none of ours. */
export function mapDiagnostics(document: TextDocument): readonly Diagnostic[] {
  const text = document.getText();
  const isMap = [undefined, beginningOfMap].includes(otherThanMap(text));
  const note = isMap ? incompleteNote(readMapFile(text)) : undefined;
  if (note === undefined) return [];
  const end = document.positionAt(text.trimEnd().length);
  return [
    {
      range: { start: { line: end.line, character: 0 }, end },
      severity: DiagnosticSeverity.Warning,
      source: 'STM32 Preflight',
      code: 'map-incomplete',
      message: note,
    },
  ];
}

/** Tells the client of them; nothing of a document that never had any. */
export function mapProblems(connection: Connection): {
  tell(uri: string, diagnostics: readonly Diagnostic[]): void;
} {
  const told = new Set<string>();
  return {
    tell: (uri, diagnostics) => {
      if (diagnostics.length === 0 && !told.delete(uri)) return;
      if (diagnostics.length > 0) told.add(uri);
      connection
        .sendDiagnostics({ uri, diagnostics: [...diagnostics] })
        .catch((error: unknown) => connection.console.error(String(error)));
    },
  };
}
