// (Contract.) Why a launch failed: a ranked list of causes, each with the lines that speak for it, the fix, and the one
// experiment that decides. Data only; made by doctor/, shown by every surface. It crosses process boundaries as JSON.

import type { Confidence, Evidence, SourceLocation } from './finding';

/** A line of a log or transcript, by its number from 1. */
export interface SaidLine {
  readonly line: number;
  readonly text: string;
}

/**
 * What can be tried to tell one cause from another. The first four are launches again with one thing changed; the
 * others open or ask something.
 */
export type ExperimentAction =
  | 'connect-under-reset'
  | 'slower-clock'
  | 'other-port'
  | 'relaunch'
  | 'examine-probe'
  | 'test-link'
  /** The user unplugs and plugs in the probe, or power-cycles the board; then the launch is tried again. */
  | 'replug-and-relaunch';

export interface Experiment {
  /** What to do and what each outcome means, one or two sentences. */
  readonly text: string;
  /** Where the extension can run it. */
  readonly action?: ExperimentAction;
}

export interface DiagnosedCause {
  /** Stable, kebab-case: `nrst-slow-or-held`. The docs page is `docs/causes/<id>.md`. */
  readonly id: string;
  /** One sentence: what is wrong. */
  readonly message: string;
  readonly confidence: Confidence;
  /** The lines that speak for it, most telling first. */
  readonly evidence: readonly SaidLine[];
  /** Facts of the checks before the launch that speak for or against it. */
  readonly facts: readonly Evidence[];
  /** What to do, one to three sentences. */
  readonly fix: string;
  readonly experiment: Experiment | undefined;
  /** The file at fault, for the Problems view. */
  readonly location?: SourceLocation;
  /** The launch attribute at fault. */
  readonly attribute?: string;
}

export interface Diagnosis {
  /** Most probable first; empty: not known. At most five. */
  readonly causes: readonly DiagnosedCause[];
  /** Lines that look like errors and mean nothing, with the reason. */
  readonly noise: readonly (SaidLine & { readonly why: string })[];
  /** The last lines that were said, for a diagnosis that knows no cause. */
  readonly lastLines: readonly SaidLine[];
}
