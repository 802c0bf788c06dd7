// How large the parts of a build are, and how they differ from those of another build. Types only; plain JSON, sizes
// in bytes.

export interface PartSize {
  readonly name: string;
  readonly sizeBytes: number;
}

/** A memory region with what is used of it. */
export interface RegionSize extends PartSize {
  readonly lengthBytes: number;
}

/** Lists are largest first; one that is empty is not told by that kind of file. */
export interface BuildSizes {
  readonly file: string;
  readonly kind: 'map' | 'elf';
  /** Of a map file, in its order. */
  readonly regions: readonly RegionSize[];
  /** Output sections that take memory. */
  readonly sections: readonly PartSize[];
  /** Of a map file: what each object brought to memory. */
  readonly objects: readonly PartSize[];
  /** Of an ELF file: functions and objects. */
  readonly symbols: readonly PartSize[];
  /** What the file does not tell, a sentence each. */
  readonly notes: readonly string[];
}

export interface SizeChange {
  readonly name: string;
  /** Left out where it is new. */
  readonly beforeBytes?: number;
  /** Left out where it is gone. */
  readonly afterBytes?: number;
  /** Never 0; negative: it shrank. */
  readonly changeBytes: number;
}

/** Lists hold what changed, the largest change first. A list that only one of the two files tells is empty. */
export interface BuildChanges {
  readonly before: string;
  readonly after: string;
  /** All of them, changed or not, in the order of the later build. */
  readonly regions: readonly (Omit<SizeChange, 'afterBytes'> & RegionSize)[];
  readonly sections: readonly SizeChange[];
  readonly objects: readonly SizeChange[];
  readonly symbols: readonly SizeChange[];
  /** What could not be compared, and why, and what the files do not tell; a sentence each. */
  readonly notes: readonly string[];
}
