// Words about a region: its place, its attributes, how full it is.

import { bytes, percent } from '../../base/figures';
import { hex32 } from '../../base/hex';
import type { ScriptRegion } from '../../linker/script-model';
import type { RegionUsage } from '../region-usage';

const attributeWords: Readonly<Record<string, string>> = {
  ...{ r: 'readable', w: 'writable', x: 'executable', a: 'allocated', i: 'initialised' },
  l: 'initialised',
};

/** `readable, writable, executable`; letters behind `!` are what it is not. */
export function attributesText(attributes: string): string {
  const [is = '', isNot = ''] = attributes.toLowerCase().split('!');
  const words = (letters: string): readonly string[] =>
    ['r', 'w', 'x', 'a', 'i', 'l'].flatMap((letter) =>
      letters.includes(letter) ? [attributeWords[letter] ?? letter] : [],
    );
  const not = words(isNot).map((word) => `not ${word}`);
  return [...new Set([...words(is), ...not])].join(', ');
}

/** `0x20000000 to 0x2001ffff, 128 KiB`; what is not known is left out. */
export function regionRangeText({ origin, length }: ScriptRegion): string {
  if (origin === undefined || length === undefined) {
    const parts = [
      origin === undefined ? 'the origin is known only to the linker' : `from ${hex32(origin)}`,
      length === undefined ? 'the length is known only to the linker' : bytes(length),
    ];
    return parts.join(', ');
  }
  if (length === 0) return `${hex32(origin)}, empty`;
  return `${hex32(origin)} to ${hex32(origin + length - 1)}, ${bytes(length)}`;
}

/** `71 % of 1 MiB`. */
export function shareText({ usedBytes, lengthBytes }: RegionUsage): string {
  return `${percent(usedBytes, lengthBytes)} of ${bytes(lengthBytes)}`;
}

/** `727 KiB used, 297 KiB free`; more than it holds when the script shrank since. */
export function usedText({ usedBytes, lengthBytes }: RegionUsage): string {
  const free = lengthBytes - usedBytes;
  return free >= 0
    ? `${bytes(usedBytes)} used, ${bytes(free)} free`
    : `${bytes(usedBytes)} used, ${bytes(-free)} more than it holds now`;
}
