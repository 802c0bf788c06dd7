// A log that somebody hands over → why the launch failed, as a card. Part of the analyzer's bundle.

import { readLogText } from '../base/log-text';
import { LogWindow } from '../base/log-window';
import { explainLines } from '../doctor/diagnose';
import type { Diagnosis, SaidLine } from '../findings/diagnosis';
import type { FailureCard } from '../protocol/failure-card';
import { logCardOf } from './log-card-of';

const pieceBytes = 1024 * 1024;

export interface GivenLog {
  /** Where it is from: a file's name, `Clipboard`. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Lines of a document that stand before it. */
  readonly linesBefore: number;
  /** It is a document, whose lines can be shown. */
  readonly canOpen: boolean;
}

export type LogExplanation =
  | { readonly ok: true; readonly card: FailureCard }
  /** `why` completes "NAME …". */
  | { readonly ok: false; readonly why: string };

export function explainLogText({ name, bytes, linesBefore, canOpen }: GivenLog): LogExplanation {
  const window = new LogWindow();
  // In pieces, of which those in the middle of a long log go.
  for (let at = 0; at < bytes.length; at += pieceBytes)
    window.push(bytes.subarray(at, at + pieceBytes));
  const text = readLogText(window.end());
  if (!text.ok) return text;
  const { lines, numberOf, lostLines } = text.log;
  const diagnosis = numbered(explainLines(lines), (line) => numberOf(line) + linesBefore);
  return { ok: true, card: logCardOf(diagnosis, { name, canOpen, lostLines }) };
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
