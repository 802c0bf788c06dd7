// Many lines as one text, so that a pattern runs over all of them in one call: a call for each line would cost more than
// the search itself.

import { isTelling } from './telling';

export class SpokenText {
  /** Each text once, logs repeat themselves; without those that can tell nothing. */
  private readonly distinct: readonly string[];
  /** The lines that have a distinct text, by its index. */
  private readonly holders: readonly (readonly number[])[];
  private readonly joined: string;
  /** Where each distinct text begins in the joined one. */
  private readonly starts: readonly number[];
  private readonly compiled = new Map<RegExp, RegExp>();

  constructor(lines: readonly string[]) {
    const holders = new Map<string, number[]>();
    lines.forEach((line, index) => {
      const known = holders.get(line);
      if (known !== undefined) known.push(index);
      else if (isTelling(line)) holders.set(line, [index]);
    });
    this.distinct = [...holders.keys()];
    this.holders = [...holders.values()];
    const starts: number[] = [];
    let at = 0;
    for (const text of this.distinct) {
      starts.push(at);
      at += text.length + 1;
    }
    this.starts = starts;
    this.joined = this.distinct.join('\n');
  }

  /** The indexes of the lines that match, rising. The pattern sees one line at a time. */
  find(pattern: RegExp): readonly number[] {
    const everywhere = this.everywhere(pattern);
    const found: number[] = [];
    everywhere.lastIndex = 0;
    for (let match = everywhere.exec(this.joined); match !== null;) {
      const at = this.textAt(match.index);
      // A white space or a "not this" may have run over the end of a line.
      if (pattern.test(this.distinct[at] ?? '')) found.push(...(this.holders[at] ?? []));
      const next = this.starts[at + 1];
      if (next === undefined) break;
      everywhere.lastIndex = next;
      match = everywhere.exec(this.joined);
    }
    return found.sort((a, b) => a - b);
  }

  private everywhere(pattern: RegExp): RegExp {
    const known = this.compiled.get(pattern);
    if (known !== undefined) return known;
    const made = new RegExp(pattern.source, `gm${pattern.flags.replace(/[gmy]/g, '')}`);
    this.compiled.set(pattern, made);
    return made;
  }

  /** The distinct text that an offset of the joined one is in. */
  private textAt(offset: number): number {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
