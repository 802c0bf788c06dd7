// The shape of a check: facts in, problems out. Pure and synchronous; what it needs is declared, so that a
// check whose facts are missing is skipped with a reason instead of guessing.

import type { Finding, Severity } from '../findings/finding';
import type { LaunchArgs } from '../launch/launch-args';
import type { ServerDriver } from '../launch/server-driver';
import type { Fact, FactName, Facts, FactValues, KnownFact } from './facts';

/** A finding without what the check already says; at least one piece of evidence. */
export interface Problem extends Omit<Finding, 'id' | 'severity'> {
  /** When it differs from the check's. */
  readonly severity?: Severity;
}

/** What was asked for; the facts are what was found. */
export interface CheckContext {
  readonly args: LaunchArgs;
  /** Undefined when the servertype is not known. */
  readonly driver: ServerDriver | undefined;
}

/** What a check's `run` is given: the facts it needs, known; and those it would like, known or not. */
export type FactsOf<N extends FactName, U extends FactName> = {
  readonly [K in N]: KnownFact<FactValues[K]>;
} & { readonly [K in U]: Fact<FactValues[K]> };

export interface CheckSpec<N extends FactName, U extends FactName = never> {
  /** Kebab-case; file, fixture folder and docs page are called the same. */
  readonly id: string;
  /** What is checked, a noun phrase for lists and docs. */
  readonly title: string;
  /** Of its problems, unless one says otherwise. */
  readonly severity: Severity;
  /** The facts it reads; without one of them it is skipped. */
  readonly needs: readonly N[];
  /** Facts that make its words better; it runs without them too. */
  readonly uses?: readonly U[];
  /** Gives no problem when all is well. Must not throw. */
  run(facts: FactsOf<N, U>, context: CheckContext): readonly Problem[];
}

/** A check as the list holds it. */
export interface Check {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly needs: readonly FactName[];
  run(facts: Facts, context: CheckContext): readonly Problem[];
}

/** Ties a check's `run` to the facts it declares. */
export function defineCheck<N extends FactName, U extends FactName = never>(
  spec: CheckSpec<N, U>,
): Check {
  return {
    id: spec.id,
    title: spec.title,
    severity: spec.severity,
    needs: spec.needs,
    // analyze() calls it only when every needed fact is known.
    run: (facts, context) => spec.run(facts as unknown as FactsOf<N, U>, context),
  };
}
