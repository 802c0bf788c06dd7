// How many letters a name is away from another one that may be meant by it.

/** Names beyond any sensible length are not looked at. */
const longestName = 64;

/** Letters put in, left out, changed, or swapped with the next one (optimal string alignment). */
export function editDistance(a: string, b: string): number {
  if (a.length > longestName || b.length > longestName) return Number.POSITIVE_INFINITY;
  let above: readonly number[] = [];
  let row: readonly number[] = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let at = 1; at <= a.length; at += 1) {
    const next = [at];
    for (let index = 1; index <= b.length; index += 1) {
      const changed = (row[index - 1] ?? 0) + (a[at - 1] === b[index - 1] ? 0 : 1);
      const isSwapped = a[at - 1] === b[index - 2] && a[at - 2] === b[index - 1];
      const swapped = isSwapped ? (above[index - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY;
      next.push(Math.min(changed, (row[index] ?? 0) + 1, (next[index - 1] ?? 0) + 1, swapped));
    }
    [above, row] = [row, next];
  }
  return row.at(-1) ?? 0;
}
