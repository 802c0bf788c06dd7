// Plain objects: what is one, and how members without a value are left out.

export type PlainRecord = Readonly<Record<string, unknown>>;

/** Whether a value is an object with members; null and lists are none. */
export function isObject(value: unknown): value is PlainRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @returns a new object with only the members that have a value. */
export function withoutUndefined<K extends string, T>(
  values: Readonly<Record<K, T | undefined>>,
): Readonly<Partial<Record<K, T>>> {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined),
  ) as Partial<Record<K, T>>;
}
