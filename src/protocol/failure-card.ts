// What the card of a failed launch, or of a log, shows, ready to be drawn. It crosses from the extension to its webview.

import type { ExperimentAction } from '../findings/diagnosis';
import type { Confidence, SourceLocation } from '../findings/finding';

export interface FailureCard {
  /** Name of the launch configuration; of a log, that it is one. */
  readonly launch: string;
  /** What failed: `Programming failed`; of a log its name. */
  readonly step: string;
  /** What was said: the failure's own sentence; may be empty for a log. */
  readonly message: string;
  /** Most probable first; empty: not known. */
  readonly causes: readonly CardCause[];
  /** Lines that look like errors and mean nothing. */
  readonly noise: readonly CardNoise[];
  /** The last lines that were said; only where no cause is known. */
  readonly lastLines: readonly CardLine[];
  /** Only for a log that was handed over, and not for a launch of this window. */
  readonly log?: {
    /** Its lines can be shown in their document. */
    readonly canOpen: boolean;
  };
}

export interface CardCause {
  /** The docs page is called the same. */
  readonly id: string;
  readonly confidence: Confidence;
  readonly message: string;
  /** The lines that speak for it. */
  readonly evidence: readonly CardLine[];
  /** What the checks before the launch found. */
  readonly facts: readonly CardFact[];
  readonly fix: string;
  readonly experiment: CardExperiment | undefined;
}

export interface CardLine {
  /** From 1, in the launch report or the log. */
  readonly line: number;
  readonly text: string;
  /** Who said it: `OpenOCD`, `GDB`; undefined where that is not known. */
  readonly source: string | undefined;
}

export interface CardNoise extends CardLine {
  readonly why: string;
}

export interface CardFact {
  readonly what: string;
  readonly where: string;
  /** To jump to. */
  readonly location: SourceLocation | undefined;
}

export interface CardExperiment {
  /** What to do, and what each outcome means. */
  readonly text: string;
  /** The button that does it; undefined where only the user can. */
  readonly button: { readonly label: string; readonly action: ExperimentAction } | undefined;
}
