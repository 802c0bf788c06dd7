// Median and spread of a handful of measurements. Not a statistics library: the samples are few and their spread is shown, not modelled.

export interface Summary {
  readonly median: number;
  readonly min: number;
  readonly max: number;
  readonly count: number;
}

/**
 * @param samples in any order; not changed
 * @returns the middle value, or the mean of the two middle ones
 * @throws RangeError when there is no sample
 */
export function median(samples: readonly number[]): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  if (upper === undefined || lower === undefined) throw new RangeError('median of no sample');
  return (lower + upper) / 2;
}

/** @returns undefined when there is no sample */
export function summarize(samples: readonly number[]): Summary | undefined {
  if (samples.length === 0) return undefined;
  return {
    median: median(samples),
    min: Math.min(...samples),
    max: Math.max(...samples),
    count: samples.length,
  };
}

/** Three significant digits, without exponent: 0.123, 1.23, 12.3, 1234; a whole number as it is. */
export function formatNumber(value: number): string {
  if (Number.isInteger(value)) return String(value);
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return value.toFixed(Math.min(digits, 3));
}

/** `median [min..max]`; the median alone when all samples are equal. */
export function formatSummary(summary: Summary): string {
  const middle = formatNumber(summary.median);
  if (summary.min === summary.max) return middle;
  return `${middle} [${formatNumber(summary.min)}..${formatNumber(summary.max)}]`;
}
