// A log of any length in a bounded memory: its beginning, where the versions and the first error stand, and its end. The
// lines between them are counted, so that every line keeps its number. UTF-16 becomes UTF-8 on the way.

/** Kept from the beginning of a log, and from its end. */
const firstBytes = 2 * 1024 * 1024;
const lastBytes = 6 * 1024 * 1024;

/** Most that is kept of a log. */
export const logLimitBytes = firstBytes + lastBytes;

/** What was kept of a log. */
export interface LogBytes {
  /** The whole of a log that is not too long; else up to the end of a line. */
  readonly first: Uint8Array;
  /** From the beginning of a line; empty where `first` has all. */
  readonly last: Uint8Array;
  /** Lines between the two, and their bytes; 0 where nothing is lost. */
  readonly lostLines: number;
  readonly lostBytes: number;
}

export class LogWindow {
  private readonly transcoder = new Transcoder();
  private readonly lost = new LineCounter();
  private readonly first: Uint8Array[] = [];
  private readonly last: Uint8Array[] = [];
  private firstSize = 0;
  private lastSize = 0;

  /** @param chunk the next bytes; they are kept, not copied. */
  push(chunk: Uint8Array): void {
    this.keep(this.transcoder.push(chunk));
  }

  end(): LogBytes {
    this.keep(this.transcoder.end());
    if (this.lost.bytes === 0) {
      const all = join([...this.first, ...this.last]);
      return { first: all, last: new Uint8Array(), lostLines: 0, lostBytes: 0 };
    }
    const last = join(this.last);
    // Half a line is none. A line that is longer than all that is kept stays as it is.
    const begin = last.indexOf(lineFeed) + 1;
    this.lost.add(last.subarray(0, begin));
    const { lines: lostLines, bytes: lostBytes } = this.lost;
    return { first: join(this.first), last: last.subarray(begin), lostLines, lostBytes };
  }

  private keep(bytes: Uint8Array): void {
    const room = firstBytes - this.firstSize;
    if (room > 0) {
      const head = bytes.subarray(0, room);
      this.first.push(head);
      this.firstSize += head.length;
    }
    const rest = bytes.subarray(Math.max(0, room));
    if (rest.length === 0) return;
    this.last.push(rest);
    this.lastSize += rest.length;
    for (let [oldest] = this.last; oldest !== undefined; [oldest] = this.last) {
      if (this.lastSize - oldest.length < lastBytes) break;
      this.lose(oldest);
      this.last.shift();
      this.lastSize -= oldest.length;
    }
  }

  private lose(bytes: Uint8Array): void {
    if (this.lost.bytes === 0) {
      const first = join(this.first);
      const end = first.lastIndexOf(lineFeed) + 1 || first.length;
      this.first.splice(0, Infinity, first.subarray(0, end));
      this.lost.add(first.subarray(end));
    }
    this.lost.add(bytes);
  }
}

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** Line ends as VS Code counts them: LF, CR LF, or a CR alone. */
class LineCounter {
  lines = 0;
  bytes = 0;
  private isAfterCr = false;

  add(chunk: Uint8Array): void {
    this.bytes += chunk.length;
    for (const byte of chunk) {
      if (byte === carriageReturn || (byte === lineFeed && !this.isAfterCr)) this.lines++;
      this.isAfterCr = byte === carriageReturn;
    }
  }
}

/** Makes UTF-8 of UTF-16, which a redirection in Windows PowerShell writes; everything else passes. */
class Transcoder {
  private held: Uint8Array = new Uint8Array();
  private decoder: InstanceType<typeof TextDecoder> | 'none' | undefined;

  push(chunk: Uint8Array): Uint8Array {
    if (this.decoder !== undefined) return this.convert(chunk, true);
    // What it is, the first bytes say.
    this.held = join([this.held, chunk]);
    return this.held.length < decidingBytes ? new Uint8Array() : this.decide(true);
  }

  end(): Uint8Array {
    return this.decoder === undefined ? this.decide(false) : this.convert(new Uint8Array(), false);
  }

  private decide(isMoreToCome: boolean): Uint8Array {
    const encoding = utf16Of(this.held);
    this.decoder = encoding === undefined ? 'none' : new TextDecoder(encoding);
    return this.convert(this.held, isMoreToCome);
  }

  private convert(chunk: Uint8Array, stream: boolean): Uint8Array {
    if (this.decoder === 'none' || this.decoder === undefined) return chunk;
    return new TextEncoder().encode(this.decoder.decode(chunk, { stream }));
  }
}

const decidingBytes = 64;

/** By its byte order mark, or by the zero in every other byte of a text that is mostly ASCII. */
function utf16Of(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const [a, b] = bytes;
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  const begin = bytes.subarray(0, decidingBytes);
  const zeros = (odd: number): number =>
    begin.filter((byte, at) => at % 2 === odd && byte === 0).length / (begin.length / 2);
  if (begin.length < 8) return undefined;
  if (zeros(1) > 0.8 && zeros(0) < 0.1) return 'utf-16le';
  return zeros(0) > 0.8 && zeros(1) < 0.1 ? 'utf-16be' : undefined;
}

function join(chunks: readonly Uint8Array[]): Uint8Array {
  const [only] = chunks;
  if (chunks.length === 1 && only !== undefined) return only;
  const all = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}
