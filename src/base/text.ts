// Bytes to lines, and places in a text as people count them.

/** A place in a text; line and column count from 1, as editors show them. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A half-open range of character offsets. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

const lf = 10;
const cr = 13;

/** Finds line and column of an offset; built once per text. */
export class LineIndex {
  private readonly starts: number[] = [0];

  /** Lines end as in VS Code, whose places these are: at LF, CR LF, or a CR alone. */
  constructor(text: string) {
    // Not by indexOf for LF and CR in turn: optimised by V8 (Node 20) that looks for a CR through all of the text at
    // each LF, whether or not it is asked for.
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      const isEnd = code === lf || (code === cr && text.charCodeAt(at + 1) !== lf);
      if (isEnd) this.starts.push(at + 1);
    }
  }

  placeOf(offset: number): Place {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.starts[low] ?? 0) + 1 };
  }
}

/** Characters that move a cursor, end a line or turn the direction of writing, and halves of a pair. */
const unprintable = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/gu;

const named: Readonly<Record<string, string>> = { '\t': ' ', '\n': '\\n', '\r': '\\r' };

/**
 * A text that stays one line and looks like what it is, whatever file names and file contents are in it: characters
 * that a terminal or a list would act on are written as `\n`, `\x1b` or `\u{202e}`.
 */
export function printable(text: string): string {
  return text.replace(unprintable, (character) => {
    const code = character.charCodeAt(0);
    const hex = code.toString(16);
    return named[character] ?? (code < 0x100 ? `\\x${hex.padStart(2, '0')}` : `\\u{${hex}}`);
  });
}

/** What a stream that sends no line end is cut at, in characters: longer than any line that is meant to be read. */
const longestLine = 64 * 1024;

/**
 * Cuts a byte stream into lines at LF (a CR before it is dropped) without breaking UTF-8 sequences. A line that is too
 * long is given out once that is seen, cut, and the rest of it is dropped: memory stays bounded whatever comes.
 */
export class LineSplitter {
  private readonly decoder = new TextDecoder();
  private rest: string[] = [];
  private restLength = 0;
  /** The line was given out already; what still comes of it is dropped. */
  private isCut = false;

  constructor(
    private readonly onLine: (line: string) => void,
    private readonly longest = longestLine,
  ) {}

  push(chunk: Uint8Array): void {
    const text = this.decoder.decode(chunk, { stream: true });
    let from = 0;
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', from)) {
      this.add(text.slice(from, at));
      this.emit();
      from = at + 1;
    }
    if (from < text.length) this.add(text.slice(from));
  }

  /** Gives out an unfinished last line, when the stream has ended. */
  end(): void {
    if (this.restLength > 0) this.emit();
  }

  private add(piece: string): void {
    if (this.isCut) return;
    this.rest.push(piece);
    this.restLength += piece.length;
    if (this.restLength <= this.longest) return;
    this.onLine(`${this.rest.join('').slice(0, this.longest)}…`);
    this.rest = [];
    this.restLength = 0;
    this.isCut = true;
  }

  private emit(): void {
    const line = this.rest.join('');
    const { isCut } = this;
    this.rest = [];
    this.restLength = 0;
    this.isCut = false;
    if (!isCut) this.onLine(line.endsWith('\r') ? line.slice(0, -1) : line);
  }
}
