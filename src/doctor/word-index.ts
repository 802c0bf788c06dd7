// In which texts a part of a word is: every word once, found by three letters of it.

import { leastLetters } from './needed-words';

export class WordIndex {
  /** The words, in small letters, and the texts that have each. */
  private readonly words: string[] = [];
  private readonly holders: number[][] = [];
  /** The words that have three letters in a row. */
  private readonly byLetters = new Map<string, number[]>();
  private readonly found = new Map<string, readonly number[]>();
  private readonly size: number;

  constructor(texts: readonly string[]) {
    this.size = texts.length;
    const known = new Map<string, number>();
    texts.forEach((text, index) => {
      for (const word of text.toLowerCase().match(/[a-z]{3,}/g) ?? []) {
        const at = known.get(word);
        if (at === undefined) {
          known.set(word, this.words.length);
          this.add(word, index);
        } else {
          const holders = this.holders[at] ?? [];
          if (holders.at(-1) !== index) holders.push(index);
        }
      }
    });
  }

  /** @param part small letters, three at least. @returns the indexes of the texts, each once. */
  textsWith(part: string): readonly number[] {
    const known = this.found.get(part);
    if (known !== undefined) return known;
    const words = this.wordsWith(part).map((at) => this.holders[at] ?? []);
    const texts = this.united(words);
    this.found.set(part, texts);
    return texts;
  }

  /** What is in any of some lists of texts, once. */
  united(lists: readonly (readonly number[])[]): readonly number[] {
    const filled = lists.filter(({ length }) => length > 0);
    const [only] = filled;
    if (only === undefined || filled.length === 1) return only ?? [];
    const isTaken = new Uint8Array(this.size);
    const all: number[] = [];
    for (const list of filled) {
      for (const text of list) {
        if (isTaken[text] === 1) continue;
        isTaken[text] = 1;
        all.push(text);
      }
    }
    return all;
  }

  private add(word: string, text: number): void {
    const at = this.words.length;
    this.words.push(word);
    this.holders.push([text]);
    for (const letters of triples(word)) {
      const words = this.byLetters.get(letters);
      if (words === undefined) this.byLetters.set(letters, [at]);
      else if (words.at(-1) !== at) words.push(at);
    }
  }

  private wordsWith(part: string): readonly number[] {
    const candidates = triples(part).map((letters) => this.byLetters.get(letters) ?? []);
    return shortest(candidates).filter((at) => this.words[at]?.includes(part) === true);
  }
}

export function shortest(lists: readonly (readonly number[])[]): readonly number[] {
  return lists.reduce((best, one) => (one.length < best.length ? one : best), lists[0] ?? []);
}

function triples(word: string): readonly string[] {
  return Array.from({ length: word.length - leastLetters + 1 }, (_, at) =>
    word.slice(at, at + leastLetters),
  );
}
