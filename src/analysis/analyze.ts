// Facts → findings, and which checks did not run. Pure.

import type { Finding, Skipped } from '../findings/finding';
import type { Check, CheckContext, Problem } from './check';
import type { Facts, UnknownFact } from './facts';

export interface Analysis {
  readonly findings: readonly Finding[];
  readonly skipped: readonly Skipped[];
  /** Ids of the checks that were made. */
  readonly made: readonly string[];
}

/** Runs every check whose facts are known, in the list's order; one that does not apply is not even skipped. */
export function analyze(facts: Facts, context: CheckContext, checks: readonly Check[]): Analysis {
  const findings: Finding[] = [];
  const skipped: Skipped[] = [];
  const made: string[] = [];
  for (const check of checks) {
    const missing = check.needs
      .map((name) => facts[name])
      .find((fact): fact is UnknownFact => !fact.ok);
    if (missing !== undefined) {
      if (missing.isNotNeeded !== true) skipped.push({ id: check.id, why: missing.why });
      continue;
    }
    made.push(check.id);
    for (const problem of check.run(facts, context)) findings.push(toFinding(check, problem));
  }
  return { findings, skipped, made };
}

function toFinding(check: Check, problem: Problem): Finding {
  return { id: check.id, severity: check.severity, ...problem };
}
