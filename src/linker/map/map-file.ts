// Text of a map file as GNU ld writes it (-Map) → its memory regions, output sections, which object brought which
// input section where, why members of archives were linked, what was thrown away. (Contract.)

import { readMapBody } from './map-body';
import { readMapHead } from './map-head';
import { linesOf } from './map-lines';

/** Lines count from 1. Addresses and sizes in bytes, unsigned. */
export interface MapRegion {
  readonly name: string;
  readonly origin: number;
  readonly length: number;
  readonly attributes: string;
  readonly line: number;
}

export interface MapOutputSection {
  readonly name: string;
  readonly address: number;
  readonly sizeBytes: number;
  /** Where it differs from the address. */
  readonly loadAddress: number | undefined;
  readonly line: number;
}

/** An input section that was thrown away. */
export interface MapDiscarded {
  readonly section: string;
  readonly sizeBytes: number;
  readonly object: string;
  readonly line: number;
}

/** One input section's contribution. */
export interface MapContribution {
  /** `.text.main`, `COMMON`. */
  readonly section: string;
  /** The output section it went to. */
  readonly output: string;
  readonly address: number;
  readonly sizeBytes: number;
  /** `build/main.o`, or `libc.a(memcpy.o)` with the archive's path. */
  readonly object: string;
  readonly line: number;
}

/** Bytes of an output section that no object brought. */
export interface MapFill {
  /** `fill`: alignment, or room that the script keeps; `data`: BYTE, LONG and their like. */
  readonly kind: 'fill' | 'data';
  readonly output: string;
  readonly address: number;
  readonly sizeBytes: number;
  readonly line: number;
}

/** A member of an archive, and what asked for it first. */
export interface MapMember {
  /** As `MapContribution.object` calls it. */
  readonly object: string;
  /** The object that needs it. */
  readonly neededBy: string;
  /** The symbol that it defines. */
  readonly symbol: string;
  readonly line: number;
}

/** A global symbol of an object, or one that the script assigns. */
export interface MapSymbol {
  /** As the map shows it: C++ names demangled. */
  readonly name: string;
  readonly address: number;
  readonly isOfScript: boolean;
  readonly line: number;
}

export interface MapFile {
  /** Without ld's own `*default*`. */
  readonly regions: readonly MapRegion[];
  readonly outputs: readonly MapOutputSection[];
  /** In the file's order, which is that of the output sections. */
  readonly contributions: readonly MapContribution[];
  readonly fills: readonly MapFill[];
  readonly symbols: readonly MapSymbol[];
  readonly members: readonly MapMember[];
  readonly discarded: readonly MapDiscarded[];
  /**
   * As ld was told to call it, in the line that closes the list of what takes memory. Undefined: the map is not complete,
   * what is behind its last line is not known.
   */
  readonly linkedFile: string | undefined;
}

const nothing: MapFile = {
  ...{ regions: [], outputs: [], contributions: [], fills: [] },
  ...{ symbols: [], members: [], discarded: [], linkedFile: undefined },
};

/** Reads what is there, in linear time; text that is no map file gives empty lists (see `otherThanMap`). */
export function readMapFile(text: string): MapFile {
  const lines = linesOf(text);
  const head = readMapHead(lines);
  // Without the end of its list of regions it is no map, or only the beginning of one.
  return head === undefined ? nothing : { ...head, ...readMapBody(lines) };
}

/** They have no place in memory, so their addresses count from 0. */
const unplaced = /^\.(?:debug|stab|comment|ARM\.attributes|note\.GNU|gnu\.(?:build\.)?attributes)/;

/** Whether an output section has a place in memory at all. */
export function isPlaced({ name }: { readonly name: string }): boolean {
  return !unplaced.test(name);
}

/** The contribution that covers an address. */
export function contributionAt(map: MapFile, address: number): MapContribution | undefined {
  return map.contributions.find(
    (each) =>
      address >= each.address &&
      address < each.address + each.sizeBytes &&
      isPlaced({ name: each.output }),
  );
}
