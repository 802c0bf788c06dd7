// Measures named phases one after the other, for telling where the time went.

export class Stopwatch {
  #last = performance.now();
  /** @type {{ name: string, ms: number }[]} */
  #laps = [];

  /** @param {string} name what ended now */
  lap(name) {
    const now = performance.now();
    this.#laps.push({ name, ms: now - this.#last });
    this.#last = now;
  }

  /** @returns {string} a table with a line for each phase and their sum */
  table() {
    const total = this.#laps.reduce((sum, { ms }) => sum + ms, 0);
    const lines = [...this.#laps, { name: 'total', ms: total }];
    const width = Math.max(...lines.map(({ name }) => name.length));
    return lines
      .map(({ name, ms }) => `  ${name.padEnd(width)} ${ms.toFixed(0).padStart(6)} ms`)
      .join('\n');
  }
}
