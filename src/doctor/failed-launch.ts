// What the doctor is told of a launch or session that failed.

import type { TranscriptLine } from '../base/transcript';
import type { Facts } from '../analysis/facts';
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
  /** Of the server that GDB was connected to, where it ended by itself. */
  readonly serverEnd: ServerEnd | undefined;
}

export interface ServerEnd {
  /** "OpenOCD was killed by SIGKILL." */
  readonly text: string;
  /** By a signal, a crash among them. */
  readonly isKilled: boolean;
}

/** How far a launch had come. */
export type Moment = 'connect' | 'load' | 'run';

const moments: Readonly<Record<string, Moment>> = {
  'gdb-cannot-run': 'connect',
  'gdb-no-arm': 'connect',
  'server-port-taken': 'connect',
  'server-failed': 'connect',
  'target-no-answer': 'connect',
  'connect-failed': 'connect',
  'load-failed': 'load',
  'verify-failed': 'load',
  'target-gone': 'run',
  'cannot-resume': 'run',
};

/** @returns undefined where the failure can come at any moment. */
export function momentOf({ failure }: FailedLaunch): Moment | undefined {
  return moments[failure.code];
}
