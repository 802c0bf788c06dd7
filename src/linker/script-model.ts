// What a GNU linker script comes to once it is parsed and evaluated: regions, output sections, symbols, with the
// places where they are written. Values only; the tree with every detail is syntax.ts's.

import type { Span } from '../base/text';
import type { ProblemId } from './problem-ids';

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
  readonly id: ProblemId;
  readonly message: string;
  readonly place: ScriptPlace;
  /** Whether ld would refuse the script for it. */
  readonly isError: boolean;
  /** What is surely meant at the place. */
  readonly instead?: string | undefined;
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
  /** Whether a section goes there, or ORIGIN(…) or LENGTH(…) asks for it, by its name or an alias. */
  readonly isUsed: boolean;
}

export type ScriptSectionType = 'NOLOAD' | 'READONLY' | 'DSECT' | 'COPY' | 'INFO' | 'OVERLAY';

/** An input description `*(.text .text*)` or `KEEP(*(.isr_vector))` of an output section. */
export interface ScriptInput {
  /** As written, with its file pattern. */
  readonly text: string;
  /** `*`, `lib*.a:crt0.o`; empty for `[ .text ]`. */
  readonly file: string;
  /** File patterns that EXCLUDE_FILE takes out of all of it. */
  readonly excluded: readonly string[];
  /** The section patterns alone: `.text`, `.text*`; empty where a file stands alone, with all its sections. */
  readonly patterns: readonly string[];
  /** The same with what belongs to each. */
  readonly sections: readonly ScriptPattern[];
  readonly isKept: boolean;
  /** Whether SORT… or REVERSE stands at the file or one of the patterns. */
  readonly isSorted: boolean;
  /** Whether INPUT_SECTION_FLAGS chooses among the sections. */
  readonly hasFlags: boolean;
  readonly place: ScriptPlace;
}

/** A section pattern of an input description. */
export interface ScriptPattern {
  readonly pattern: string;
  /** SORT_BY_NAME and the like, outermost first. */
  readonly sorts: readonly string[];
  /** File patterns that EXCLUDE_FILE takes out of this one. */
  readonly excluded: readonly string[];
  readonly place: ScriptPlace;
}

/** A symbol assignment, anywhere. */
export interface ScriptSymbol {
  readonly name: string;
  /** Undefined where it depends on what only the link knows (sizes of sections, the location counter behind input). */
  readonly value: number | undefined;
  readonly isProvided: boolean;
  /** `=`, `+=`, … */
  readonly operator: string;
  /** The output section it stands in. */
  readonly section: string | undefined;
  readonly place: ScriptPlace;
  readonly namePlace: ScriptPlace;
  /** Of the expression behind the operator. */
  readonly valuePlace: ScriptPlace;
}

/** `. = …` within an output section, where the counter is an offset from the section's start. */
export interface ScriptMove {
  readonly kind: 'move';
  /** Of `. = ALIGN(n)`, where known. */
  readonly align: number | undefined;
  /** Bytes of `. = . + n` and `. += n`, where known. */
  readonly growth: number | undefined;
  readonly place: ScriptPlace;
}

/** `LONG(…)` and the like. */
export interface ScriptData {
  readonly kind: 'data';
  readonly keyword: string;
  /** Undefined for text. FILL has none. */
  readonly sizeBytes: number | undefined;
  readonly value: number | undefined;
  readonly place: ScriptPlace;
}

/** What an output section is made of. */
export type ScriptItem =
  | { readonly kind: 'input'; readonly input: ScriptInput }
  | { readonly kind: 'symbol'; readonly symbol: ScriptSymbol }
  | ScriptMove
  | ScriptData;

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
  /** The name in brackets that stands for the start address: `(name)`, which a type looks like too. */
  readonly bracketedAddress: string | undefined;
  /** Of ALIGN(…) in its head, where known. */
  readonly align: number | undefined;
  /** What `=…` behind it fills gaps with, where known. */
  readonly fill: number | undefined;
  readonly inputs: readonly ScriptInput[];
  /** Inputs, symbols, data and moves of the location counter, in their order. */
  readonly items: readonly ScriptItem[];
  readonly isInOverlay: boolean;
  /** ONLY_IF_RO or ONLY_IF_RW: it is left out for what it would get. */
  readonly isConditional: boolean;
  /** Names behind `:`, of PHDRS. */
  readonly segments: readonly string[];
  /** From its name to its end. */
  readonly place: ScriptPlace;
  readonly namePlace: ScriptPlace;
  /** Of `(NOLOAD)` with its brackets; where none is written, the empty place behind name and address where it would go. */
  readonly typePlace: ScriptPlace;
  /** Of the name behind `>`. */
  readonly regionPlace: ScriptPlace | undefined;
  /** Of the name behind `AT>`. */
  readonly loadRegionPlace: ScriptPlace | undefined;
  /** Of the expressions: the start address, AT(…), ALIGN(…). */
  readonly addressPlace: ScriptPlace | undefined;
  readonly loadAddressPlace: ScriptPlace | undefined;
  readonly alignPlace: ScriptPlace | undefined;
  /** Between the braces. */
  readonly bodyPlace: ScriptPlace;
  /** The empty place behind the closing brace, where `>REGION` goes. */
  readonly closePlace: ScriptPlace;
}

/** A section that an expression asks for. */
export interface SectionAsked {
  readonly name: string;
  /** ADDR, ALIGNOF, LOADADDR or SIZEOF. */
  readonly callee: string;
  /** Whether ld needs the answer for every program: PROVIDE is evaluated only when something uses its symbol. */
  readonly isAlways: boolean;
  /** Of the name. */
  readonly place: ScriptPlace;
}

/** INCLUDE, with what it found. */
export interface ScriptInclude {
  readonly name: string;
  /** As the reader called it; undefined where nothing was read. */
  readonly file: string | undefined;
  /** Of the name. */
  readonly place: ScriptPlace;
}

/** A script with everything it includes. */
export interface LinkerScript {
  /** The main file first; files that INCLUDE named and that were found. */
  readonly files: readonly string[];
  readonly regions: readonly ScriptRegion[];
  readonly sections: readonly ScriptSection[];
  readonly symbols: readonly ScriptSymbol[];
  /** Without those in a branch of `? :`. */
  readonly sectionsAsked: readonly SectionAsked[];
  /** ENTRY(…). */
  readonly entry: string | undefined;
  /** Of the name in it. */
  readonly entryPlace: ScriptPlace | undefined;
  /** Names in EXTERN(…): undefined symbols, so that what defines them is linked and kept. */
  readonly externs: readonly string[];
  /** Between the braces of the first MEMORY and the first SECTIONS. */
  readonly memoryPlace: ScriptPlace | undefined;
  readonly sectionsPlace: ScriptPlace | undefined;
  readonly includes: readonly ScriptInclude[];
  /** Whether INSERT makes it an addition to ld's own script. */
  readonly isAddition: boolean;
  /** Whether it has lines of the C preprocessor: then ld reads another text, and no problem is an error. */
  readonly isPreprocessed: boolean;
  /** In order of their places. */
  readonly problems: readonly ScriptProblem[];
}

/** The region that is called so, by its name or an alias. */
export function regionNamed(script: LinkerScript, name: string): ScriptRegion | undefined {
  const known = regionsByName.get(script) ?? namedRegions(script);
  regionsByName.set(script, known);
  return known.get(name);
}

/** Checks ask for the region of every section. */
const regionsByName = new WeakMap<LinkerScript, ReadonlyMap<string, ScriptRegion>>();

function namedRegions({ regions }: LinkerScript): ReadonlyMap<string, ScriptRegion> {
  const byName = new Map<string, ScriptRegion>();
  for (const region of regions) {
    for (const name of [region.name, ...region.aliases]) {
      if (!byName.has(name)) byName.set(name, region);
    }
  }
  return byName;
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
