// What one log was found to say, with the line numbers of the log.

import type { LogText } from '../../base/log-text';
import { explainLines } from '../../doctor/diagnose';
import type { Diagnosis, SaidLine } from '../../findings/diagnosis';

export interface Explanation {
  /** As it was typed; `-` for standard input. */
  readonly file: string;
  readonly diagnosis: Diagnosis;
  /** Of the whole log. */
  readonly lines: number;
  /** How many of them, in the middle of a long log, were not looked at. */
  readonly lostLines: number;
}

export function explanationOf(file: string, { lines, numberOf, lostLines }: LogText): Explanation {
  const { causes, noise, lastLines } = explainLines(lines);
  const inLog = <T extends SaidLine>(said: readonly T[]): readonly T[] =>
    said.map((each) => ({ ...each, line: numberOf(each.line) }));
  const diagnosis = {
    causes: causes.map((cause) => ({ ...cause, evidence: inLog(cause.evidence) })),
    noise: inLog(noise),
    lastLines: inLog(lastLines),
  };
  // What stands behind the last line end is a line only when something is in it.
  const kept = lines.at(-1) === '' ? lines.length - 1 : lines.length;
  return { file, diagnosis, lines: kept + lostLines, lostLines };
}
