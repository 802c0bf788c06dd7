// What the extension and its webviews say to each other. Types only.

import type { SourceLocation } from '../findings/finding';
import type { MemoryMap } from './memory-map';

/** To the picture of the memory map. */
export interface ShowMemoryMap {
  readonly type: 'show';
  readonly map: MemoryMap;
}

/** From it. */
export type FromMemoryMap =
  /** It can take its data. */
  { readonly type: 'ready' } | { readonly type: 'open'; readonly location: SourceLocation };
