// Numbers for what a client may ask about later: valid until the target runs.

export class Handles<T> {
  private readonly values = new Map<number, T>();
  private next: number;

  /** @param first where the numbers start; they are never used twice in a session. */
  constructor(first = 1) {
    this.next = first;
  }

  create(value: T): number {
    this.values.set(this.next, value);
    return this.next++;
  }

  get(handle: number): T | undefined {
    return this.values.get(handle);
  }

  clear(): void {
    this.values.clear();
  }
}
