// Places in files: for findings, and in a sentence.

import type { SourceLocation } from '../findings/finding';
import type { IocPlace } from '../ioc/ioc-project';

/** The place of a key in a CubeMX project, for a finding. */
export function iocLocation(file: string, place: IocPlace): SourceLocation {
  const { line, column, endColumn } = place;
  return { file, line, column, endLine: line, endColumn };
}
