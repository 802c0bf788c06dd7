// The lines of a map file, one after the other, with names that ld broke off put back before their numbers.

export interface MapLines {
  /** Moves on to the next line; false at the end of the text. */
  next(): boolean;
  /** The line that was reached, without its line end. */
  readonly text: string;
  /** Its number, from 1; of a line put together, that of the name. */
  readonly number: number;
}

/** A section's name that fills its column stands alone; its numbers follow on the next line. */
const nameAlone = /^ ?[^\s(]+$/;
const numbersAlone = /^ {2,}0x/;

/** One walk over the text, to be taken up where another loop left off. */
export function linesOf(text: string): MapLines {
  let from = 0;
  let count = 0;
  let upcoming = read();
  const lines = { text: '', number: 0, next };
  return lines;

  function read(): string | undefined {
    if (from > text.length) return undefined;
    const found = text.indexOf('\n', from);
    const end = found < 0 ? text.length : found;
    const line = text.slice(from, text[end - 1] === '\r' && end > from ? end - 1 : end);
    from = end + 1;
    return line;
  }

  function next(): boolean {
    if (upcoming === undefined) return false;
    lines.text = upcoming;
    lines.number = count += 1;
    upcoming = read();
    if (upcoming === undefined || !numbersAlone.test(upcoming)) return true;
    if (!nameAlone.test(lines.text)) return true;
    lines.text += upcoming;
    count += 1;
    upcoming = read();
    return true;
  }
}

export function hex(digits: string | undefined): number {
  return Number.parseInt(digits ?? '', 16);
}
