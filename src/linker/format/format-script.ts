// A linker script's text → the edits that format it. Only white space changes: lines stay lines, are indented by braces,
// lose blanks at their ends; tokens are one blank apart. What is kept exactly is kept-spans.ts's.

import type { Span } from '../../base/text';
import { keptSpans } from './kept-spans';
import type { KeptSpan } from './kept-spans';
import { parseScript } from '../parser';
import { isSameTree } from './same-tree';
import { spacingOf } from './spacing';
import type { Spacing } from './spacing';
import type { SyntaxTree } from '../syntax';

export interface FormatOptions {
  /** Blanks of one step. */
  readonly tabSize: number;
  readonly insertSpaces: boolean;
}

/** Replaces a piece of white space, or fills an empty place. */
export interface FormatEdit extends Span {
  readonly newText: string;
}

/** Longer texts are not read as scripts either (program.ts). */
const mostCharacters = 2_000_000;
/** Indentation beyond this is nobody's. */
const deepest = 20;

/**
 * In order; none for a script with problems, or whose braces do not pair line by line, as with a choice of #if. Linear.
 *
 * @param tree of the text.
 */
export function formatScript(
  text: string,
  tree: SyntaxTree,
  options: FormatOptions,
): readonly FormatEdit[] {
  if (text.length > mostCharacters || tree.problems.length > 0) return [];
  const kept = keptSpans(text, tree);
  if (kept === undefined) return [];
  const formatter = new Formatter(text, kept, spacingOf(text, tree, kept), options);
  const edits = formatter.run();
  // Whatever the rules overlooked: a script that would say something else is left alone.
  const isSame = isSameTree(tree, parseScript(applyEdits(text, edits), tree.context));
  return formatter.isBalanced && isSame ? edits : [];
}

/** @param edits in order and apart. */
export function applyEdits(text: string, edits: readonly FormatEdit[]): string {
  const pieces: string[] = [];
  let at = 0;
  for (const { start, end, newText } of edits) {
    pieces.push(text.slice(at, start), newText);
    at = end;
  }
  return pieces.join('') + text.slice(at);
}

const lineEnd = /\r\n|\n|\r/g;
/** What stands before or behind a place; `gap` is white space, and the beginning of the text. */
type Piece = '{' | '}' | '(' | ')' | ';' | 'words' | 'kept' | 'gap';

const piece = /[ \t\r\n\f\v]+|[{}();]|[^ \t\r\n\f\v{}();]+/g;

class Formatter {
  isBalanced = true;
  private readonly edits: FormatEdit[] = [];
  private depth = 0;
  private round = 0;
  private statement = 0;
  private keptIndex = 0;
  private last: Piece = 'gap';

  constructor(
    private readonly text: string,
    private readonly kept: readonly KeptSpan[],
    private readonly spacing: Spacing,
    private readonly options: FormatOptions,
  ) {}

  run(): readonly FormatEdit[] {
    let at = 0;
    for (const { start, end } of this.kept) {
      this.plain(at, start);
      this.part(start, 'kept');
      this.keptIndex += 1;
      at = end;
    }
    this.plain(at, this.text.length);
    this.isBalanced &&= this.depth === 0;
    return this.edits;
  }

  private plain(from: number, to: number): void {
    for (const { 0: found, index } of this.text.slice(from, to).matchAll(piece)) {
      const start = from + index;
      if (/^[ \t\r\n\f\v]/.test(found)) {
        this.gap(start, found);
        this.last = 'gap';
        continue;
      }
      this.part(start, isMark(found) ? found : 'words');
      this.bracket(found);
      // The words of an expression are one piece here.
      for (let at = start + 1; at < start + found.length; at += 1) this.fill(at, false);
    }
  }

  private bracket(text: string): void {
    if (text === '(') this.round += 1;
    if (text === ')') this.round -= 1;
    if (text === ';') this.round = 0;
    if (text !== '{' && text !== '}') return;
    this.round = 0;
    this.depth += text === '{' ? 1 : -1;
    if (this.depth < 0) this.isBalanced = false;
  }

  /** Before a piece: fills the place if nothing stands there and something should. */
  private part(offset: number, next: Piece): void {
    const { last } = this;
    this.last = next;
    if (last === 'gap') return;
    this.fill(offset, this.isParted(offset, last, next));
  }

  private fill(offset: number, isParted: boolean): void {
    const { blanks, columns } = this.spacing;
    const column = columns.get(offset);
    if (column !== undefined) this.edit(offset, '', ' '.repeat(column));
    else if (isParted || blanks.has(offset)) this.edit(offset, '', ' ');
  }

  private isParted(offset: number, last: Piece, next: Piece): boolean {
    if (next === '{' || next === '}') return last !== '{' && last !== '(';
    if (next === ';' || next === ')' || this.text[offset] === ',') return false;
    return last === '{' || last === '}' || last === ';';
  }

  private gap(start: number, found: string): void {
    const end = start + found.length;
    const ends = found.match(lineEnd);
    if (ends === null && start > 0) this.edit(start, found, this.inLine(start, end, found));
    else this.edit(start, found, this.betweenLines(start, end, found, ends ?? []));
  }

  private inLine(start: number, end: number, found: string): string {
    if (end === this.text.length) return '';
    const next = this.kept[this.keptIndex];
    // Comments behind a line are where somebody put them.
    if (next?.start === end && next.kind !== 'string') return found;
    const column = this.spacing.columns.get(start);
    if (column !== undefined) return ' '.repeat(column);
    return this.text[end] === ';' ? '' : ' ';
  }

  /** At most one empty line is kept; at the end of the text none. */
  private betweenLines(start: number, end: number, found: string, ends: readonly string[]): string {
    if (end === this.text.length) return start === 0 ? '' : (ends[0] ?? '');
    const kept = ends.slice(0, 2).join('');
    const next = this.kept[this.keptIndex];
    const isOwn = next?.start === end && (next.kind === 'directive' || this.isSpread(next));
    if (isOwn) return kept + found.slice(lastLine(found));
    return kept + this.indentation(end);
  }

  /** Over several lines, of which only the first could be moved. */
  private isSpread({ kind, start, end }: KeptSpan): boolean {
    return kind === 'comment' && this.text.slice(start, end).includes('\n');
  }

  private indentation(offset: number): string {
    const [closing = ''] = /^(?:\}[ \t]*)+/.exec(this.text.slice(offset, offset + deepest)) ?? [];
    const isContinued = !/[{})]/.test(this.text.charAt(offset)) && this.isContinued(offset);
    const closed = closing.replace(/[^}]/g, '').length;
    const steps = Math.max(0, this.depth - closed) + (isContinued ? 1 : 0);
    const { insertSpaces, tabSize } = this.options;
    return (insertSpaces ? ' '.repeat(tabSize) : '\t').repeat(Math.min(steps, deepest));
  }

  private isContinued(offset: number): boolean {
    const { statements } = this.spacing;
    while ((statements[this.statement]?.end ?? Number.POSITIVE_INFINITY) <= offset) {
      this.statement += 1;
    }
    const start = statements[this.statement]?.start ?? Number.POSITIVE_INFINITY;
    return this.round > 0 || start < offset;
  }

  private edit(start: number, found: string, newText: string): void {
    if (found === newText) return;
    // Only what differs: an editor keeps cursors and marks in the rest.
    const shorter = Math.min(found.length, newText.length);
    let before = 0;
    while (before < shorter && found[before] === newText[before]) before += 1;
    let behind = 0;
    while (behind < shorter - before && found.at(-1 - behind) === newText.at(-1 - behind)) {
      behind += 1;
    }
    const end = start + found.length - behind;
    const text = newText.slice(before, newText.length - behind);
    this.edits.push({ start: start + before, end, newText: text });
  }
}

function isMark(text: string): text is '{' | '}' | '(' | ')' | ';' {
  return /^[{}();]$/.test(text);
}

/** Where the last line of white space begins. */
function lastLine(found: string): number {
  return Math.max(found.lastIndexOf('\n'), found.lastIndexOf('\r')) + 1;
}
