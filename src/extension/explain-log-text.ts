// A log that somebody hands over → why the launch failed, as Markdown. Part of the analyzer's bundle.

import { readLogText } from '../base/log-text';
import { LogWindow } from '../base/log-window';
import { explainLines } from '../doctor/diagnose';
import type { Diagnosis, SaidLine } from '../findings/diagnosis';
import { explanationMarkdown } from '../report/explanation';
import { inline } from '../report/markdown';

export interface GivenLog {
  /** Where it is from: a file's name, `Clipboard`. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Lines of a document that stand before it. */
  readonly linesBefore: number;
}

export type LogExplanation =
  | { readonly ok: true; readonly markdown: string }
  /** `why` completes "NAME …". */
  | { readonly ok: false; readonly why: string };

export function explainLogText({ name, bytes, linesBefore }: GivenLog): LogExplanation {
  const window = new LogWindow();
  window.push(bytes);
  const text = readLogText(window.end());
  if (!text.ok) return text;
  const { lines, numberOf, lostLines } = text.log;
  const diagnosis = numbered(explainLines(lines), (line) => numberOf(line) + linesBefore);
  const parts = [
    `# What failed: ${inline(name)}`,
    ...explanationMarkdown(diagnosis),
    ...(lostLines === 0
      ? []
      : [`The log is long: ${lostLines} lines in the middle of it were not looked at.`]),
  ];
  return { ok: true, markdown: `${parts.join('\n\n')}\n` };
}

function numbered(
  { causes, noise, lastLines }: Diagnosis,
  numberOf: (line: number) => number,
): Diagnosis {
  const renumber = <T extends SaidLine>(said: readonly T[]): readonly T[] =>
    said.map((each) => ({ ...each, line: numberOf(each.line) }));
  return {
    causes: causes.map((cause) => ({ ...cause, evidence: renumber(cause.evidence) })),
    noise: renumber(noise),
    lastLines: renumber(lastLines),
  };
}
