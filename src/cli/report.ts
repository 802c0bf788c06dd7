// What a run of `check` found, as the renderers are given it.

import type { Finding, Skipped, SourceLocation } from '../findings/finding';

export const formats = ['text', 'json', 'sarif'] as const;

export type Format = (typeof formats)[number];

/** What was found in one project: by all its launch configurations, each finding once. */
export interface ProjectReport {
  /** Absolute. */
  readonly folder: string;
  /** `folder` as seen from where the program was started; for people. */
  readonly name: string;
  /** Errors first. */
  readonly findings: readonly Finding[];
  readonly skipped: readonly Skipped[];
  /** The place for a finding that has none: the launch configuration, or the file that was looked at. */
  readonly home: SourceLocation;
}

/** Why a project or an input could not be looked at. */
export interface ReadFailure {
  readonly folder: string;
  readonly message: string;
}

export interface Report {
  /** The folder the program was started in; absolute. */
  readonly cwd: string;
  /** By their paths. */
  readonly projects: readonly ProjectReport[];
  readonly failures: readonly ReadFailure[];
}
