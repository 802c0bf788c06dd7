// The last N lines of a stream, for evidence: bounded, so that a chatty server cannot fill the memory.

export class LineRing {
  private readonly kept: string[] = [];

  constructor(private readonly limit: number) {}

  push(line: string): void {
    this.kept.push(line);
    if (this.kept.length > this.limit) this.kept.shift();
  }

  /** Oldest first. */
  get lines(): readonly string[] {
    return this.kept;
  }
}
