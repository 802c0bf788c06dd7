// What a run of `probe` found, as its renderers are given it.

import type { Examination, LinkQuality, Reading } from '../../examination/examination';
import type { Finding, Skipped } from '../../findings/finding';
import type { ProbeInfo, ProbeList } from '../../probe/probe-info';

export interface ProbeReport {
  /** The folder the program was started in; absolute. */
  readonly cwd: string;
  readonly list: ProbeList;
  /** Undefined: none, or it is not known which. */
  readonly chosen: ProbeInfo | undefined;
  /** Undefined: it was not opened, `whyNot` says why. */
  readonly examination: Examination | undefined;
  readonly whyNot: string;
  /** `--test-link`; undefined: it was not asked for. */
  readonly linkTest: Reading<LinkQuality> | undefined;
  /** Errors first. */
  readonly findings: readonly Finding[];
  readonly skipped: readonly Skipped[];
}
