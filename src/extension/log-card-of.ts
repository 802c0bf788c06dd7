// The card of a log that somebody hands over: as that of a failed launch, without what only a launch has. Pure.

import type { DiagnosedCause, Diagnosis, SaidLine } from '../findings/diagnosis';
import type { CardCause, CardLine, FailureCard } from '../protocol/failure-card';
import { shown } from '../report/explanation';

export interface LogFacts {
  readonly name: string;
  /** Its lines can be shown in their document. */
  readonly canOpen: boolean;
  /** Lines in its middle that were not looked at. */
  readonly lostLines: number;
}

export function logCardOf(
  { causes, noise, lastLines }: Diagnosis,
  { name, canOpen, lostLines }: LogFacts,
): FailureCard {
  return {
    launch: 'Explained log',
    step: name,
    message:
      lostLines === 0
        ? ''
        : `The log is long: ${lostLines} lines in the middle of it were not looked at.`,
    causes: causes.map(causeCard),
    noise: noise.map((said) => ({ ...lineCard(said), why: said.why })),
    lastLines: causes.length > 0 ? [] : lastLines.map(lineCard),
    log: { canOpen },
  };
}

function causeCard(cause: DiagnosedCause): CardCause {
  const { id, confidence, message, fix, evidence, facts, experiment } = cause;
  return {
    ...{ id, confidence, message, fix },
    evidence: evidence.map(lineCard),
    facts: facts.map(({ what, where, location }) => ({ what, where, location })),
    experiment: experiment && { text: experiment.text, button: undefined },
  };
}

/** Whose line it is, only a launch knows. */
function lineCard({ line, text }: SaidLine): CardLine {
  return { line, text: shown(text), source: undefined };
}
