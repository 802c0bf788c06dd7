// Edits of a linker script for fixes: put text somewhere, replace what stands there, take a statement out.

import type { FileEdit } from '../findings/finding';
import type { ScriptInput, ScriptPlace, ScriptSection } from '../linker/script-model';

export function insertBefore(place: ScriptPlace, newText: string): FileEdit {
  const at = { line: place.line, column: place.column };
  return { file: place.file, start: at, end: at, newText };
}

export function insertBehind(place: ScriptPlace, newText: string): FileEdit {
  const at = { line: place.endLine, column: place.endColumn };
  return { file: place.file, start: at, end: at, newText };
}

export function replacePlace(place: ScriptPlace, newText: string): FileEdit {
  const start = { line: place.line, column: place.column };
  const end = { line: place.endLine, column: place.endColumn };
  return { file: place.file, start, end, newText };
}

/** `*(.isr_vector)` becomes `KEEP(*(.isr_vector))`. */
export function keepEdits({ place }: ScriptInput): readonly FileEdit[] {
  return [insertBefore(place, 'KEEP('), insertBehind(place, ')')];
}

/** A statement or a whole output section in front of a section, on lines of its own and as far to the right. */
export function insertAbove({ place }: ScriptSection, lines: readonly string[]): FileEdit {
  const indent = ' '.repeat(place.column - 1);
  const indented = lines.map((line, at) => (at === 0 || line === '' ? line : indent + line));
  return insertBefore(place, `${indented.join('\n')}\n${indent}`);
}
