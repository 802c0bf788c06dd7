// Sizes and shares as people read them.

/** `512 B`, `64 KiB`, `1.5 MiB`. */
export function bytes(count: number): string {
  if (count < 1024) return `${count} B`;
  if (count < 1024 * 1024) return `${round(count / 1024)} KiB`;
  return `${round(count / (1024 * 1024))} MiB`;
}

/** Never `0 %` for something, never `100 %` for not quite all. */
export function percent(part: number, whole: number): string {
  if (whole === 0 || part === 0) return '0 %';
  const exact = (100 * part) / whole;
  if (exact < 1) return '< 1 %';
  if (exact > 99 && exact < 100) return '> 99 %';
  return `${Math.round(exact)} %`;
}

function round(value: number): string {
  return value >= 100 || Number.isInteger(value) ? value.toFixed(0) : value.toFixed(1);
}
