// Every name in the tree of one script file: regions, sections, symbols and segments, with what is done to them there.
// For whoever goes from a name to where it is declared and used. (Contract.)

import type { Span } from '../base/text';
import type { SyntaxTree } from './syntax';

export type NameKind = 'region' | 'section' | 'symbol' | 'segment';

/** One occurrence; the span is that of the word, with its quotes where it has them. */
export interface NameUse extends Span {
  readonly kind: NameKind;
  /** Without quotes. */
  readonly name: string;
  /**
   * `declaration`: MEMORY, REGION_ALIAS, an output section's head, PHDRS; for a symbol every assignment. `read`:
   * everywhere else.
   */
  readonly role: 'declaration' | 'read';
  /** The construct that it belongs to: the region, the output section, the assignment. */
  readonly whole: Span;
}

/** In the order of their places. */
export function namesIn(tree: SyntaxTree): readonly NameUse[] {
  void tree;
  return [];
}
