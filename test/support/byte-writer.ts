// Puts numbers and texts one behind the other, in either byte order; for the files that tests make.

export class ByteWriter {
  private readonly chunks: Buffer[] = [];
  private total = 0;

  constructor(private readonly bigEndian = false) {}

  get length(): number {
    return this.total;
  }

  bytes(bytes: Uint8Array): this {
    this.chunks.push(Buffer.from(bytes));
    this.total += bytes.length;
    return this;
  }

  put(value: number, sizeBytes: 1 | 2 | 4 | 8): this {
    const ordered = Array.from({ length: sizeBytes }, (_, i) => Math.floor(value / 256 ** i) % 256);
    return this.bytes(Buffer.from(this.bigEndian ? ordered.reverse() : ordered));
  }

  words(...values: readonly number[]): this {
    for (const value of values) this.put(value, 4);
    return this;
  }

  fill(count: number, value: number): this {
    return this.bytes(Buffer.alloc(count, value));
  }

  text(text: string): this {
    return this.bytes(Buffer.from(text, 'latin1'));
  }

  /** Text with a NUL behind it. */
  zeroText(text: string): this {
    return this.text(`${text}\0`);
  }

  uleb(value: number): this {
    const out: number[] = [];
    let rest = value;
    do {
      const low = rest % 128;
      rest = Math.floor(rest / 128);
      out.push(rest > 0 ? low + 128 : low);
    } while (rest > 0);
    return this.bytes(Buffer.from(out));
  }

  toBuffer(): Buffer {
    return Buffer.concat(this.chunks);
  }
}

/** Texts one behind the other, each once; gives their offsets. */
export class StringTable {
  private readonly offsets = new Map<string, number>();
  private readonly writer = new ByteWriter();

  /** @param first what stands at offset 0; an ELF string table begins with the empty text. */
  constructor(first: string | undefined = '') {
    if (first !== undefined) this.offsetOf(first);
  }

  offsetOf(text: string): number {
    const found = this.offsets.get(text);
    if (found !== undefined) return found;
    const offset = this.writer.length;
    this.offsets.set(text, offset);
    this.writer.zeroText(text);
    return offset;
  }

  toBuffer(): Buffer {
    return this.writer.toBuffer();
  }
}
