// Addresses as people write them. Numbers are unsigned inside; hex appears only at the edges.

/** `0x` and eight digits, more when the value needs them. */
export function hex32(value: number | bigint): string {
  return `0x${value.toString(16).padStart(8, '0')}`;
}

/** `0x413`: a number of few digits, as the manuals write it. */
export function shortHex(value: number): string {
  return `0x${value.toString(16)}`;
}

/** Reads `0x…` or decimal text; undefined when it is neither or not a safe unsigned integer. */
export function parseAddress(text: string): number | undefined {
  const trimmed = text.trim();
  if (!/^(0x[0-9a-f]+|\d+)$/i.test(trimmed)) return undefined;
  const value = Number(trimmed);
  return Number.isSafeInteger(value) ? value : undefined;
}
