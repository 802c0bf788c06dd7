// What fills a memory, as a tree of sizes: libraries and folders, their objects, the objects' sections, their
// symbols. Types only; plain JSON.

export type SizeKind =
  /** An archive with its members. */
  | 'library'
  /** A folder of objects that are in no archive. */
  | 'folder'
  | 'object'
  | 'section'
  | 'symbol'
  /** Heap and stack, kept free. */
  | 'reserved'
  /** Alignment, what the script itself writes, and what nothing accounts for. */
  | 'rest';

export interface SizeNode {
  readonly kind: SizeKind;
  /** As short as it can be told: `libc.a`, `…/Core/Src`, `memcpy.o`, `.text.main`. */
  readonly name: string;
  /** The whole path, or why it is there; empty where the name says all. */
  readonly detail: string;
  readonly sizeBytes: number;
  /** Left out where it has several places. */
  readonly address?: number;
  /** Largest first; empty where nothing more is known. Their sizes add up to this one's. */
  readonly children: readonly SizeNode[];
}
