// Lists of images and symbols, as ST's extension, cdt-gdb and CubeIDE have them, as our executable and its lists.

import { converted, without } from './rules';
import type { Reading, Settings } from './rules';

export interface ImportedImage {
  /** What is programmed; undefined for symbols alone. */
  readonly image: string | undefined;
  /** Where symbols come from; undefined for none. */
  readonly symbols: string | undefined;
  /** What has no counterpart, such as an offset, or cannot be read. */
  readonly lost: readonly string[];
}

/** Lists are written only where the executable alone does not say it. */
export function imageSettings(images: readonly ImportedImage[]): Settings {
  const loaded = images.flatMap(({ image }) => image ?? []);
  const symbols = images.flatMap((each) => each.symbols ?? []);
  const executable = symbols[0] ?? loaded[0];
  if (executable === undefined) return {};
  const isAlone = (list: readonly string[]): boolean => list.length === 1 && list[0] === executable;
  return {
    executable,
    ...(isAlone(loaded) ? {} : { loadFiles: loaded }),
    ...(isAlone(symbols) ? {} : { symbolFiles: symbols }),
  };
}

export function readImages(images: readonly ImportedImage[]): Reading {
  const set = imageSettings(images);
  const lost = images.flatMap((image) => image.lost);
  if (Object.keys(set).length === 0)
    return without({ what: 'lost', text: 'it names no file that can be found from here' }, lost);
  return without(converted(set), lost);
}
