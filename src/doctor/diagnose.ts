// (Contract.) From what was said and what is known to a ranked list of causes. Pure and synchronous.

import type { TranscriptLine } from '../base/transcript';
import type { Facts } from '../analysis/facts';
import type { Diagnosis } from '../findings/diagnosis';
import type { Finding } from '../findings/finding';
import type { LaunchArgs } from '../launch/launch-args';

/** A launch or session that failed, as the adapter knows it. */
export interface FailedLaunch {
  /** Oldest first. */
  readonly transcript: readonly TranscriptLine[];
  /** The failure that ended it: its code of base/failure.ts and its message. */
  readonly failure: { readonly code: string; readonly message: string };
  readonly args: LaunchArgs;
  readonly facts: Facts;
  /** Of the checks before the launch; with the checks off only few facts are known. */
  readonly findings: readonly Finding[];
  /** The command line of the server, when one was started. */
  readonly serverCommand: readonly string[] | undefined;
}

/** @returns causes ranked by what the transcript, the facts and the command line say. */
export function diagnose(failed: FailedLaunch): Diagnosis {
  return explainLines(failed.transcript.map(({ text }) => text));
}

/** Of a log of any of these tools, line by line; nothing else is known. */
export function explainLines(lines: readonly string[]): Diagnosis {
  const lastLines = lines
    .map((text, index) => ({ line: index + 1, text }))
    .filter(({ text }) => text.trim() !== '')
    .slice(-8);
  return { causes: [], noise: [], lastLines };
}
