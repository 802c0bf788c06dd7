// A failure as the user is told it: the cause first where one was found, what the tools said as evidence, and the whole
// ranking in the Debug Console.

import { Failure } from '../base/failure';
import type { DiagnosedCause, Diagnosis } from '../findings/diagnosis';

/** @returns the failure with the cause's own words where it is at least likely; else with the possible causes named. */
export function withCause(failure: Failure, diagnosis: Diagnosis | undefined): Failure {
  const [first, ...others] = diagnosis?.causes ?? [];
  const said = withoutRuns(failure.evidence);
  if (first === undefined) {
    const { code, blame, message, fix } = failure;
    if (said.length === failure.evidence.length) return failure;
    return new Failure(code, blame, message, {
      ...{ evidence: said, cause: failure },
      ...(fix === undefined ? {} : { fix }),
    });
  }
  const isSure = first.confidence !== 'possible';
  const [fact] = first.facts;
  const evidence = [
    ...(isSure && failure.message !== fact?.what ? [failure.message] : []),
    ...first.facts.map(({ what, where }) => `${what} (${where})`),
    ...said,
  ];
  const known = fact === undefined ? first.message : `${first.message} ${fact.what}`;
  if (isSure)
    return new Failure(failure.code, failure.blame, known, {
      ...{ evidence, fix: first.fix, cause: failure },
    });
  const many =
    others.length === 0 ? 'A possible cause' : 'Several causes are possible, first of all';
  const fix = [
    ...(failure.fix === undefined ? [] : [failure.fix]),
    ...(first.experiment === undefined ? [] : [`To find out: ${first.experiment.text}`]),
  ].join('\n');
  return new Failure(failure.code, failure.blame, `${failure.message}\n${many}: ${first.message}`, {
    evidence,
    // A fix for a mere candidate would read like the answer.
    ...(fix === '' ? {} : { fix }),
    cause: failure,
  });
}

/** A server that says the same again and again has said it once. */
function withoutRuns(lines: readonly string[]): readonly string[] {
  return lines.filter((line, index) => line !== lines[index - 1]);
}

/**
 * The diagnosis as plain text, one cause after the other.
 * @param isBrief the client shows it elsewhere: here stands the first cause, and what the others are called.
 */
export function diagnosisText({ causes, noise, lastLines }: Diagnosis, isBrief: boolean): string {
  if (causes.length === 0) {
    const said = lastLines.map(({ text }) => `  ${text}`);
    return ['The cause is not known. What was said last:', ...said].join('\n');
  }
  const [first, ...others] = causes;
  if (isBrief && first !== undefined) {
    const ids = others.map(({ id }) => id).join(', ');
    return [causeText(first, 1), ...(others.length === 0 ? [] : [`Also possible: ${ids}.`])].join(
      '\n',
    );
  }
  const told = causes.map((cause, index) => causeText(cause, index + 1)).join('\n');
  const ignored = noise.map(({ text, why }) => `Means nothing here: ${text} (${why})`);
  return ['Why it failed, the most probable cause first:', told, ...ignored].join('\n');
}

function causeText(cause: DiagnosedCause, rank: number): string {
  const { message, confidence, evidence, facts, fix, experiment, id } = cause;
  return [
    `${rank}. ${capital(confidence)}: ${message} [${id}]`,
    ...facts.map(({ what, where }) => `     ${what} (${where})`),
    ...evidence.map(({ text }) => `     ${text.trim()}`),
    `   Fix: ${fix}`,
    ...(experiment === undefined ? [] : [`   To find out: ${experiment.text}`]),
  ].join('\n');
}

function capital(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}
