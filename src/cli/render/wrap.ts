// Text on lines of a given width.

/** A blank, but not between a number and its unit. */
const blank = / (?!(?:%|V|ms|s|kHz|kΩ|nF|µF|KiB)(?:[\s,;:.()]|$))/;

/** Breaks at blanks; a word that is longer stays whole. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(blank)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (longer.length > width && line !== '') {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return [...lines, line];
}

/** The first line begins with `head`, the others with as many blanks. */
export function hanging(head: string, text: string, columns: number): readonly string[] {
  const rest = ' '.repeat(head.length);
  return wrap(text, columns - head.length).map((line, index) => (index === 0 ? head : rest) + line);
}
