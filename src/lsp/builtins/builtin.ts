// The shape of what is known of a word of the linker's language: where it may stand, its forms, what it does.

/** Where a word may stand. */
export type BuiltinPlace =
  /** Outside of all blocks. */
  | 'top'
  /** A line of MEMORY, and behind a region's colon. */
  | 'memory'
  | 'fields'
  /** A line of SECTIONS; in brackets behind a section's name; behind its colon. */
  | 'sections'
  | 'type'
  | 'attributes'
  /** The inside of an output section, and behind its closing brace. */
  | 'body'
  | 'tail'
  /** In the brackets of an input description, of KEEP, of INPUT and GROUP. */
  | 'patterns'
  | 'keep'
  | 'files'
  /** A line of PHDRS behind its name. */
  | 'header'
  | 'insert'
  | 'expression'
  | 'constant';

export interface Builtin {
  readonly name: string;
  readonly places: readonly BuiltinPlace[];
  /** As it is written: `ALIGN(value, alignment)`; several where it has several. */
  readonly forms: readonly string[];
  /** What it does, in Markdown. */
  readonly text: string;
  /** The section of the manual of GNU ld. */
  readonly manual: string;
  /** For linkers that lack it: `from binutils 2.41`. */
  readonly versions?: string;
  /** How a client completes it, as a snippet; the name alone where left out. */
  readonly snippet?: string;
}

/** The parameters of a form: `ALIGN(value, alignment)` has two. */
export function parametersOf(form: string): readonly string[] {
  const open = form.indexOf('(');
  const close = form.lastIndexOf(')');
  if (open < 0 || close < open) return [];
  const inside = form.slice(open + 1, close).trim();
  return inside === '' ? [] : inside.split(/\s*,\s*/);
}
