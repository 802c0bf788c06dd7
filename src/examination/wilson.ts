// The interval in which a rate lies when some of n trials failed.

/** Normal quantile of 95 %. */
const z = 1.959964;

/**
 * Wilson's score interval: unlike the usual one it is right for few trials and for rates near 0.
 * @returns 0 to 1 without any trial
 */
export function wilson(
  failed: number,
  trials: number,
): { readonly rate: number; readonly low: number; readonly high: number } {
  if (trials === 0) return { rate: 0, low: 0, high: 1 };
  const rate = failed / trials;
  const zz = (z * z) / trials;
  const middle = (rate + zz / 2) / (1 + zz);
  const half = (z / (1 + zz)) * Math.sqrt((rate * (1 - rate)) / trials + zz / (4 * trials));
  return {
    rate,
    low: failed === 0 ? 0 : Math.max(0, middle - half),
    high: failed === trials ? 1 : Math.min(1, middle + half),
  };
}
