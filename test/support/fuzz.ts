// Deterministic random damage for readers: the same seed gives the same files, so a failure can be repeated.

/** A stream of random numbers that depends on its seed alone. */
export interface Random {
  readonly seed: number;
  /** An integer in [0, 2^32). */
  next(): number;
  /** An integer in [0, limit); 0 for a limit below 1. */
  below(limit: number): number;
  pick<T>(list: readonly [T, ...(readonly T[])]): T;
}

/** @returns mulberry32 by Tommy Ettinger (public domain): small, fast, good enough to spoil files with. */
export function random(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const below = (limit: number): number => (limit < 1 ? 0 : next() % Math.floor(limit));
  return { seed, next, below, pick: (list) => list[below(list.length)] ?? list[0] };
}

/** Values that make counts, sizes and offsets go wrong. */
const nastyBytes = [0x00, 0x01, 0x7f, 0x80, 0xfe, 0xff] as const;
const nastyWords = [
  ...([0, 1, 2, 0x7f, 0x80, 0xff, 0x100, 0x7fff, 0x8000, 0xffff, 0x10000] as const),
  ...([0x7fffffff, 0x80000000, 0xfffffff0, 0xfffffffc, 0xffffffff] as const),
] as const;

/**
 * @returns a damaged copy: one to eight changes (a bit, a byte, a 16- or 32-bit word, a copied, deleted or
 *   inserted run), and in one of eight cases a cut.
 */
export function mutate(bytes: Uint8Array, rng: Random): Uint8Array {
  let out: Buffer = Buffer.from(bytes);
  for (let count = 1 + rng.below(8); count > 0 && out.length > 0; count--) out = change(out, rng);
  return rng.below(8) === 0 ? out.subarray(0, rng.below(out.length + 1)) : out;
}

function change(bytes: Buffer, rng: Random): Buffer {
  const at = rng.below(bytes.length);
  switch (rng.below(8)) {
    case 0:
      bytes[at] = (bytes[at] ?? 0) ^ (1 << rng.below(8));
      return bytes;
    case 1:
      bytes[at] = rng.below(256);
      return bytes;
    case 2:
      bytes[at] = rng.pick(nastyBytes);
      return bytes;
    case 3:
      return writeWord(bytes, at, 2, rng.pick(nastyWords) % 65536);
    case 4:
      return writeWord(bytes, at, 4, rng.pick(nastyWords));
    case 5:
      return writeWord(bytes, at, 4, rng.below(bytes.length * 2));
    case 6:
      bytes.copyWithin(at, rng.below(bytes.length), rng.below(bytes.length));
      return bytes;
    default: {
      const length = rng.below(16);
      if (rng.below(2) === 0) {
        return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)]);
      }
      const run = Buffer.alloc(length, rng.pick(nastyBytes));
      return Buffer.concat([bytes.subarray(0, at), run, bytes.subarray(at)]);
    }
  }
}

/** Little-endian, aligned to its size as fields of file formats are; left alone where it does not fit. */
function writeWord(bytes: Buffer, at: number, size: 2 | 4, value: number): Buffer {
  const aligned = at - (at % size);
  if (aligned + size <= bytes.length) bytes.writeUIntLE(value, aligned, size);
  return bytes;
}

/** Pieces that upset parsers of text. */
const nastyTexts = [
  ...(['(', ')', '{', '}', '[', ']', '"', "'", '/*', '*/', '//', '\\', '\0', '\r', '\n'] as const),
  ...([
    '=',
    ';',
    ',',
    ':',
    '.',
    '-',
    '<<',
    '0x',
    '${',
    'é',
    '\u{1f4a5}',
    '\ud800',
    '\ufeff',
  ] as const),
  ...(['4294967296', '-1', '99999999999999999999', '(((((((((((((((('] as const),
] as const;

/**
 * @returns a damaged copy: one to eight changes (a character or a nasty piece put in, a run deleted, doubled or
 *   moved, two lines exchanged), and in one of eight cases a cut.
 */
export function mutateText(text: string, rng: Random): string {
  let out = text;
  for (let count = 1 + rng.below(8); count > 0; count--) out = changeText(out, rng);
  return rng.below(8) === 0 ? out.slice(0, rng.below(out.length + 1)) : out;
}

function changeText(text: string, rng: Random): string {
  const at = rng.below(text.length + 1);
  const end = Math.min(text.length, at + rng.below(40));
  switch (rng.below(6)) {
    case 0:
      return text.slice(0, at) + String.fromCharCode(rng.below(128)) + text.slice(at + 1);
    case 1:
      return text.slice(0, at) + rng.pick(nastyTexts) + text.slice(at);
    case 2:
      return text.slice(0, at) + text.slice(end);
    case 3:
      return text.slice(0, end) + text.slice(at, end).repeat(1 + rng.below(20)) + text.slice(end);
    case 4: {
      const to = rng.below(text.length + 1);
      return text.slice(0, to) + text.slice(at, end) + text.slice(to);
    }
    default:
      return exchangeLines(text, rng);
  }
}

function exchangeLines(text: string, rng: Random): string {
  const lines = text.split('\n');
  const [one, other] = [rng.below(lines.length), rng.below(lines.length)];
  const kept = lines[one] ?? '';
  lines[one] = lines[other] ?? '';
  lines[other] = kept;
  return lines.join('\n');
}
