// A linker script's findings: what parser and evaluator say, then every check that can run.

import type { Finding, Skipped } from '../findings/finding';
import type { ScriptProblem } from '../linker/script-model';
import { scriptChecks } from './index';
import { fixesOf } from './problem-fixes';
import type { ScriptFacts, ScriptNeed } from './script-check';
import { scriptEvidence, scriptLocation } from './script-words';

export interface SkippedCheck extends Skipped {
  /** What was lacking. */
  readonly need: ScriptNeed;
}

export interface ScriptReport {
  /** In the order of the list; problems of the language first. */
  readonly findings: readonly Finding[];
  readonly skipped: readonly SkippedCheck[];
}

/** Problems that may be none: a -L may come from a command line that nobody has seen here. */
const unsure: ReadonlySet<string> = new Set(['ld-include-missing']);

/** More than anybody reads; a file that is no linker script at all could have thousands. */
const mostFindings = 100;

const whyNot: Readonly<Record<ScriptNeed, string>> = {
  part: 'the part is not known',
  build: 'there is no ELF or map file of a build',
  needed: "the project's sources were not read",
};

/** @param covered ids of checks of the linked file that run as well; what they tell better is left to them. */
export function checkScript(
  facts: ScriptFacts,
  covered: ReadonlySet<string> = new Set(),
): ScriptReport {
  const findings: Finding[] = facts.script.problems.map((problem) => findingOf(problem, facts));
  const skipped: SkippedCheck[] = [];
  for (const check of scriptChecks) {
    const { id, severity, needs, coveredBy } = check;
    const lacking = needs.find((need) => facts[need] === undefined);
    if (coveredBy.some((other) => covered.has(other))) continue;
    if (lacking !== undefined) skipped.push({ id, why: whyNot[lacking], need: lacking });
    else findings.push(...check.run(facts).map((found) => ({ severity, ...found, id })));
  }
  return { findings: findings.slice(0, mostFindings), skipped };
}

function findingOf(problem: ScriptProblem, facts: ScriptFacts): Finding {
  const { id, message, place, isError } = problem;
  return {
    id,
    severity: isError ? 'error' : unsure.has(id) ? 'information' : 'warning',
    message,
    evidence: [scriptEvidence(message, place)],
    fixes: fixesOf(problem, facts),
    location: scriptLocation(place),
  };
}
