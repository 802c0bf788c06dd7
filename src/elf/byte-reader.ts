// Reads numbers and texts one behind the other. Behind the end it gives zeroes and says so, so that a parser of
// broken data needs no test at every step.

/** Longest LEB128 number that is read, in bytes: 70 bits. */
const lebLimit = 10;

export class ByteReader {
  /** Set once something was asked for that is not there; everything read since is zero. */
  isPastEnd = false;

  /** @param position where reading begins; @param end where it ends, at most the length. */
  constructor(
    private readonly bytes: Buffer,
    private readonly isLittle: boolean,
    public position = 0,
    private readonly end = bytes.length,
  ) {}

  get isAtEnd(): boolean {
    return this.isPastEnd || this.position >= this.end;
  }

  /** An unsigned number of 1 to 8 bytes; above 2^53 only its size is right. */
  number(sizeBytes: number): number {
    const at = this.take(sizeBytes);
    if (at === undefined) return 0;
    let value = 0;
    for (let i = 0; i < sizeBytes; i++) {
      const place = this.isLittle ? sizeBytes - 1 - i : i;
      value = value * 256 + (this.bytes[at + place] ?? 0);
    }
    return value;
  }

  /** Unsigned LEB128 (DWARF 5, section 7.6); of a signed one the length is right. */
  uleb(): number {
    let value = 0;
    let scale = 1;
    for (let count = 0; count < lebLimit; count++) {
      const at = this.take(1);
      const byte = at === undefined ? 0 : (this.bytes[at] ?? 0);
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
      scale *= 128;
    }
    this.isPastEnd = true;
    return 0;
  }

  skip(count: number): void {
    this.take(count);
  }

  /** Skips a text and its NUL. @returns where it begins. */
  skipText(): number {
    const start = this.position;
    const length = this.bytes.subarray(start, this.end).indexOf(0);
    if (length < 0) this.isPastEnd = true;
    else this.position = start + length + 1;
    return start;
  }

  private take(count: number): number | undefined {
    const at = this.position;
    if (this.isPastEnd || !(count <= this.end - at)) {
      this.isPastEnd = true;
      return undefined;
    }
    this.position = at + count;
    return at;
  }
}

/** The text from `offset` to the next NUL, at most `limitBytes` of it; undefined where there are no bytes. */
export function textAt(bytes: Buffer, offset: number, limitBytes: number): string | undefined {
  if (!(offset < bytes.length)) return undefined;
  const piece = bytes.subarray(offset, offset + limitBytes);
  const nul = piece.indexOf(0);
  return piece.toString('utf8', 0, nul < 0 ? piece.length : nul);
}
