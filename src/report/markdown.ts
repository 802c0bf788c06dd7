// Texts of others as Markdown that shows them and nothing else.

/** In one line, and nothing of it Markdown or HTML. */
export function inline(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\`*_<>|[\]#~&$]/g, (sign) => `\\${sign}`);
}

/** A block of code, whose fence is longer than any in it. */
export function fenced(text: string, language = ''): string {
  const runs = text.match(/`+/g) ?? [];
  const fence = '`'.repeat(runs.reduce((most, { length }) => Math.max(most, length + 1), 3));
  return `${fence}${language}\n${text}\n${fence}`;
}

/** @param rows of two cells, which are Markdown. */
export function table(rows: readonly (readonly [string, string])[]): string {
  const lines = rows.map((cells) => `| ${cells.join(' | ')} |`);
  return ['| | |', '| --- | --- |', ...lines].join('\n');
}

/** The beginning and the end of a list, and how many are left out between them. */
export interface Ends<T> {
  readonly first: readonly T[];
  readonly left: number;
  readonly last: readonly T[];
}

/**
 * As many from the beginning and the end as fit; all in `first` where they do.
 * @param limit of all characters; of them a quarter is for the beginning.
 */
export function endsOf<T>(
  all: readonly T[],
  limit: number,
  lengthOf: (each: T) => number,
): Ends<T> {
  const fitting = (candidates: Iterable<T>, room: number): number => {
    let [count, used] = [0, 0];
    for (const each of candidates) {
      used += lengthOf(each) + 1;
      if (used > room) break;
      count++;
    }
    return count;
  };
  if (fitting(all, limit) === all.length) return { first: all, left: 0, last: [] };
  const first = fitting(all, limit / 4);
  const last = fitting([...all].reverse(), (limit * 3) / 4);
  const left = all.length - first - last;
  return { first: all.slice(0, first), left, last: all.slice(all.length - last) };
}

/** Lines of which some may be left out; that is told where they stood. */
export function joined({ first, left, last }: Ends<string>): string {
  const told = `… ${left} ${left === 1 ? 'line' : 'lines'} left out …`;
  return [...first, ...(left === 0 ? [] : [told]), ...last].join('\n');
}

/** Lines of at most so many characters together. */
export function bounded(lines: readonly string[], limit: number): string {
  return joined(endsOf(lines, limit, ({ length }) => length));
}
