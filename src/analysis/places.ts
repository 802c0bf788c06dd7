// Places in files: for findings, and in a sentence.

import { fileNameOf } from '../base/file-name';
import type { SourceLocation } from '../findings/finding';
import type { IocPlace } from '../ioc/ioc-project';
import type { ScriptPlace } from '../linker/script-model';

/** A place in a linker script, for a finding. */
export function scriptLocation(place: ScriptPlace): SourceLocation {
  const { file, line, column, endLine, endColumn } = place;
  return { file, line, column, endLine, endColumn };
}

/** The place of a key in a CubeMX project, for a finding. */
export function iocLocation(file: string, place: IocPlace): SourceLocation {
  const { line, column, endColumn } = place;
  return { file, line, column, endLine: line, endColumn };
}

/** `main.c:42`. */
export function shortPlace({
  file,
  line,
}: Required<Pick<SourceLocation, 'file' | 'line'>>): string {
  return `${fileNameOf(file)}:${line}`;
}
