// The memory map of an image on its part, as "STM32: Show Memory Map" draws it and as its text equivalent tells
// it. Types only; plain JSON, so that it can be posted to a webview or printed by the CLI. Sizes in bytes,
// addresses as unsigned numbers.

import type { Severity, SourceLocation } from '../findings/finding';
import type { SizeNode } from './size-tree';

/** A part's memories with what the image puts there. */
export interface MemoryMap {
  /** `STM32F405RG`; undefined: not known, and the memories are the linker script's regions. */
  readonly device: string | undefined;
  /** The ELF file; undefined when only the part is shown. */
  readonly image: string | undefined;
  /** The linker script. */
  readonly script: string | undefined;
  /** The map file that tells which object brought what; undefined: sections and symbols of the ELF file tell it. */
  readonly mapFile: string | undefined;
  /** Every memory of the part but aliases, by address. External windows only where something is in them. */
  readonly memories: readonly MapMemory[];
  /** What the image has at addresses where the part has no memory, by address. */
  readonly outside: readonly MemoryBlock[];
  /** What the picture cannot show, a sentence each: blocks in no memory, sizes that are the line's largest. */
  readonly notes: readonly string[];
}

export interface MapMemory {
  /** As the reference manual calls it. */
  readonly name: string;
  /** A MemoryKind of devices/device.ts: `flash`, `ram`, `ccm`, `itcm`, `dtcm`, `backup`, `external`, … */
  readonly kind: string;
  readonly start: number;
  readonly sizeBytes: number;
  /** Of sections, heap and stack; bytes that two of them share count once. */
  readonly usedBytes: number;
  /** Never negative: what does not fit is cut off, and the rest is in `outside`. */
  readonly freeBytes: number;
  /** By address; what is between them is free. They overlap only where the image overlaps itself. */
  readonly blocks: readonly MemoryBlock[];
  /** What fills it, largest first. */
  readonly contents: readonly SizeNode[];
  /** Regions of the linker script that begin here. */
  readonly regions: readonly MapRegion[];
  /** Findings about an address in this memory. */
  readonly marks: readonly MapMark[];
}

/**
 * `section`: of the ELF file, where it runs. `load`: the copy of one that is stored here and runs elsewhere
 * (.data in flash). `heap`, `stack`: what the linker script keeps free for them.
 */
export type MemoryBlockKind = 'section' | 'load' | 'heap' | 'stack';

export interface MemoryBlock {
  readonly kind: MemoryBlockKind;
  /** The section's name, `heap` or `stack`. */
  readonly name: string;
  readonly start: number;
  readonly sizeBytes: number;
  /** A debugger programs these addresses: bytes of the file are stored here. */
  readonly isLoaded: boolean;
  /** The file has bytes for it, here or elsewhere. */
  readonly hasContent: boolean;
  /** It goes on in the next memory, or in none. */
  readonly isCut: boolean;
  /** How many symbols begin in it; 0 in a stripped image. */
  readonly symbolCount: number;
  /** The largest, at most five, largest first. */
  readonly symbols: readonly { readonly name: string; readonly sizeBytes: number }[];
}

export interface MapRegion {
  readonly name: string;
  readonly start: number;
  readonly sizeBytes: number;
  /** Where it is written, for a jump there. */
  readonly location: SourceLocation;
}

export interface MapMark {
  readonly address: number;
  readonly findingId: string;
  readonly severity: Severity;
  readonly message: string;
  readonly location: SourceLocation | undefined;
}
