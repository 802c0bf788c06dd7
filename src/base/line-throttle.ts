// Lines on their way to a log, at most so many a second: a program that floods must not take the reader down with it.
// What is left out is counted and told with the next line that gets through.

import { count } from './count';

/** More than any server says in a second of a launch, and few enough for a client to show. */
const linesPerSecond = 500;
const secondMs = 1_000;

export class LineThrottle {
  private sinceMs = -Infinity;
  private passed = 0;
  private leftOut = 0;

  /** @param nowMs a clock that only goes forward. */
  constructor(
    private readonly onLine: (line: string) => void,
    private readonly nowMs: () => number = () => performance.now(),
    private readonly limit = linesPerSecond,
  ) {}

  push(line: string): void {
    if (this.nowMs() - this.sinceMs >= secondMs) {
      this.tellLeftOut();
      this.sinceMs = this.nowMs();
      this.passed = 0;
    }
    if (this.passed === this.limit) {
      this.leftOut++;
      return;
    }
    this.passed++;
    this.onLine(line);
  }

  /** No more lines come. */
  end(): void {
    this.tellLeftOut();
  }

  private tellLeftOut(): void {
    if (this.leftOut === 0) return;
    const lines = count(this.leftOut, 'line');
    this.leftOut = 0;
    this.onLine(`… ${lines} left out: too many at once`);
  }
}
