// Words that a text must have for a pattern to match it, read from the pattern itself: by a look-up of words few lines are
// left that the pattern must be tried on.

/** Shorter runs of letters are everywhere. */
export const leastLetters = 3;

/** Small letters that every match has in a row, or several such; undefined: nothing is known. */
export type Needed =
  string | { readonly all: readonly Needed[] } | { readonly any: readonly Needed[] } | undefined;

/** @returns undefined also for what is not understood: such a pattern is to be tried on every text. */
export function neededWords({ source }: RegExp): Needed {
  const reader = new Reader(source);
  const needed = reader.alternatives();
  return reader.isAtEnd() ? needed : undefined;
}

const quantifier = /(?:[?*+]|\{\d{1,4}(?:,\d{0,4})?\})\??/y;
const groupStart = /\((?:\?(?::|<?[=!]))?/y;
const characterClass = /\[(?:[^\]\\]|\\.)*\]/y;
/** Classes, ends of words, control characters and signs: no letter of a word. */
const plainEscape = /\\(?:[dDsSwWbBnrtfv]|[^A-Za-z0-9])/y;
const letter = /[A-Za-z]/y;
const sign = /[^A-Za-z\\()[\]|?*+{}]/y;

/** Goes over the syntax that the doctor's patterns use, and stops where it meets any other. */
class Reader {
  private at = 0;

  constructor(private readonly source: string) {}

  isAtEnd(): boolean {
    return this.at === this.source.length;
  }

  alternatives(): Needed {
    const found = [this.sequence()];
    while (this.take(/\|/y) !== undefined) found.push(this.sequence());
    if (found.includes(undefined)) return undefined;
    return found.length > 1 ? { any: found } : found[0];
  }

  private sequence(): Needed {
    const found: Needed[] = [];
    let run = '';
    const endRun = (): void => {
      if (run.length >= leastLetters) found.push(run);
      run = '';
    };
    for (let part = this.part(); part !== undefined; part = this.part()) {
      const least = this.leastTimes();
      if ('letter' in part && least !== 0) run += part.letter.toLowerCase();
      if (!('letter' in part) || least !== undefined) endRun();
      if ('inside' in part && least !== 0) found.push(part.inside);
    }
    endRun();
    const known = found.filter((one) => one !== undefined);
    return known.length > 1 ? { all: known } : known[0];
  }

  /** What stands here, without how often; undefined at an end and at what is not understood. */
  private part(): { readonly letter: string } | { readonly inside: Needed } | undefined {
    const one = this.take(letter);
    if (one !== undefined) return { letter: one };
    const start = this.take(groupStart);
    if (start !== undefined) {
      const inside = this.alternatives();
      // What stands before or behind a match need not be a part of its words.
      const isPart = start === '(' || start === '(?:';
      return this.take(/\)/y) === undefined ? undefined : { inside: isPart ? inside : undefined };
    }
    const other = this.take(characterClass) ?? this.take(plainEscape) ?? this.take(sign);
    return other === undefined ? undefined : { inside: undefined };
  }

  /** How often what stands before must be there at least; undefined: it is there once. */
  private leastTimes(): number | undefined {
    const text = this.take(quantifier);
    if (text === undefined) return undefined;
    return text.startsWith('+') ? 1 : Number(/\d+/.exec(text)?.[0] ?? 0);
  }

  private take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.source)?.[0];
    this.at += found?.length ?? 0;
    return found;
  }
}
