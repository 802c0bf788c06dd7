// The tree of one linker script file: every construct of GNU ld's language with the span it was written at.
// Values only. What INCLUDE names is not in the tree; the evaluator reads it where it stands.

import type { Span } from '../base/text';
import type { Problem } from './token';

/** A name or a string; `text` is without quotes, the span with them. */
export interface Word extends Span {
  readonly text: string;
}

export type Expression =
  | NumberExpression
  | NameExpression
  | UnaryExpression
  | BinaryExpression
  | ConditionalExpression
  | CallExpression
  | AssertExpression
  | MissingExpression;

export interface NumberExpression extends Span {
  readonly kind: 'number';
  /** As ld keeps it: unsigned 64 bits, the suffix applied. */
  readonly value: bigint;
}

/** A symbol, a section, or the location counter `.`. */
export interface NameExpression extends Span {
  readonly kind: 'name';
  readonly name: string;
  /** The name alone with its quotes; the expression's own span has the brackets around it. */
  readonly word: Span;
}

export interface UnaryExpression extends Span {
  readonly kind: 'unary';
  readonly operator: string;
  readonly operand: Expression;
}

export interface BinaryExpression extends Span {
  readonly kind: 'binary';
  readonly operator: string;
  readonly left: Expression;
  readonly right: Expression;
}

export interface ConditionalExpression extends Span {
  readonly kind: 'conditional';
  readonly condition: Expression;
  readonly yes: Expression;
  readonly no: Expression;
}

/** A builtin function; names of regions, sections and segments are its arguments as names. */
export interface CallExpression extends Span {
  readonly kind: 'call';
  readonly callee: Word;
  readonly args: readonly Expression[];
}

export interface AssertExpression extends Span {
  readonly kind: 'assert';
  readonly condition: Expression;
  readonly message: Word | undefined;
}

/** Where an expression should be and is not, or one that nests too deep. */
export interface MissingExpression extends Span {
  readonly kind: 'missing';
}

/** `name = …;`, and the same within PROVIDE, PROVIDE_HIDDEN and HIDDEN. */
export interface Assignment extends Span {
  readonly kind: 'assignment';
  readonly target: Word;
  /** `=`, `+=`, … */
  readonly operator: string;
  readonly value: Expression;
  readonly wrapper: Word | undefined;
}

/** `ASSERT(…, "…")` as a statement. */
export interface Assertion extends Span {
  readonly kind: 'assertion';
  readonly assert: AssertExpression;
}

/** `INCLUDE file`, anywhere. */
export interface Include extends Span {
  readonly kind: 'include';
  readonly file: Word;
}

/** A command with names in brackets, or without: ENTRY, OUTPUT_FORMAT, GROUP, FORCE_COMMON_ALLOCATION… */
export interface Command extends Span {
  readonly kind: 'command';
  readonly name: Word;
  readonly args: readonly Word[];
}

/** `REGION_ALIAS(alias, region)` */
export interface RegionAlias extends Span {
  readonly kind: 'alias';
  readonly alias: Word;
  readonly region: Word;
}

/** `INSERT AFTER .data;` */
export interface Insert extends Span {
  readonly kind: 'insert';
  readonly where: 'AFTER' | 'BEFORE';
  readonly section: Word;
}

/** `VERSION { … }`; its inside is a language of its own and not read. */
export interface VersionBlock extends Span {
  readonly kind: 'version';
}

export interface MemoryBlock extends Span {
  readonly kind: 'memory';
  /** Between the braces. */
  readonly inside: Span;
  readonly items: readonly MemoryItem[];
}

export interface Region extends Span {
  readonly kind: 'region';
  readonly name: Word;
  /** Between the brackets. */
  readonly attributes: Word | undefined;
  readonly origin: Expression | undefined;
  readonly length: Expression | undefined;
}

export interface PhdrsBlock extends Span {
  readonly kind: 'phdrs';
  readonly headers: readonly ProgramHeader[];
}

export interface ProgramHeader extends Span {
  readonly kind: 'header';
  readonly name: Word;
  readonly type: Expression;
  readonly hasFileHeader: boolean;
  readonly hasHeaders: boolean;
  readonly at: Expression | undefined;
  readonly flags: Expression | undefined;
}

export interface SectionsBlock extends Span {
  readonly kind: 'sections';
  /** Between the braces. */
  readonly inside: Span;
  readonly items: readonly SectionsItem[];
}

/** `(NOLOAD)`, `(READONLY (TYPE = SHT_NOTE))`; the span has the brackets. */
export interface OutputType extends Span {
  readonly keyword: Word | undefined;
  readonly elfType: Expression | undefined;
}

/** What stands behind the closing brace: `>RAM AT> FLASH :text =0xff`. */
export interface Placement {
  readonly region: Word | undefined;
  readonly loadRegion: Word | undefined;
  readonly segments: readonly Word[];
  readonly fill: Expression | undefined;
}

export interface OutputSection extends Span, Placement {
  readonly kind: 'output';
  readonly name: Word;
  readonly address: Expression | undefined;
  readonly type: OutputType | undefined;
  /** Where the colon stands; the end of the head without one. */
  readonly colon: number;
  readonly loadAddress: Expression | undefined;
  readonly align: Expression | undefined;
  readonly subalign: Expression | undefined;
  readonly isAlignedWithInput: boolean;
  /** ONLY_IF_RO, ONLY_IF_RW, SPECIAL. */
  readonly constraint: Word | undefined;
  readonly body: readonly BodyItem[];
  /** Between the braces. */
  readonly inside: Span;
  /** Behind the closing brace. */
  readonly close: number;
}

export interface Overlay extends Span, Placement {
  readonly kind: 'overlay';
  readonly address: Expression | undefined;
  readonly loadAddress: Expression | undefined;
  readonly sections: readonly OutputSection[];
}

/** A section pattern of an input description. */
export interface InputPattern extends Span {
  readonly pattern: Word;
  /** SORT_BY_NAME and the like, outermost first. */
  readonly sorts: readonly Word[];
  readonly excluded: readonly Word[];
}

/** `KEEP(*crt0.o(.text .text*))`; the span has the KEEP. */
export interface InputSection extends Span {
  readonly kind: 'input';
  readonly isKept: boolean;
  /** The file, or archive:member, with what sorts and excludes; undefined for `[ .text ]`. */
  readonly file: InputPattern | undefined;
  /** Empty where a file stands alone: then all its sections are meant. */
  readonly sections: readonly InputPattern[];
  readonly flags: readonly Word[];
}

/** `LONG(1)`, `FILL(0xff)`, `ASCIZ "text"`. */
export interface Data extends Span {
  readonly kind: 'data';
  readonly keyword: Word;
  readonly value: Expression | undefined;
}

/** A place that could not be understood and was skipped. */
export interface Skipped extends Span {
  readonly kind: 'skipped';
}

export type Statement = Assignment | Assertion | Include | Command | Skipped;
export type MemoryItem = Region | Include | Skipped;
export type SectionsItem =
  Statement | OutputSection | Overlay | SectionsGroup | Insert | RegionAlias;
export type BodyItem = Statement | InputSection | Data;
export type TopItem =
  Statement | MemoryBlock | SectionsBlock | PhdrsBlock | RegionAlias | Insert | VersionBlock;

/** `GROUP : { … }` within SECTIONS. */
export interface SectionsGroup extends Span, Placement {
  readonly kind: 'group';
  readonly items: readonly SectionsItem[];
}

/** Where a file is read: INCLUDE may stand in any of these. */
export type Context = 'top' | 'memory' | 'sections' | 'body';

export interface SyntaxTree extends Span {
  readonly context: Context;
  readonly items: readonly (TopItem | MemoryItem | SectionsItem | BodyItem)[];
  readonly problems: readonly Problem[];
  /** Whether it has lines of the C preprocessor: then ld reads another text than this. */
  readonly isPreprocessed: boolean;
}
