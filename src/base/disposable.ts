// Lifetimes: whoever starts something puts its end into a store, and the store unwinds in reverse order.

export interface Disposable {
  dispose(): void | Promise<void>;
}

/** Makes a disposable of a function. */
export function toDisposable(end: () => void | Promise<void>): Disposable {
  return { dispose: end };
}

/** Collects disposables and ends them last-in-first-out, waiting for each; a late addition ends at once. */
export class DisposableStore implements Disposable {
  private readonly items: Disposable[] = [];
  private ending: Promise<void> | undefined;

  /** @param onError hears what a member's end threw; the others are still ended. */
  constructor(private readonly onError: (error: unknown) => void) {}

  get isDisposed(): boolean {
    return this.ending !== undefined;
  }

  add<T extends Disposable>(item: T): T {
    if (this.ending !== undefined) this.ending = this.ending.then(() => this.end(item));
    else this.items.push(item);
    return item;
  }

  dispose(): Promise<void> {
    this.ending ??= this.unwind();
    return this.ending;
  }

  private async unwind(): Promise<void> {
    for (let item = this.items.pop(); item !== undefined; item = this.items.pop()) {
      await this.end(item);
    }
  }

  private async end(item: Disposable): Promise<void> {
    try {
      await item.dispose();
    } catch (error) {
      this.onError(error);
    }
  }
}
