// Work in the background, each thing once and one after the other; requests go first.

import { nextTurn } from '../../base/abort';

export class Background {
  private readonly pending = new Set<string>();
  private working: Promise<void> | undefined;

  constructor(
    private readonly work: (each: string) => Promise<void>,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** What is asked for again before its turn is done once. */
  later(added: Iterable<string>): void {
    for (const each of added) this.pending.add(each);
    if (this.pending.size > 0) this.working ??= this.workOff();
  }

  /** Settles once nothing is left. */
  async settled(): Promise<void> {
    while (this.working !== undefined) await this.working;
  }

  private async workOff(): Promise<void> {
    for (let [each] = this.pending; each !== undefined; [each] = this.pending) {
      // Before the first one too: whoever adds it is at work himself.
      await nextTurn();
      this.pending.delete(each);
      try {
        await this.work(each);
      } catch (error) {
        this.onError(error);
      }
    }
    // At once: what is added behind the loop begins a new one.
    this.working = undefined;
  }
}
