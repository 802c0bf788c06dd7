// What was measured in one part of the bench: per row and contender the times and packet counts, or the reason why there are none.
import type { RowId } from './rows';
import { summarize, type Summary } from './statistics';

interface Cell {
  readonly values: number[];
  readonly packets: number[];
  reason: string | undefined;
}

export class Samples {
  readonly #cells = new Map<string, Cell>();

  /** @param value in the row's unit @param packets undefined on a link that does not count */
  add(row: RowId, contender: string, value: number | undefined, packets: number | undefined): void {
    const cell = this.#cell(row, contender);
    if (value !== undefined) cell.values.push(value);
    if (packets !== undefined) cell.packets.push(packets);
  }

  /** The contender cannot do the row, or failed at it. */
  explain(row: RowId, contender: string, reason: string): void {
    this.#cell(row, contender).reason = reason;
  }

  has(row: RowId): boolean {
    return [...this.#cells.keys()].some((key) => key.startsWith(`${row} `));
  }

  value(row: RowId, contender: string): Summary | undefined {
    return summarize(this.#cells.get(`${row} ${contender}`)?.values ?? []);
  }

  packets(row: RowId, contender: string): Summary | undefined {
    return summarize(this.#cells.get(`${row} ${contender}`)?.packets ?? []);
  }

  reason(row: RowId, contender: string): string | undefined {
    return this.#cells.get(`${row} ${contender}`)?.reason;
  }

  #cell(row: RowId, contender: string): Cell {
    const key = `${row} ${contender}`;
    const known = this.#cells.get(key);
    if (known !== undefined) return known;
    const made: Cell = { values: [], packets: [], reason: undefined };
    this.#cells.set(key, made);
    return made;
  }
}
