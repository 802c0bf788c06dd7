// The causes of a failed launch as problems, where a file is at fault. Pure.

import type { DiagnosedCause, Diagnosis } from '../findings/diagnosis';
import type { Confidence, Finding, Severity } from '../findings/finding';

const severities: Readonly<Record<Confidence, Severity>> = {
  confirmed: 'error',
  likely: 'warning',
  possible: 'information',
};

/** Only those with a place: in a file, or at an attribute of launch.json. */
export function causeFindings({ causes }: Diagnosis): readonly Finding[] {
  return causes
    .filter(({ location, attribute }) => location !== undefined || attribute !== undefined)
    .map(toFinding);
}

function toFinding(cause: DiagnosedCause): Finding {
  const { id, message, confidence, evidence, facts, fix, location, attribute } = cause;
  return {
    ...{ id, confidence, severity: severities[confidence] },
    message:
      confidence === 'confirmed'
        ? message
        : `${message} (${confidence} cause of the failed launch)`,
    evidence: [
      ...evidence.map(({ text }) => ({ what: text.trim(), where: 'the failed launch' })),
      ...facts,
    ],
    fixes: [{ title: fix }],
    ...(location === undefined ? {} : { location }),
    ...(attribute === undefined ? {} : { attribute }),
  };
}
