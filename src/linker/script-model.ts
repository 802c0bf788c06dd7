// What a GNU linker script comes to once it is parsed and evaluated: regions, output sections, symbols, with the
// places where they are written. Values only; the tree with every detail is syntax.ts's.

import type { Span } from '../base/text';

/** A place in one of the script's files. */
export interface ScriptPlace extends Span {
  /** The file as the caller named it, or as INCLUDE found it. */
  readonly file: string;
  /** Of `start` and `end`, counted from 1. */
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Something the script does not say plainly: a half statement, an unknown region, a value that is not known. */
export interface ScriptProblem {
  readonly id: string;
  readonly message: string;
  readonly place: ScriptPlace;
  /** Whether ld would refuse the script for it. */
  readonly isError: boolean;
}

/** A region of MEMORY. */
export interface ScriptRegion {
  readonly name: string;
  /** `rx`, `xrw`, `!w`, as written; empty without. */
  readonly attributes: string;
  /** Undefined where the expression needs what only the link knows. */
  readonly origin: number | undefined;
  readonly length: number | undefined;
  readonly place: ScriptPlace;
  readonly namePlace: ScriptPlace;
  /** The expressions behind ORIGIN = and LENGTH =. */
  readonly originPlace: ScriptPlace | undefined;
  readonly lengthPlace: ScriptPlace | undefined;
  /** Names that REGION_ALIAS gives it. */
  readonly aliases: readonly string[];
}

export type ScriptSectionType = 'NOLOAD' | 'READONLY' | 'DSECT' | 'COPY' | 'INFO' | 'OVERLAY';

/** An input description `*(.text .text*)` or `KEEP(*(.isr_vector))` of an output section. */
export interface ScriptInput {
  /** As written, with its file pattern. */
  readonly text: string;
  /** The section patterns alone: `.text`, `.text*`. */
  readonly patterns: readonly string[];
  readonly isKept: boolean;
  readonly place: ScriptPlace;
}

/** A symbol assignment, anywhere. */
export interface ScriptSymbol {
  readonly name: string;
  /** Undefined where it depends on what only the link knows (sizes of sections, the location counter behind input). */
  readonly value: number | undefined;
  readonly isProvided: boolean;
  /** The output section it stands in. */
  readonly section: string | undefined;
  readonly place: ScriptPlace;
}

/** An output section of SECTIONS. `/DISCARD/` is one too. */
export interface ScriptSection {
  readonly name: string;
  readonly type: ScriptSectionType | undefined;
  /** What runs there: the region behind `>`, aliases resolved; undefined without one. */
  readonly region: string | undefined;
  /** The region behind `AT>`, or the one that ld takes over from the section before; undefined when it is `region`. */
  readonly lmaRegion: string | undefined;
  /** Whether `AT(…)` or `AT>` is written. */
  readonly hasLoadAddress: boolean;
  /** Without one of its own: whether ld keeps the distance of a section before, which has `AT(…)`. */
  readonly followsLoadAddress: boolean;
  /** What `AT(…)` comes to, where known. */
  readonly loadAddress: number | undefined;
  /** The start address expression's value, where known. */
  readonly address: number | undefined;
  readonly inputs: readonly ScriptInput[];
  /** From its name to its end. */
  readonly place: ScriptPlace;
  readonly namePlace: ScriptPlace;
  /** Of `(NOLOAD)` with its brackets; where none is written, the empty place behind name and address where it would go. */
  readonly typePlace: ScriptPlace;
  /** Of the name behind `>`. */
  readonly regionPlace: ScriptPlace | undefined;
}

/** A script with everything it includes. */
export interface LinkerScript {
  /** The main file first; files that INCLUDE named and that were found. */
  readonly files: readonly string[];
  readonly regions: readonly ScriptRegion[];
  readonly sections: readonly ScriptSection[];
  readonly symbols: readonly ScriptSymbol[];
  /** ENTRY(…). */
  readonly entry: string | undefined;
  /** Whether it has lines of the C preprocessor: then ld reads another text, and no problem is an error. */
  readonly isPreprocessed: boolean;
  /** In order of their places. */
  readonly problems: readonly ScriptProblem[];
}

/** The region that is called so, by its name or an alias. */
export function regionNamed(script: LinkerScript, name: string): ScriptRegion | undefined {
  return script.regions.find((region) => region.name === name || region.aliases.includes(name));
}

/** The region that holds the address; undefined also where origins are not known. */
export function regionAt(script: LinkerScript, address: number): ScriptRegion | undefined {
  return script.regions.find(
    ({ origin, length }) =>
      origin !== undefined &&
      length !== undefined &&
      address >= origin &&
      address < origin + length,
  );
}
