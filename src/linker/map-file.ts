// Text of a map file as GNU ld writes it (-Map) → which object brought which input section where. (Contract.)

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
}

export interface MapOutputSection {
  readonly name: string;
  readonly address: number;
  readonly sizeBytes: number;
  /** Where it differs from the address. */
  readonly loadAddress: number | undefined;
}

export interface MapFile {
  readonly regions: readonly {
    readonly name: string;
    readonly origin: number;
    readonly length: number;
    readonly attributes: string;
  }[];
  readonly outputs: readonly MapOutputSection[];
  readonly contributions: readonly MapContribution[];
}

/** Reads what is there; text that is no map file gives three empty lists. */
export function readMapFile(text: string): MapFile {
  void text;
  return { regions: [], outputs: [], contributions: [] };
}

/** The contribution that covers an address, or the first of an output section. */
export function contributionAt(map: MapFile, address: number): MapContribution | undefined {
  return map.contributions.find(
    (each) => address >= each.address && address < each.address + each.sizeBytes,
  );
}
