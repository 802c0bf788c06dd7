// Bytes of GDB's stdout to MI lines. Not base's LineSplitter: MI escapes half of what is not ASCII and leaves
// the other half raw, so bytes become text only inside the C string they belong to (mi-parser.ts).

const LF = 0x0a;
const CR = 0x0d;

/**
 * Cuts at LF (a CR before it is dropped) and gives each line with one character per byte (latin1).
 * GDB writes one line in several write()s, stream records one character each: nothing is given out before
 * its newline came. Linear in the bytes pushed, however they are cut.
 */
export class MiLines {
  private rest: Uint8Array[] = [];

  constructor(private readonly onLine: (line: string) => void) {}

  push(chunk: Uint8Array): void {
    let from = 0;
    for (let at = chunk.indexOf(LF); at >= 0; at = chunk.indexOf(LF, from)) {
      this.emit(chunk.subarray(from, at));
      from = at + 1;
    }
    // Copied: a pooled chunk of 64 KiB would otherwise stay alive for a tail of a few bytes.
    if (from < chunk.length) this.rest.push(Buffer.from(chunk.subarray(from)));
  }

  /** Gives out an unfinished last line, when the stream has ended. */
  end(): void {
    if (this.rest.length > 0) this.emit(new Uint8Array(0));
  }

  private emit(tail: Uint8Array): void {
    const bytes = this.rest.length === 0 ? tail : Buffer.concat([...this.rest, tail]);
    if (this.rest.length > 0) this.rest = [];
    const length = bytes.at(-1) === CR ? bytes.length - 1 : bytes.length;
    this.onLine(Buffer.from(bytes.buffer, bytes.byteOffset, length).toString('latin1'));
  }
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Text of a string that holds one byte per character. GDB passes on the bytes of file names and of the
 * program's own strings: UTF-8 nearly always; a run of bytes that is not is left as Latin-1, which is what
 * a Windows GDB with a Western code page means by it.
 */
export function decodeBytes(binary: string): string {
  return binary.replace(/[\x80-\xff]+/g, decodeRun);
}

function decodeRun(run: string): string {
  try {
    return strictUtf8.decode(Buffer.from(run, 'latin1'));
  } catch {
    return run; // not UTF-8
  }
}
