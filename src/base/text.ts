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

/** Finds line and column of an offset; built once per text. */
export class LineIndex {
  private readonly starts: number[] = [0];

  constructor(text: string) {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
      this.starts.push(at + 1);
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

/** Cuts a byte stream into lines at LF (a CR before it is dropped) without breaking UTF-8 sequences. */
export class LineSplitter {
  private readonly decoder = new TextDecoder();
  private rest: string[] = [];

  constructor(private readonly onLine: (line: string) => void) {}

  push(chunk: Uint8Array): void {
    const text = this.decoder.decode(chunk, { stream: true });
    let from = 0;
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', from)) {
      this.emit(text.slice(from, at));
      from = at + 1;
    }
    if (from < text.length) this.rest.push(text.slice(from));
  }

  /** Gives out an unfinished last line, when the stream has ended. */
  end(): void {
    if (this.rest.length > 0) this.emit('');
  }

  private emit(tail: string): void {
    const line = this.rest.length === 0 ? tail : this.rest.join('') + tail;
    this.rest = [];
    this.onLine(line.endsWith('\r') ? line.slice(0, -1) : line);
  }
}
