// Whether two trees say the same, wherever it is written.

/** Offsets are the only numbers in a tree (values are bigints), so numbers do not count. Linear; needs no stack. */
export function isSameTree(one: object, other: object): boolean {
  const rest: [unknown, unknown][] = [[one, other]];
  for (let pair = rest.pop(); pair !== undefined; pair = rest.pop()) {
    const [a, b] = pair;
    if (typeof a !== typeof b) return false;
    if (typeof a === 'number') continue;
    if (!isObject(a) || !isObject(b)) {
      if (a !== b) return false;
      continue;
    }
    const keys = Object.keys(a);
    if (keys.length !== Object.keys(b).length) return false;
    for (const key of keys) rest.push([a[key], b[key]]);
  }
  return true;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
