// The name that was probably meant by one that does not exist: a letter or two away, whatever its case.

/** More letters to change than this, and it is another word. */
const mostEdits = 2;

/** @returns undefined when none of the names is near. */
export function nearestName<N extends string>(given: string, names: Iterable<N>): N | undefined {
  const wanted = bare(given);
  // Nothing is as long as its own mistakes: "x" is two letters away from "on".
  const most = Math.min(mostEdits, Math.ceil(wanted.length / 2) - 1);
  let best: { readonly name: N; readonly distance: number } | undefined;
  for (const name of names) {
    const distance = editDistance(wanted, bare(name));
    if (distance <= most && distance < (best?.distance ?? Infinity)) best = { name, distance };
  }
  return best?.name;
}

/** "ST-Link" and "stlink" are one word. */
function bare(name: string): string {
  return name.toLowerCase().replace(/[-_ ]/g, '');
}

function editDistance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > mostEdits) return Infinity;
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substitution, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
