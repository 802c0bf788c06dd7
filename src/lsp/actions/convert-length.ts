// The length of a region in another unit: K, M, or bytes in hex.

import { hex32 } from '../../base/hex';
import { isNumber, replacement } from '../../script-checks/script-words';
import type { Action } from '../action';
import { touches } from '../action';

const kilo = 1024;

export const convertLength: Action = (view, selection) =>
  view.facts.script.regions.flatMap(({ name, length, place, lengthPlace }) => {
    if (length === undefined || !isNumber(lengthPlace)) return [];
    if (lengthPlace.file !== view.file || !touches(view, place, selection)) return [];
    const { start, end } = lengthPlace;
    const text = view.document.getText();
    const written = text.slice(start, end);
    // `512KB`: ld would read the letter behind it as a part of what is written here.
    if (/^\w/.test(text.charAt(end))) return [];
    if (!/^(?:0x[\da-f]+|\d+)[km]?$/i.test(written)) return [];
    const others = [`${length / (kilo * kilo)}M`, `${length / kilo}K`, hex32(length)];
    return others
      .filter((text) => /^(?:0x|[1-9]\d*[KM]$)/.test(text) && !isSame(text, written))
      .map((text) => ({
        title: `Write the length of ${name} as ${text}`,
        edits: [replacement(lengthPlace, text)],
      }));
  });

function isSame(text: string, written: string): boolean {
  const plain = (each: string): string => each.toLowerCase().replace(/^0x0*/, '0x');
  return plain(text) === plain(written);
}
