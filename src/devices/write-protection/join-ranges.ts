// Ranges of addresses, joined.

export interface AddressRange {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

/** Where the flash begins of all parts whose write protection is known. */
export const flashStart = 0x0800_0000;

/** In the order of their addresses; neighbours and overlaps become one. */
export function joinRanges(ranges: readonly AddressRange[]): readonly AddressRange[] {
  const joined: { start: number; end: number }[] = [];
  for (const { start, end } of [...ranges].sort((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else joined.push({ start, end });
  }
  return joined;
}

/** `count` bits of `value` from bit `first`, as a list. */
export function bitsOf(value: number, first: number, count: number): readonly boolean[] {
  return Array.from({ length: count }, (_, bit) => ((value >>> (first + bit)) & 1) === 1);
}
