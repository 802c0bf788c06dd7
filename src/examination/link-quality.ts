// Counts of reads → what can be said of the link.

import type { LinkQuality, LinkSample } from './examination';
import { wilson } from './wilson';

export interface ReadCounts {
  readonly speedKhz: number;
  readonly underReset: boolean;
  readonly reads: number;
  readonly transfersPerRead: number;
  readonly kinds: Readonly<Record<string, number>>;
}

export function linkSample(counts: ReadCounts): LinkSample {
  const errors = Object.values(counts.kinds).reduce((sum, count) => sum + count, 0);
  const { rate, low, high } = wilson(errors, counts.reads);
  return { ...counts, errors, rate, rateLow: low, rateHigh: high };
}

/**
 * Whether the target itself refused every read: a protected or damaged flash (a word with two wrong bits faults on parts
 * with ECC), or one that is being erased, which keeps the bus waiting. It says nothing of the wires.
 */
export function isRefused({ reads, errors, kinds }: LinkSample): boolean {
  const isWord = (kind: string) => kind.endsWith('fault') || kind.endsWith('wait');
  return reads > 0 && errors === reads && Object.keys(kinds).every(isWord);
}

/** @param samples in any order, at most one of a clock and a state of NRST. */
export function linkQuality(samples: readonly LinkSample[], what: string): LinkQuality {
  const sorted = [...samples].sort(
    (a, b) => b.speedKhz - a.speedKhz || Number(a.underReset) - Number(b.underReset),
  );
  const fastestClean = (underReset: boolean): number | undefined =>
    sorted.find((one) => one.underReset === underReset && one.reads > 0 && one.errors === 0)
      ?.speedKhz;
  return {
    samples: sorted,
    fastestCleanKhz: fastestClean(false),
    fastestCleanUnderResetKhz: fastestClean(true),
    what,
  };
}
