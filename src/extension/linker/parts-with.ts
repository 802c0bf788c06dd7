// The setting that keeps the chosen parts, with one of them changed. Pure.

type Parts = Readonly<Record<string, string>>;

/** @returns undefined when nothing is left to keep: the setting goes */
export function partsWith(
  parts: Parts | undefined,
  path: string,
  part: string | undefined,
): Parts | undefined {
  const others = Object.entries(parts ?? {}).filter(([each]) => each !== path);
  const entries = part === undefined ? others : [...others, [path, part] as const];
  if (entries.length === 0) return undefined;
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
