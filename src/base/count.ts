// A number with its noun.

/** `0 reads`, `1 read`, `2 reads`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
