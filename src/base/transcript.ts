// Everything that was said in a launch, by whom and when, in the order it was said: what a diagnosis is made from and a
// report quotes. Bounded, so that a server that floods cannot fill the memory: the beginning and the end are kept.

/** `adapter`: what it did; `gdb`: MI both ways (`->`, `<-`). */
export type TranscriptSource = 'adapter' | 'server' | 'gdb' | 'probe';

export interface TranscriptLine {
  /** Since the transcript began, in milliseconds. */
  readonly atMs: number;
  readonly source: TranscriptSource;
  readonly text: string;
}

/** Lines kept from the beginning, and from the end; what is between them is counted only. */
const firstLines = 1_000;
const lastLines = 4_000;
const longestLine = 2_000;

export class Transcript {
  private readonly first: TranscriptLine[] = [];
  private readonly last: TranscriptLine[] = [];
  private next = 0;
  private readonly beganMs = performance.now();

  /** One line, without its end; a longer one is cut. */
  add(source: TranscriptSource, text: string): void {
    const atMs = Math.round(performance.now() - this.beganMs);
    const cut = text.length > longestLine ? `${text.slice(0, longestLine)}…` : text;
    const line = { atMs, source, text: cut };
    if (this.first.length < firstLines) {
      this.first.push(line);
      return;
    }
    this.last[this.next % lastLines] = line;
    this.next++;
  }

  /** How many lines in the middle are lost. */
  get dropped(): number {
    return Math.max(0, this.next - lastLines);
  }

  /** Oldest first. */
  get lines(): readonly TranscriptLine[] {
    const at = this.next % lastLines;
    const ring =
      this.next <= lastLines ? this.last : [...this.last.slice(at), ...this.last.slice(0, at)];
    return [...this.first, ...ring];
  }
}
